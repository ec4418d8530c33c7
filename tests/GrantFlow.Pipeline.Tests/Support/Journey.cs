using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>A way that grants can go, told by what people ask, one after the other.</summary>
/// <param name="Name">In one word.</param>
/// <param name="InOrder">Its events always come in the same order.</param>
/// <param name="Go">Goes it.</param>
internal sealed record Journey(string Name, bool InOrder, Func<PipelineRun, Task> Go)
{
    /// <summary>Eleven commands from submission to the closed books: eight by people, three answers.</summary>
    public static readonly Journey Plain = new("plain", true, run =>
    {
        var one = new Case("One");
        return run.Do(
            one.Submit(), one.Approve(1_500), one.Verify(), one.Split(Case.Goods(1_000), Case.Cash(500)),
            one.Deliver(1), one.SettleInKind(1), one.Release(), one.Close());
    });

    /// <summary>Returned and amended, held, disputed goods, a payment that takes its time and one that fails and is repaired.</summary>
    public static readonly Journey Rough = new("rough", false, async run =>
    {
        var one = new Case("One") { Account = "IQ48NBIQ850123450000009" };
        await run.Do(
            one.Submit(), one.Return(), one.Amend(), one.Hold(), one.Resume(), one.Approve(1_500), one.Verify(),
            one.Split(Case.Goods(600), Case.Cash(500), Case.Cash(400)), one.Dispute(1), one.Reorder(1), one.Deliver(1), one.Release(),
            one.Reroute(2, "IQ05NBIQ850123450000007"), one.Reroute(3, "IQ67NBIQ850123450004711"), one.Release("release again"), one.SettleInKind(1), one.Close());
    });

    /// <summary>Two grants on a line that holds one and a half: the second is refused, and fits when the first is withdrawn.</summary>
    public static readonly Journey Scarce = new("scarce", true, async run =>
    {
        var (one, two) = (new Case("One") { Programme = World.Scarce }, new Case("Two") { Programme = World.Scarce });
        await run.Do(one.Submit(), one.Approve(2_000), two.Submit(), two.Approve(2_000), one.Verify(), one.Withdraw(), two.Approve(2_000, "approve again"));
        await run.Do(two.Verify(), two.Split(Case.Cash(2_000)), two.Release(), two.Close());
    });

    /// <summary>Withdrawn with one payment at the provider, which sends it back, and one not yet released.</summary>
    public static readonly Journey Withdrawn = new("withdrawn", false, async run =>
    {
        var one = new Case("One") { Account = "IQ75NBIQ850123450000008" };
        await run.Do(one.Submit(), one.Approve(1_000), one.Verify(), one.Split(Case.Goods(300), Case.Goods(200), Case.Cash(500)), one.Deliver(1));
        await run.Send(one.Release());
        await run.DeliverUntil(one.Grant, grant => ((CashLine)grant.Line(new(3))!).State is CashState.Instructed or CashState.Returned);
        await run.Do(one.Withdraw(), one.SettleInKind(1));
    });

    /// <summary>The same document: rejected at once, and again on appeal; when the first is rejected too, a third may have what it claimed.</summary>
    public static readonly Journey Duplicate = new("duplicate", true, async run =>
    {
        var one = new Case("One");
        var (two, three) = (new Case("Two") { Who = one.Who }, new Case("Three") { Who = one.Who });
        await run.Do(one.Submit(), two.Submit(), two.Appeal(), two.AllowAppeal(), one.Reject(), three.Submit(), three.Approve(700));
    });

    /// <summary>The same name: an officer finds that it is another person.</summary>
    public static readonly Journey Namesake = new("namesake", true, async run =>
    {
        var one = new Case("One");
        var two = new Case("Two") { Who = one.Who with { DocumentNumber = "DOCOther" } };
        await run.Do(one.Submit(), two.Submit(), two.Adjudicate(samePerson: false), two.Approve(700));
    });

    /// <summary>Three people: one is split off and approved alone, one decision covers the others, and then those who still can withdraw together.</summary>
    public static readonly Journey Household = new("household", true, async run =>
    {
        var (one, two, three) = (new Member("One"), new Member("Two", HouseholdRole.FamilyMember), new Member("Three", HouseholdRole.Minor));
        var family = new FamilyCase(one, two, three);
        await run.Do(family.Submit());
        await run.Do(new Ask(new LeaveHousehold(two.Case.Id("leave"), People.Counsellor, "Goes to another town.")));
        await run.Do(family.Approve());
        await run.Do(two.Case.Approve(1_000));
        await run.Do(family.Withdraw());
    });

    public static IReadOnlyList<Journey> All { get; } = [Plain, Rough, Scarce, Withdrawn, Duplicate, Namesake, Household];

    public static Journey Named(string name) => All.Single(journey => journey.Name == name);
}
