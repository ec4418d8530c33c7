using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>What somebody asks of a whole family at the door.</summary>
internal sealed record HouseholdAsk(HouseholdCommand Command, Func<IPersonVault, Task>? Prepare = null);

/// <summary>One of a family.</summary>
internal sealed record Member(string Name, HouseholdRole Role = HouseholdRole.Principal)
{
    public Case Case { get; init; } = new(Name) { Programme = World.Families };
}

/// <summary>A family and everything that can be asked of it, by the right people unless said otherwise.</summary>
internal sealed record FamilyCase(params Member[] Members)
{
    public static readonly HouseholdId Id = HouseholdId.Derive("tests", "family");

    public static HouseholdCommandId Key(string key) => HouseholdCommandId.Derive(Id, key);

    public HouseholdAsk Submit(Actor? by = null, Money? amount = null) => new(
        new SubmitHousehold(Key("submit"), by ?? People.Counsellor, [.. Members.Select(member => Application(member, amount))]),
        async vault =>
        {
            foreach (var member in Members)
            {
                await member.Case.Store(vault, "route-1");
            }
        });

    public HouseholdAsk Approve(string key = "approve", Actor? by = null) => new(new ApproveHousehold(Key(key), by ?? People.Officer, [], "One plan for all."));

    public HouseholdAsk Reject(string key = "reject") => new(new RejectHousehold(Key(key), People.Officer, "No plan yet."));

    public HouseholdAsk Withdraw() => new(new WithdrawHousehold(Key("withdraw"), People.Counsellor, "They want to stay."));

    private static MemberApplication Application(Member member, Money? amount)
    {
        var application = member.Case.Application("route-1");
        var minor = member.Role == HouseholdRole.Minor;
        return new(member.Case.Grant, application with
        {
            HouseholdRole = member.Role,
            UnderAge = minor,
            Requested = amount ?? application.Requested,
            Route = minor ? application.Route! with { Payee = Payee.Guardian } : application.Route,
        });
    }
}
