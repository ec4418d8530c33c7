using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Expiry;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Deadlines: asked once a day, decided by the grant itself.</summary>
public sealed class ExpiryTests
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
        Assert.Equal(0, await Tick());
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
    public async Task However_often_the_clock_ticks_on_a_day_a_grant_is_decided_on_once()
    {
        await _run.Do(_one.Submit());
        _run.Time.AdvanceTo(DayAfter);
        for (var hour = 0; hour < 3; hour++)
        {
            // The messages stay in their queue: nothing has been decided when the clock ticks again.
            Assert.Equal(1, await _run.Get<ExpiryClock>().Tick(default));
            _run.Time.Advance(TimeSpan.FromHours(1));
        }

        await _run.Deliver();
        Assert.Equal(GrantState.Expired, (await Grant()).State);
        Assert.Single(_run.Tables.Rows(TableNames.Grants), row => row.Key.StartsWith("evt-", StringComparison.Ordinal) && row.Text("data")!.Contains("grant-expired", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_hold_the_clock_stands_still()
    {
        await _run.Do(_one.Submit(), _one.Hold());
        _run.Time.AdvanceTo(DayAfter);
        Assert.Equal(0, await Tick());
        Assert.Equal(GrantState.OnHold, (await Grant()).State);
        await _run.Do(_one.Resume());
        Assert.Equal(1, await Tick());
        Assert.Equal(GrantState.Expired, (await Grant()).State);
    }

    [Fact]
    public async Task A_grant_that_was_on_hold_when_asked_is_asked_again_the_next_day()
    {
        await _run.Do(_one.Submit());
        _run.Time.AdvanceTo(DayAfter);
        await _run.Get<ExpiryClock>().Tick(default);
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
    public async Task What_is_being_paid_out_or_has_no_deadline_is_left()
    {
        var without = new Case("Without");
        await _run.Do(_one.Submit(), _one.Approve(1_000), _one.Verify(), _one.Split(Case.Goods(1_000)), without.Submit());
        _run.Time.AdvanceTo(DayAfter.AddYears(1));
        Assert.Equal(0, await Tick());
        Assert.Equal(GrantState.Disbursing, (await Grant()).State);
    }

    private async Task<int> Tick()
    {
        var asked = await _run.Get<ExpiryClock>().Tick(default);
        await _run.Deliver();
        return asked;
    }

    private Task<(Money Held, Money Settled, long Persons)> Balance() => _run.Get<FundingStore>().Balance(World.LineOf(World.Dated), Currency.Eur, default);

    private async Task<Grant> Grant() => (await _run.Look(() => _run.Get<GrantStore>().Find(_one.Grant, default)))!.Grant;
}
