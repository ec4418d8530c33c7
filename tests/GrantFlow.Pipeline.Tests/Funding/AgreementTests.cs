using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Tests.Support;
using static GrantFlow.Pipeline.Tests.Funding.AgreedWorld;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>What the rules say that a funding line holds stands in the ledger, once, before anything is promised of it; and money is promised on the agreement's days only.</summary>
public sealed class AgreementTests
{
    [Fact]
    public async Task The_first_approval_finds_what_the_agreement_holds_in_the_ledger_once_however_often_and_by_whom_it_is_delivered()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var run = Run(seed, copies: 2, atOnce: 4, processes: 3);
            await run.Send([.. Enumerable.Range(0, 4).Select(at => Somebody(at).Submit())]);
            await run.Deliver();
            await run.Send([.. Enumerable.Range(0, 4).Select(at => Somebody(at).Approve(1_000))]);
            await run.Finish();

            var opened = Assert.Single(run.Posted());
            Assert.Equal((EntryKind.Agreement, "rules-2026-1", $"{LineBook.IdOf(TheLine)}-0001"), (opened.Kind, opened.EventId, opened.Id));
            Assert.Equal((20_000_00, -16_000_00), (-run.On(Account.Agreed), -run.On(Account.Available)));
            await run.Check();
        }
    }

    [Fact]
    public async Task The_timer_opens_lines_of_which_nothing_was_asked_and_follows_other_rules_on_their_day()
    {
        var run = Run();
        for (var day = 0; day < 200; day += 20)
        {
            await run.Tick();
            await run.Tick();
            await run.Deliver();
            run.Time.Advance(TimeSpan.FromDays(20));
        }

        var posted = run.Posted().Where(entry => entry.FundingLine == TheLine).ToList();
        Assert.Equal(["rules-2026-1", "rules-2026-2", "rules-2026-3"], posted.Select(entry => entry.EventId));
        Assert.Equal([20_000_00, 10_000_00, 6_000_00], posted.Select(entry => entry.Postings[0].Amount.Minor));
        Assert.Equal([null, null, posted[1].Id], posted.Select(entry => entry.Corrects));
        Assert.Equal((-24_000_00, 24_000_00), (run.On(Account.Agreed), run.On(Account.Available)));
        // The lines of the tests' other programmes whose amount is known stand there as well, and no others.
        Assert.Equal(
            Catalogue.Lines(new(2026, 1, 5)).Where(line => line.Amount is not null).Select(line => line.Id.Value).Order(StringComparer.Ordinal),
            run.Posted().Select(entry => entry.FundingLine.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rules_to_come_post_nothing_before_their_day()
    {
        var run = Run(catalogue: With(Rules("2026-1", new(2026, 2, 1), World.Eur(20_000))));
        await run.Tick();
        await run.Deliver();
        Assert.DoesNotContain(run.Posted(), entry => entry.FundingLine == TheLine);

        run.Time.AdvanceTo(new(2026, 2, 1, 0, 50, 0, TimeSpan.Zero));
        await run.Tick();
        await run.Deliver();
        Assert.Equal(new DateOnly(2026, 2, 1), Assert.Single(run.Posted(), entry => entry.FundingLine == TheLine).PostedOn);
    }

    [Fact]
    public async Task An_entry_whose_message_was_never_sent_comes_to_the_ledger_with_the_next_tick()
    {
        var run = Run();
        run.Watch.Plan((_, call) => call is { Service: "queue", Operation: "send" } ? Mishap.DiesBefore : null);
        await Assert.ThrowsAsync<AggregateException>(() => run.Get<LineBooks>().Tick(default));
        run.Watch.Plan(null);
        run.Restart();
        Assert.Empty(run.Posted());

        await run.Tick();
        await run.Deliver();

        Assert.Contains(run.Posted(), entry => entry.FundingLine == TheLine);
        await run.Check();
    }

    [Fact]
    public async Task On_a_day_that_the_agreement_does_not_cover_nothing_is_approved()
    {
        var run = Run();
        run.Time.AdvanceTo(new(2026, 12, 31, 8, 0, 0, TimeSpan.Zero));
        var (one, two) = (Somebody(1) with { ReturnOn = new(2026, 12, 30) }, Somebody(2) with { ReturnOn = new(2026, 12, 30) });
        await run.Do(one.Submit(), two.Submit(), one.Approve(1_000));
        run.Time.Advance(TimeSpan.FromDays(1));

        var answer = Assert.IsType<Intake.GateAnswer.Refused>(await run.Pass(two.Approve(1_000)));

        Assert.Equal((RefusalCode.OutsideAgreement, GrantState.AwaitingVerification), (answer.Code, (await run.GrantOf(one)).State));
        Assert.Equal("The agreement of agreed/grants covers 2026-01-01 to 2026-12-31; today is 2027-01-01. Where the funder agrees to other days, have the programme administrator enter them; else reject the grant.", answer.Why);
    }

    [Fact]
    public async Task What_was_approved_on_the_last_day_and_comes_to_the_line_on_the_next_is_sent_back_and_stays_so()
    {
        var run = Run();
        run.Time.AdvanceTo(new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero));
        var one = Somebody(1) with { ReturnOn = new(2026, 12, 30) };
        await run.Do(one.Submit());
        await run.Send(one.Approve(1_000));
        await run.DeliverUntil(one.Grant, grant => grant.State == GrantState.Approved);
        var asked = Assert.Single(await run.Bodies(QueueNames.Funding));
        run.Time.Advance(TimeSpan.FromHours(2));
        await run.Deliver();

        var grant = await run.GrantOf(one);
        Assert.Equal(GrantState.AwaitingApproval, grant.State);
        Assert.StartsWith("funds-exhausted: The agreement of agreed/grants covers 2026-01-01 to 2026-12-31; today is 2027-01-01.", grant.Reason, StringComparison.Ordinal);

        // The same request once more has the same answer, and holds nothing.
        await run.Process(QueueNames.Funding, asked);
        await run.Deliver();
        Assert.Equal((GrantState.AwaitingApproval, World.Eur(0)), ((await run.GrantOf(one)).State, (await run.Standing()).Held));
    }
}
