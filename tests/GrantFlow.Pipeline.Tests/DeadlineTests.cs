using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Deadlines, reminders and silence: asked once a day, decided by the grant itself.</summary>
public sealed class DeadlineTests
{
    private static readonly DateTimeOffset LastDay = new(2027, 1, 4, 23, 10, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset DayAfter = new(2027, 1, 5, 0, 10, 0, TimeSpan.Zero);

    private readonly Case _one = new("One") { Programme = World.Dated };
    private readonly PipelineRun _run = new();

    [Fact]
    public async Task A_grant_past_its_deadline_expires_and_its_money_is_free_again()
    {
        await _run.Do(_one.Submit(), _one.Approve(1_000), _one.Verify());
        Assert.Equal(World.Eur(1_000), (await Balance()).Held);

        _run.Time.AdvanceTo(LastDay);
        await Tick();
        Assert.Equal(GrantState.Verified, (await Grant()).State);
        _run.Time.AdvanceTo(DayAfter);
        Assert.Equal(1, await Tick());

        var grant = await Grant();
        Assert.Equal((GrantState.Expired, "The deadline was 2027-01-04."), (grant.State, grant.Reason));
        Assert.Equal((World.Eur(0), World.Eur(0), 0L), await Balance());
        Assert.Equal(0, await Tick());
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task Day_by_day_a_grant_that_nobody_touches_goes_to_a_deputy_is_reminded_of_and_ends()
    {
        await _run.Do(_one.Submit());
        var told = new List<string>();
        while ((await Grant()).State != GrantState.Expired && _run.Time.GetUtcNow() < DayAfter.AddYears(1))
        {
            var before = (await Grant()).Version;
            await Tick();
            told.AddRange((await History()).Skip(before).Select(happened => $"{happened.At:yyyy-MM-dd} {happened.GetType().Name}"));
            _run.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["2026-01-19 GrantEscalated", "2026-11-05 DeadlineNear", "2026-12-05 DeadlineNear", "2026-12-28 DeadlineNear", "2027-01-05 GrantExpired"], told);
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task However_often_the_clock_ticks_on_a_day_a_grant_is_decided_on_once()
    {
        await _run.Do(_one.Submit());
        _run.Time.AdvanceTo(DayAfter);
        for (var hour = 0; hour < 3; hour++)
        {
            // The messages stay in their queue: nothing has been decided when the clock ticks again.
            Assert.Equal(1, await _run.Get<DeadlineClock>().Tick(default));
            _run.Time.Advance(TimeSpan.FromHours(1));
        }

        await _run.Deliver();
        Assert.Equal(GrantState.Expired, (await Grant()).State);
        Assert.Single(await History(), happened => happened is Domain.Approval.GrantExpired);
    }

    [Fact]
    public async Task On_hold_the_clock_stands_still_and_then_goes_on()
    {
        await _run.Do(_one.Submit(), _one.Hold());
        _run.Time.AdvanceTo(DayAfter);
        Assert.Equal(0, await Tick());
        await _run.Do(_one.Resume());
        Assert.Equal(0, await Tick());

        // 365 days on hold are 365 days more.
        Assert.Equal(new DateOnly(2028, 1, 4), (await Grant()).ExpiresOn);
        _run.Time.AdvanceTo(LastDay.AddYears(1));
        await Tick();
        Assert.Equal(GrantState.AwaitingApproval, (await Grant()).State);
        _run.Time.AdvanceTo(DayAfter.AddYears(1));
        Assert.Equal(1, await Tick());
        Assert.Equal(GrantState.Expired, (await Grant()).State);
    }

    [Fact]
    public async Task A_grant_that_was_on_hold_when_asked_is_asked_again_the_next_day()
    {
        await _run.Do(_one.Submit());
        _run.Time.AdvanceTo(DayAfter);
        await _run.Get<DeadlineClock>().Tick(default);
        await _run.Process(QueueNames.Commands, _one.Hold().Text);
        await _run.Deliver();
        await _run.Do(_one.Resume());
        Assert.Equal(1, await Tick());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant()).State);
        _run.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Tick());
        Assert.Equal(GrantState.Expired, (await Grant()).State);
    }

    [Fact]
    public async Task What_is_being_paid_out_or_has_no_deadline_never_ends_by_itself()
    {
        var without = new Case("Without") { Programme = World.Sharded };
        await _run.Do(_one.Submit(), _one.Approve(1_000), _one.Verify(), _one.Split(Case.Goods(1_000)), without.Submit());
        for (var month = 0; month < 30; month++)
        {
            _run.Time.Advance(TimeSpan.FromDays(30));
            await Tick();
        }

        Assert.Equal(GrantState.Disbursing, (await Grant()).State);
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(without)).State);
        Assert.Equal(0, await Tick());
    }

    [Fact]
    public async Task A_silent_office_s_grant_is_on_its_deputy_s_list_and_the_officers_until_the_deputy_acts()
    {
        await _run.Do(_one.Submit(), _one.Approve(1_000));
        Assert.Empty(await Listed(new(null, World.Deputy, null, null)));
        _run.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal(1, await Tick());

        var line = Assert.Single(await Listed(new(null, World.Deputy, null, null)));
        Assert.Equal((_one.Grant, World.Erbil, World.Deputy, new DateOnly(2026, 1, 19)), (line.Grant, line.Office, line.Deputy!.Value, line.Escalated!.Value));
        GrantFilter[] those = [new(null, null, null, null, Escalated: true), new(GrantState.AwaitingVerification, null, World.Dated, Role.CountryOffice, Escalated: true), new(null, World.Erbil, null, null, Escalated: true)];
        Assert.All(those, filter => Assert.Equal([_one.Grant], Listed(filter).GetAwaiter().GetResult().Select(one => one.Grant)));
        Assert.Empty(await Listed(new(GrantState.Verified, null, null, null, Escalated: true)));
        await Picture.Of(_run);

        var deputy = new Actor(ActorId.Parse("dara"), Role.CountryOffice, World.Deputy);
        await _run.Do(new Ask(((VerifyArrival)_one.Verify().Command) with { Actor = deputy }));
        Assert.Equal(GrantState.Verified, (await Grant()).State);
        Assert.Empty(await Listed(new(null, World.Deputy, null, null)));
        Assert.Empty(await Listed(those[0]));
        Assert.Single(await Listed(new(null, World.Erbil, null, null)));
        await _run.Finish();
        await Picture.Of(_run);
    }

    private async Task<int> Tick()
    {
        var asked = await _run.Get<DeadlineClock>().Tick(default);
        await _run.Deliver();
        return asked;
    }

    private async Task<IReadOnlyList<GrantSummary>> Listed(GrantFilter filter) =>
        (await _run.Look(() => _run.Get<GrantList>().Page(filter, 10, null, default))).Grants;

    private Task<IReadOnlyList<GrantEvent>> History() => _run.Look(() => _run.Get<GrantStore>().History(_one.Grant, default));

    private Task<(Money Held, Money Settled, long Persons)> Balance() => _run.Get<FundingStore>().Balance(World.LineOf(World.Dated), Currency.Eur, default);

    private async Task<Grant> Grant(Case? one = null) => (await _run.Look(() => _run.Get<GrantStore>().Find((one ?? _one).Grant, default)))!.Grant;
}
