using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>The staff of the tests: one name, one person. Someone can act in another role than their own (<see cref="In"/>).</summary>
internal static class People
{
    public static readonly Actor Counsellor = Person("ines", Role.Intake);
    public static readonly Actor OtherCounsellor = Person("ilya", Role.Intake);
    public static readonly Actor Officer = Person("omar", Role.Officer);
    public static readonly Actor SecondOfficer = Person("olga", Role.Officer);
    public static readonly Actor ThirdOfficer = Person("odile", Role.Officer);
    public static readonly Actor Erbil = Person("erin", Role.CountryOffice);
    public static readonly Actor OtherErbil = Person("evan", Role.CountryOffice);
    public static readonly Actor Tirana = Person("tara", Role.CountryOffice) with { Office = World.Tirana };
    public static readonly Actor Finance = Person("fynn", Role.Finance);
    public static readonly Actor SecondFinance = Person("faye", Role.Finance);
    public static readonly Actor ThirdFinance = Person("finn", Role.Finance);
    public static readonly Actor Admin = Person("ada", Role.ProgrammeAdmin);
    public static readonly Actor Auditor = Person("auma", Role.Auditor);

    /// <summary>The same person in another role; a country officer always stands in Erbil.</summary>
    public static Actor In(this Actor person, Role role) => person with { Role = role, Office = role == Role.CountryOffice ? World.Erbil : null };

    /// <summary>Someone with this role who has nothing to do with the grant yet.</summary>
    public static Actor Stranger(Role role) => role == Role.System ? Actor.System : Person("stranger", role);

    private static Actor Person(string name, Role role) => new Actor(ActorId.Parse(name), role).In(role);
}
