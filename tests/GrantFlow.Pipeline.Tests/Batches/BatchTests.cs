using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Tests.Support;
using static GrantFlow.Pipeline.Tests.Batches.BatchRun;

namespace GrantFlow.Pipeline.Tests.Batches;

/// <summary>Payment batches: gathered of what is due, released by others than who drafted them, followed until everybody has their money.</summary>
public sealed class BatchTests
{
    private readonly PipelineRun _run = new() { InBatches = true };
    private readonly BatchRun _batches;

    public BatchTests() => _batches = new(_run);

    [Fact]
    public async Task What_is_due_is_gathered_signed_by_two_and_paid()
    {
        var (one, two) = (await _batches.Due("One"), await _batches.Due("Two", "…0007"));
        var draft = await _batches.Draft();
        Assert.Equal((BatchState.Draft, "2 Gathered"), await _batches.Stands(draft.Id));
        Assert.Equal([World.Iraq], draft.Countries);

        Assert.Equal(BatchState.Draft, Done(await _batches.Sign(draft.Id)).State);
        Assert.Equal(BatchState.Released, Done(await _batches.Sign(draft.Id, Second)).State);
        Assert.Equal((BatchState.PartiallySettled, "1 Instructed, 1 Settled"), await _batches.Stands(draft.Id));
        await _run.Deliver();
        Assert.Equal((BatchState.Settled, "2 Settled"), await _batches.Stands(draft.Id));

        var line = (CashLine)(await _batches.Grant(one)).Line(new(1))!;
        Assert.Equal((CashState.Paid, draft.Id), (line.State, line.Batch));
        Assert.Equal([Second.Id, First.Id], line.Releasers!);
        Assert.Equal(CashState.Paid, ((CashLine)(await _batches.Grant(two)).Line(new(1))!).State);
        await _batches.Consistent();
        await _run.Finish();
    }

    [Fact]
    public async Task No_grant_is_paid_alone_and_who_drafted_or_signed_or_had_a_part_does_not_sign()
    {
        var one = await _batches.Due("One");
        Assert.Equal(RefusalCode.BatchNeeded, Assert.IsType<Pipeline.Intake.GateAnswer.Refused>(await _run.Pass(one.Release())).Code);

        var draft = await _batches.Draft();
        Assert.Equal(RefusalCode.ReleaserDrafted, Refused(await _batches.Sign(draft.Id, Drafter)));
        Done(await _batches.Sign(draft.Id));
        Assert.Equal(RefusalCode.SecondReleaserIsFirst, Refused(await _batches.Sign(draft.Id, key: "again")));
        var involved = Assert.IsType<BatchAnswer.Refused>(await _batches.Sign(draft.Id, People.Erbil with { Role = Role.Finance, Office = null }));
        Assert.Equal(RefusalCode.BatchLinesRefused, involved.Why.Code);
        Assert.Equal((Payment(one), RefusalCode.ReleaserInvolved), Assert.Single(involved.Why.Lines.Select(line => (line.Payment, line.Code))));
        Assert.Equal(CashState.Due, ((CashLine)(await _batches.Grant(one)).Line(new(1))!).State);
    }

    [Fact]
    public async Task Taking_a_line_out_voids_what_was_signed_and_frees_the_line()
    {
        var (one, two) = (await _batches.Due("One"), await _batches.Due("Two"));
        var draft = await _batches.Draft();
        Done(await _batches.Sign(draft.Id));
        Assert.Empty(Done(await _batches.Exclude(draft.Id, "exclude", Payment(one))).Signatures);
        Assert.Equal((BatchState.Draft, "1 Gathered, 1 Excluded"), await _batches.Stands(draft.Id));
        Assert.Equal(RefusalCode.WrongLineState, Refused(await _batches.Exclude(draft.Id, "exclude again", Payment(one))));
        Assert.Equal(RefusalCode.LineNotFound, Refused(await _batches.Exclude(draft.Id, "exclude another", Payment(one, 9))));

        var other = await _batches.Draft(key: "other");
        Assert.Equal([Payment(one)], (await _batches.Lines(other.Id)).Select(line => line.Payment));

        Done(await _batches.Sign(draft.Id, key: "first"));
        Done(await _batches.Sign(draft.Id, Second));
        await _run.Deliver();
        Assert.Equal(BatchState.Settled, (await _batches.Batch(draft.Id)).State);
        Assert.Equal(CashState.Due, ((CashLine)(await _batches.Grant(one)).Line(new(1))!).State);
        Assert.Equal(CashState.Paid, ((CashLine)(await _batches.Grant(two)).Line(new(1))!).State);
        Assert.Equal(RefusalCode.WrongState, Refused(await _batches.Exclude(draft.Id, "too late", Payment(two))));
        Assert.Equal(RefusalCode.WrongState, Refused(await _batches.Cancel(draft.Id)));
        await _batches.Consistent();
    }

    [Fact]
    public async Task A_draft_that_is_called_off_frees_its_lines_and_an_empty_one_is_not_released()
    {
        await _batches.Due("One");
        var draft = await _batches.Draft();
        var empty = await _batches.Draft(key: "empty");
        Assert.Equal(0, empty.Lines);
        Assert.Equal(RefusalCode.BatchEmpty, Refused(await _batches.Sign(empty.Id)));

        Done(await _batches.Cancel(draft.Id));
        Assert.Equal(RefusalCode.WrongState, Refused(await _batches.Sign(draft.Id)));
        Assert.Equal(1, (await _batches.Draft(key: "again")).Lines);
        await _batches.Consistent();
    }

    [Fact]
    public async Task What_is_on_hold_or_in_another_currency_or_country_stays_due()
    {
        var (one, two) = (await _batches.Due("One"), await _batches.Due("Two"));
        await _run.Do(one.Hold());
        var draft = await _batches.Draft();
        Assert.Equal((1, 1), (draft.Lines, draft.LeftOut));
        Assert.Equal(Payment(two), Assert.Single(await _batches.Lines(draft.Id)).Payment);
        Assert.Equal(0, (await _batches.Draft(Plan with { Country = World.France }, "elsewhere")).Lines);
        Assert.Equal(0, (await _batches.Draft(Plan with { Kind = RouteKind.CashDesk }, "desk")).Lines);

        await _run.Do(one.Resume());
        Assert.Equal(1, (await _batches.Draft(key: "later")).Lines);
        await _batches.Consistent();
    }

    [Fact]
    public async Task A_line_that_its_grant_refuses_after_the_release_is_out_and_free_again()
    {
        var (one, two) = (await _batches.Due("One"), await _batches.Due("Two"));
        var draft = await _batches.Draft();
        Done(await _run.Get<BatchDesk>().Release(draft.Id, By(First, "first"), default));
        Done(await _run.Get<BatchDesk>().Release(draft.Id, By(Second, "second"), default));
        await _run.Process(QueueNames.Commands, one.Hold().Text);
        await _run.Deliver();

        Assert.Equal((BatchState.Settled, "1 Refused, 1 Settled"), await _batches.Stands(draft.Id));
        var refused = (await _batches.Lines(draft.Id)).Single(line => line.Payment == Payment(one));
        Assert.StartsWith("wrong-state: The grant is on hold", refused.Why, StringComparison.Ordinal);
        Assert.Equal(new LineSum(1, 500_00, 500_00), (await _run.Get<BatchStore>().Tally(draft.Id, default)).Paid());
        Assert.Equal(CashState.Paid, ((CashLine)(await _batches.Grant(two)).Line(new(1))!).State);

        await _run.Do(one.Resume());
        Assert.Equal(1, (await _batches.Draft(key: "later")).Lines);
        await _batches.Consistent();
        await _run.Finish();
    }

    [Fact]
    public async Task A_withdrawal_takes_the_line_out_of_the_draft_before_anybody_signs()
    {
        var one = await _batches.Due("One");
        var draft = await _batches.Draft();
        await _run.Do(one.Withdraw());
        Assert.Equal((BatchState.Draft, "1 Excluded"), await _batches.Stands(draft.Id));
        Assert.Equal(RefusalCode.BatchEmpty, Refused(await _batches.Sign(draft.Id)));
        Assert.Empty(await _run.Get<DueLines>().All(new(Plan.FundingLine, Plan.Kind), default).ToListAsync());
        await _batches.Consistent();
    }

    [Theory]
    [InlineData("…0004", BatchState.Failed, BatchLineState.Failed, "AC04")]
    [InlineData("…0008", BatchState.Failed, BatchLineState.Returned, null)]
    public async Task A_batch_nobody_was_paid_from_failed(string account, BatchState state, BatchLineState line, string? why)
    {
        await _batches.Due("One", account);
        var draft = await _batches.Draft();
        Done(await _batches.Sign(draft.Id));
        Done(await _batches.Sign(draft.Id, Second));
        await _run.Deliver();
        Assert.Equal(state, (await _batches.Batch(draft.Id)).State);
        var ended = Assert.Single(await _batches.Lines(draft.Id));
        Assert.Equal(line, ended.State);
        Assert.Equal(why ?? ended.Why, ended.Why);
        await _batches.Consistent();
    }

    [Fact]
    public async Task A_key_is_answered_once_and_for_good()
    {
        await _batches.Due("One");
        var draft = await _batches.Draft();
        Assert.Equal(draft.Id, (await _batches.Draft()).Id);
        Assert.IsType<BatchAnswer.KeyReused>(await _run.Get<BatchDrafts>().Draft(Plan, By(Drafter, "draft", "other"), default));
        Done(await _batches.Sign(draft.Id, key: "sign"));
        Assert.Single(Done(await _batches.Sign(draft.Id, key: "sign")).Signatures);
        Assert.IsType<BatchAnswer.KeyReused>(await _run.Get<BatchDesk>().Cancel(draft.Id, By(First, "sign", "other"), "No.", default));

        Assert.Equal(RefusalCode.LineNotFound, Refused(await _batches.Exclude(draft.Id, "late", Payment(new Case("Two")))));
        await _batches.Due("Two");
        Assert.Equal(RefusalCode.LineNotFound, Refused(await _batches.Exclude(draft.Id, "late", Payment(new Case("Two")))));
        Assert.Equal(RefusalCode.BatchNotFound, Refused(await _batches.Cancel(BatchId.Derive("nothing"))));
        Assert.Equal([draft.Id], (await _run.Get<BatchList>().Page(null, null, 10, null, default)).Batches.Select(batch => batch.Id));
    }

    [Fact]
    public async Task A_threshold_lets_one_release_what_is_small()
    {
        var rules = new BatchRules(new Dictionary<Currency, Money> { [Currency.Eur] = World.Eur(500) });
        Assert.Equal((1, 2, 2), (rules.Releasers(World.Eur(500)), rules.Releasers(World.Eur(500, 1)), BatchRules.Strict.Releasers(World.Eur(1))));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task An_attempt_that_was_released_since_is_not_released_by_a_draft()
    {
        var one = await _batches.Due("One");
        var stale = new ReleasePayouts(one.Id("stale"), First) { Batch = BatchId.Derive("b"), Line = new(1), Attempt = 2 };
        Assert.Equal(RefusalCode.StaleAttempt, Assert.IsType<Pipeline.Intake.GateAnswer.Refused>(await _run.Pass(new Ask(stale))).Code);
    }

    [Fact]
    public async Task A_follow_up_takes_what_can_be_tried_again_and_what_has_a_new_route_and_leaves_the_rest()
    {
        var (limit, closed, rerouted) = (await _batches.Due("One", "…0009"), await _batches.Due("Two", "…0004"), await _batches.Due("Three", "…0004"));
        var draft = await _batches.Draft();
        Assert.Equal(RefusalCode.WrongState, Refused(await _run.Get<BatchDrafts>().FollowUp(draft.Id, null, By(Drafter, "too early"), default)));
        Done(await _batches.Sign(draft.Id));
        Done(await _batches.Sign(draft.Id, Second));
        await _run.Deliver();
        Assert.Equal((BatchState.Failed, "3 Failed"), await _batches.Stands(draft.Id));
        await _run.Do(rerouted.Reroute(1, "IQ98NBIQ850123454711"));
        Assert.Equal((BatchState.Failed, "3 Failed"), await _batches.Stands(draft.Id));
        var (failures, _) = await _run.Get<BatchFailures>().Page(draft.Id, null, 10, default);
        Assert.Equal(
            new[] { (Payment(limit), FailureNeeds.Retry), (Payment(closed), FailureNeeds.NewRoute), (Payment(rerouted), FailureNeeds.Batch) }.OrderBy(one => one.Item1.Value, StringComparer.Ordinal),
            failures.Select(failure => (failure.Line.Payment, failure.Needs)));

        var made = Done(await _run.Get<BatchDrafts>().FollowUp(draft.Id, null, By(Drafter, "follow"), default));
        await _run.Deliver();
        var follow = await _batches.Batch(made.Id);
        Assert.Equal((draft.Id, BatchState.Draft, 2), (follow.Follows, follow.State, follow.Lines));
        var lines = await _batches.Lines(follow.Id);
        Assert.Equal(new[] { Payment(limit), Payment(rerouted) }.OrderBy(payment => payment.Value, StringComparer.Ordinal), lines.Select(line => line.Payment));
        Assert.All(lines, line => Assert.Equal(2, line.Attempt));

        Done(await _batches.Sign(follow.Id));
        Done(await _batches.Sign(follow.Id, Second));
        await _run.Deliver();
        Assert.Equal((BatchState.PartiallySettled, "1 Settled, 1 Failed"), await _batches.Stands(follow.Id));
        Assert.Equal(CashState.Failed, ((CashLine)(await _batches.Grant(closed)).Line(new(1))!).State);
        Assert.Equal((BatchState.Failed, "3 Failed"), await _batches.Stands(draft.Id));
        await _batches.Consistent();
        await _run.Finish();
    }
}
