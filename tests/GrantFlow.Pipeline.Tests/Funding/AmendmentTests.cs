using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Tests.Support;
using static GrantFlow.Pipeline.Tests.Funding.AgreedWorld;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>A funder's amendment: asked for by one person, agreed to by another, brought to the line once, and in the ledger.</summary>
public sealed class AmendmentTests
{
    [Fact]
    public async Task A_top_up_is_in_the_line_and_in_the_ledger_once_a_second_person_agreed()
    {
        var run = Run(copies: 3);
        var proposed = await run.Propose(AmendmentKind.TopUp, 5_000);
        await run.Deliver();
        Assert.Equal((AmendmentState.Proposed, World.Eur(20_000)), (proposed.State, (await run.Standing()).Limit));

        await run.Amend(AmendmentKind.TopUp, 5_000);
        await run.Finish();

        var applied = (await run.Find(proposed.Id))!;
        Assert.Equal((AmendmentState.Applied, Admin, Finance), (applied.State, applied.ProposedBy, applied.Decision!.By));
        var entry = run.Posted()[^1];
        Assert.Equal((EntryKind.TopUp, proposed.Id.Value, applied.Entry), (entry.Kind, entry.EventId, entry.Id));
        Assert.Equal((World.Eur(25_000), World.Eur(25_000)), ((await run.Standing()).Limit, (await run.Standing()).Free));
        await run.Check();
    }

    [Fact]
    public async Task A_reduction_takes_what_is_free_from_as_many_shards_as_it_needs_and_names_what_had_brought_it()
    {
        var run = Run();
        await run.Do([.. Enumerable.Range(0, 6).SelectMany(at => new[] { Somebody(at).Submit(), Somebody(at).Approve(2_000) })]);
        await run.Amend(AmendmentKind.Reduction, 7_000);
        await run.Finish();

        Assert.Equal((World.Eur(13_000), World.Eur(12_000), World.Eur(1_000)), ((await run.Standing()).Limit, (await run.Standing()).Held, (await run.Standing()).Free));
        Assert.Equal(run.Posted()[0].Id, run.Posted()[^1].Corrects);
        await run.Check();
    }

    [Fact]
    public async Task A_reduction_that_grants_were_faster_than_is_refused_with_what_is_free_and_leaves_no_trace_in_the_money()
    {
        var run = Run();
        var asked = await run.Propose(AmendmentKind.Reduction, 19_000);
        await run.Do(Somebody(1).Submit(), Somebody(1).Approve(2_000));
        await run.Amend(AmendmentKind.Reduction, 19_000);
        await run.Finish();

        var refused = (await run.Find(asked.Id))!;
        Assert.Equal(
            (AmendmentState.Refused, "agreed/grants has EUR 18000.00 free, and EUR 19000.00 is to be taken away: what is reserved or spent stays. Ask for EUR 18000.00 or less, or wait until grants give money back."),
            (refused.State, refused.Refusal));
        Assert.Equal((World.Eur(20_000), World.Eur(18_000)), ((await run.Standing()).Limit, (await run.Standing()).Free));
        Assert.Single(run.Posted());
        await run.Check();
    }

    [Fact]
    public async Task An_exhausted_line_pays_grants_again_after_a_top_up_also_a_whole_one_out_of_a_small_top_up()
    {
        var run = Run();
        await run.Do([.. Enumerable.Range(0, 20).SelectMany(at => new[] { Somebody(at).Submit(), Somebody(at).Approve(1_000) })]);
        await run.Do(Somebody(20).Submit(), Somebody(20).Approve(2_000));
        Assert.Equal(GrantState.AwaitingApproval, (await run.GrantOf(Somebody(20))).State);

        await run.Amend(AmendmentKind.TopUp, 2_000);
        await run.Deliver();
        await run.Do(Somebody(20).Approve(2_000, "once more"));
        await run.Finish();

        Assert.Equal(GrantState.AwaitingVerification, (await run.GrantOf(Somebody(20))).State);
        Assert.Equal(World.Eur(0), (await run.Standing()).Free);
        await run.Check();
    }

    [Fact]
    public async Task Whoever_asked_does_not_agree_and_what_is_decided_stays_decided()
    {
        var run = Run();
        var desk = run.Get<AmendmentDesk>();
        var asked = await run.Propose(AmendmentKind.TopUp, 100);

        Assert.Equal(AmendmentNo.OwnProposal, (await desk.Agree(TheLine, asked.Id, Admin, default)).No);
        Assert.Equal(AmendmentState.Rejected, (await desk.Reject(TheLine, asked.Id, Finance, "Not signed yet.", default)).Amendment!.State);
        Assert.Equal(AmendmentNo.Decided, (await desk.Agree(TheLine, asked.Id, ActorId.Parse("finance-2"), default)).No);
        Assert.Equal(AmendmentNo.Decided, (await desk.Reject(TheLine, asked.Id, Admin, "Wrong.", default)).No);
        Assert.Equal(AmendmentState.Rejected, (await desk.Reject(TheLine, asked.Id, Finance, "Not signed yet.", default)).Amendment!.State);
        Assert.Empty(await run.Bodies(QueueNames.Funding));
    }

    [Fact]
    public async Task The_same_key_is_the_same_amendment_and_another_request_under_it_is_none()
    {
        var run = Run();
        var desk = run.Get<AmendmentDesk>();
        var first = await run.Propose(AmendmentKind.TopUp, 100);

        Assert.Equal(first, await run.Propose(AmendmentKind.TopUp, 100));
        Assert.Equal(AmendmentNo.KeyReused, (await desk.Propose(TheLine, Request(AmendmentKind.TopUp, 200), new(Admin, "amend", "another hash"), default)).No);
        Assert.NotEqual(first.Id, (await run.Propose(AmendmentKind.TopUp, 100, "second")).Id);
    }

    [Fact]
    public async Task What_cannot_be_is_said_at_once()
    {
        var run = Run();
        var desk = run.Get<AmendmentDesk>();
        async Task<(AmendmentNo?, string)> Ask(FundingLineId line, AmendmentKind kind, Money amount) =>
            await desk.Propose(line, new(kind, amount, "Why", "ref"), new(Admin, Guid.NewGuid().ToString(), ""), default) is var answer ? (answer.No, answer.Why) : default;

        Assert.Equal(AmendmentNo.NoLine, (await Ask(FundingLineId.Parse("agreed/gone"), AmendmentKind.TopUp, World.Eur(1))).Item1);
        Assert.Equal(
            (AmendmentNo.NoAmount, "The rules do not say what calais-avr/reintegration holds, so that nothing limits it and there is nothing to amend. Enter the agreed amount in programmes/calais-avr.json first."),
            await Ask(World.LineOf(World.Calais).Id, AmendmentKind.TopUp, World.Eur(1)));
        Assert.Equal(AmendmentNo.OtherCurrency, (await Ask(TheLine, AmendmentKind.TopUp, new(1, Currency.Parse("USD")))).Item1);
        Assert.Equal((AmendmentNo.TooMuch, "agreed/grants holds EUR 20000.00 and can hold EUR 1000000000.00 at most. Give a smaller amount."), await Ask(TheLine, AmendmentKind.TopUp, World.Eur(1_000_000_000 - 20_000, 1)));
        Assert.Null((await Ask(TheLine, AmendmentKind.TopUp, World.Eur(1_000_000_000 - 20_000))).Item1);
        Assert.Equal(AmendmentNo.TooMuch, (await Ask(TheLine, AmendmentKind.Reduction, World.Eur(20_000, 1))).Item1);
        Assert.Null((await Ask(TheLine, AmendmentKind.Reduction, World.Eur(20_000))).Item1);
        Assert.Equal(AmendmentNo.NoAmendment, (await desk.Agree(TheLine, AmendmentId.Derive("none"), Finance, default)).No);
    }

    [Fact]
    public async Task An_agreed_amendment_whose_message_was_lost_comes_to_the_line_with_the_next_tick()
    {
        var run = Run();
        var asked = await run.Propose(AmendmentKind.TopUp, 100);
        run.Watch.Plan((_, call) => call is { Service: "queue", Operation: "send" } ? Mishap.DiesBefore : null);
        await Assert.ThrowsAsync<MishapException>(() => run.Get<AmendmentDesk>().Agree(TheLine, asked.Id, Finance, default));
        run.Watch.Plan(null);
        run.Restart();

        await run.Tick();
        await run.Finish();

        Assert.Equal(AmendmentState.Applied, (await run.Find(asked.Id))!.State);
        Assert.Equal(World.Eur(20_100), (await run.Standing()).Limit);
        await run.Check();
    }

    [Fact]
    public async Task Where_the_rules_stop_saying_the_amount_before_the_line_has_it_nothing_changes()
    {
        var run = Run(catalogue: With(Rules("2026-1", null, World.Eur(20_000)), Rules("2026-2", new(2026, 3, 1), null)));
        var asked = await run.Amend(AmendmentKind.Reduction, 100);
        run.Time.Advance(TimeSpan.FromDays(90));
        await run.Deliver();

        var refused = (await run.Find(asked.Id))!;
        Assert.Equal((AmendmentState.Refused, "The rules do not say any more what agreed/grants holds. Enter the agreed amount in programmes/agreed.json and ask again."), (refused.State, refused.Refusal));
        Assert.Equal(World.Eur(0), (await run.Standing()).Amended);
    }
}
