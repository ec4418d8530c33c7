using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests;

/// <summary>What one grant asks of another happens once, with every message delivered twice and in any order.</summary>
public sealed class OtherGrantTests
{
    private static readonly Consent Agreed = new(Given: true, LanguageCode.Parse("ckb"), new(2026, 1, 3));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task Transit_assistance_confirms_the_departure_of_the_grant_it_serves(int seed, int copies)
    {
        var run = new PipelineRun(seed, copies);
        var returnee = new Case("One");
        var help = new Case("Help") { Programme = World.Airport, With = application => application with { Serves = returnee.Grant } };
        await run.Do(returnee.Submit(), returnee.Approve(500), help.Submit(), help.Approve(100), help.Verify(), help.Split(Transit(60), Transit(40)));
        await run.Do(help.Deliver(1), help.Deliver(2));
        var history = await run.Look(() => run.Get<GrantStore>().History(returnee.Grant, default));
        Assert.Equal(help.ReturnOn, Assert.Single(history.OfType<Domain.Verification.DepartureConfirmed>()).DepartedOn);
        Assert.Equal(help.ReturnOn, (await Grant(run, returnee.Grant)).DepartedOn);
        await run.Finish();
        await Picture.Of(run);
    }

    [Fact]
    public async Task A_served_grant_that_cannot_take_it_refuses_and_nobody_is_held_up()
    {
        var run = new PipelineRun();
        var returnee = new Case("One");
        var help = new Case("Help") { Programme = World.Airport, With = application => application with { Serves = returnee.Grant } };
        var lost = new Case("Lost") { Programme = World.Airport, With = application => application with { Serves = GrantId.Derive("nobody") } };
        foreach (var one in new[] { help, lost })
            await run.Do(one.Submit(), one.Approve(100), one.Verify(), one.Split(Transit(100)));
        await run.Do(returnee.Submit(), returnee.Withdraw(), help.Deliver(1), lost.Deliver(1));
        Assert.Null((await Grant(run, returnee.Grant)).DepartedOn);
        foreach (var one in new[] { help, lost })
            Assert.Equal(InKindState.Accepted, ((InKindLine)(await Grant(run, one.Grant)).Line(new(1))!).State);
        Assert.Empty(run.Failures);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task A_referral_that_was_taken_on_opens_one_case_and_intake_completes_it(int seed, int copies)
    {
        var run = new PipelineRun(seed, copies);
        var referral = new Case("Referral") { Programme = World.Mechanism, With = application => application with { Route = null, Referral = new(World.Calais, Agreed) } };
        await run.Do(referral.Submit(), referral.Approve(100), referral.Verify(), referral.Split(new SplitPart(LineKind.Referral, World.Eur(100), "reception", "the office")), referral.Deliver(1));

        var opened = (await Grant(run, referral.Grant)).OpenedCase!.Value;
        var begun = await Grant(run, opened);
        Assert.Equal((GrantState.Submitted, World.Calais, referral.Person), (begun.State, begun.Application.Programme, begun.Application.Person));
        var list = await run.Look(() => run.Get<GrantList>().Page(new GrantFilter(GrantState.Submitted, null, null, Role.Intake), 10, null, default));
        Assert.Equal(opened, Assert.Single(list.Grants).Grant);

        var completed = ((AmendGrant)new Case("Completed").Amend().Command) with { Id = CommandId.Derive(opened, "complete"), Actor = People.OtherOfficer with { Role = Role.Intake } };
        await run.Do(new Ask(completed));
        var now = await Grant(run, opened);
        Assert.Equal((GrantState.AwaitingApproval, referral.Person), (now.State, now.Application.Person));
        Assert.Single(await run.Look(() => run.Get<GrantStore>().History(opened, default)), happened => happened is CaseOpened);
        await run.Finish();
        await Picture.Of(run);
    }

    private static SplitPart Transit(long euro) => new(LineKind.TransitAssistance, World.Eur(euro), "help at the gate", "the airport team");

    private static async Task<Grant> Grant(PipelineRun run, GrantId id) => (await run.Look(() => run.Get<GrantStore>().Find(id, default)))!.Grant;
}
