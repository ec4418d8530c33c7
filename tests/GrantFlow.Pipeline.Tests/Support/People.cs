using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>The staff of the tests: one name, one person.</summary>
internal static class People
{
    public static readonly Actor Counsellor = new(ActorId.Parse("ines"), Role.Intake);
    public static readonly Actor Officer = new(ActorId.Parse("omar"), Role.Officer);
    public static readonly Actor OtherOfficer = new(ActorId.Parse("olga"), Role.Officer);
    public static readonly Actor Erbil = new(ActorId.Parse("erin"), Role.CountryOffice, World.Erbil);
    public static readonly Actor Finance = new(ActorId.Parse("fynn"), Role.Finance);
    public static readonly Actor SecondFinance = new(ActorId.Parse("faye"), Role.Finance);
    public static readonly Actor ThirdFinance = new(ActorId.Parse("finn"), Role.Finance);
}
