using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>However a grant ends before it is paid, its money and its place are free, and whoever waits for them gets them.</summary>
public sealed class FreedAgainTests
{
    private readonly PipelineRun _run = new();
    private readonly Case _one = new("One") { Programme = World.Single };
    private readonly Case _two = new("Two") { Programme = World.Single, Who = new("Karimi", "Soraya", new DateOnly(1977, 9, 30), "Z998", World.Iraq) };

    [Theory]
    [InlineData("withdrawn", GrantState.Withdrawn)]
    [InlineData("withdrawn after the split", GrantState.Withdrawn)]
    [InlineData("withdrawn while the reservation is awaited", GrantState.Withdrawn)]
    [InlineData("expired", GrantState.Expired)]
    [InlineData("not verified", GrantState.Cancelled)]
    [InlineData("referred", GrantState.Referred)]
    public async Task Whoever_waits_gets_what_an_ended_grant_held(string how, GrantState end)
    {
        await _run.Do(_one.Submit(), _two.Submit());
        if (how == "withdrawn while the reservation is awaited")
        {
            await _run.Send(_one.Approve(2_000));
            await _run.DeliverUntil(_one.Grant, grant => grant.State == GrantState.Approved);
        }
        else
        {
            await _run.Do(_one.Approve(2_000), _two.Approve(2_000));
            Assert.StartsWith("funds-exhausted: single/grants has not enough left", (await GrantOf(_two)).Reason, StringComparison.Ordinal);
        }

        switch (how)
        {
            case "expired":
                _run.Time.Advance(TimeSpan.FromDays(400));
                await _run.Do(new Ask(new ExpireGrant(_one.Id("expire"), Actor.System)));
                break;
            case "not verified":
                await _run.Do(_one.Cancel());
                break;
            case "referred":
                await _run.Do(_one.Refer());
                break;
            case "withdrawn after the split":
                await _run.Do(_one.Verify(), _one.Split(Case.Goods(1_500), Case.Cash(500)), _one.Withdraw());
                break;
            default:
                await _run.Do(_one.Withdraw());
                break;
        }

        Assert.Equal(end, (await GrantOf(_one)).State);
        Assert.Equal((World.Eur(0), World.Eur(0), 0L), await Balance());
        await _run.Do(_two.Approve(2_000, "approve again"));
        Assert.Equal(GrantState.AwaitingVerification, (await GrantOf(_two)).State);
        Assert.Equal((World.Eur(2_000), World.Eur(0), 1L), await Balance());
    }

    [Fact]
    public async Task A_rejection_before_any_reservation_and_one_after_a_refused_one_free_nothing_that_others_hold()
    {
        var three = new Case("Three") { Programme = World.Single, Who = new("Bekele", "Hanna", new DateOnly(1988, 2, 3), "Q411", World.Iraq) };
        await _run.Do(_one.Submit(), _two.Submit(), three.Submit(), three.Reject(), _one.Approve(2_000), _two.Approve(2_000), _two.Reject());

        Assert.Equal((GrantState.Rejected, GrantState.Rejected), ((await GrantOf(_two)).State, (await GrantOf(three)).State));
        Assert.Equal((World.Eur(2_000), World.Eur(0), 1L), await Balance());
        await _run.Do(_one.Withdraw());
        Assert.Equal((World.Eur(0), World.Eur(0), 0L), await Balance());
    }

    [Fact]
    public async Task What_a_lower_amount_gives_back_can_be_approved_for_somebody_else_but_the_place_stays_taken()
    {
        var scarce = _two with { Programme = World.Scarce };
        var one = _one with { Programme = World.Scarce };
        await _run.Do(one.Submit(), scarce.Submit(), one.Approve(2_000), scarce.Approve(2_000));
        Assert.Equal(GrantState.AwaitingApproval, (await GrantOf(scarce)).State);

        await _run.Do(one.Plan(1_000), scarce.Approve(2_000, "approve again"));
        Assert.Equal(GrantState.AwaitingVerification, (await GrantOf(scarce)).State);
        Assert.Equal((World.Eur(3_000), World.Eur(0), 2L), await _run.Look(() => _run.Get<FundingStore>().Balance(World.LineOf(World.Scarce), Currency.Eur, default)));
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task A_later_version_changes_the_quota_for_the_whole_line_at_once_up_and_down()
    {
        Case[] cases =
        [
            .. new[] { "Karimi", "Bekele", "Osman", "Haddad" }.Select((name, at) => new Case(name)
            {
                Programme = World.Growing,
                Who = new PersonalData(name, $"Given{name}", new DateOnly(1970 + (at * 5), 1 + at, 9), $"DOC{name}", World.Iraq),
            }),
        ];
        await _run.Do([.. cases.Select(one => one.Submit()), .. cases.Take(2).Select(one => one.Approve(1_000))]);
        Assert.Equal([GrantState.AwaitingVerification, GrantState.AwaitingApproval], await States(cases[..2]));

        // Stamped with the first version, for which there was one place; today's rules have three.
        _run.Time.AdvanceTo(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await _run.Do([.. cases.Skip(1).Select(one => one.Approve(1_000, "in March"))]);
        Assert.Equal([GrantState.AwaitingVerification, GrantState.AwaitingVerification, GrantState.AwaitingApproval], await States(cases[1..]));

        // Two from June on: who has a place keeps it, and it takes two ends until there is one again.
        _run.Time.AdvanceTo(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));
        await _run.Do(cases[0].Withdraw(), cases[3].Approve(1_000, "in June"));
        Assert.Equal(GrantState.AwaitingApproval, (await GrantOf(cases[3])).State);
        await _run.Do(cases[1].Withdraw(), cases[2].Withdraw(), cases[3].Approve(1_000, "in June again"));
        Assert.Equal(GrantState.AwaitingVerification, (await GrantOf(cases[3])).State);
        Assert.All(cases, one => Assert.Equal("2026-1", GrantOf(one).Result.ProgrammeVersion));
    }

    private async Task<IEnumerable<GrantState>> States(Case[] cases) => (await Task.WhenAll(cases.Select(GrantOf))).Select(grant => grant.State);

    private async Task<Grant> GrantOf(Case one) => (await _run.Look(() => _run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;

    private Task<(Money, Money, long)> Balance() => _run.Look(() => _run.Get<FundingStore>().Balance(World.LineOf(World.Single), Currency.Eur, default));
}
