using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>
/// People who ask anything at any moment, of grants that compete for persons and money, on two hosts whose calls fail: at
/// rest every book says the same. What is compared is in <see cref="Picture"/>. Longer walks than those of the simulation, and at every step of them nothing is oversold.
/// </summary>
public sealed class RandomWalkTests
{
    private static readonly string[] Accounts = ["IQ67NBIQ850123450004711", "IQ70NBIQ850123450000001", "IQ05NBIQ850123450000007", "IQ75NBIQ850123450000008", "IQ48NBIQ850123450000009"];

    [Theory]
    [InlineData("scarce", 0)]
    [InlineData("sharded", 1_000)]
    [InlineData("quota", 2_000)]
    [InlineData("dated", 3_000)]
    [InlineData("single", 4_000)]
    public async Task Whatever_is_asked_whenever_the_books_agree_at_rest(string programme, int first)
    {
        var ends = new HashSet<GrantState>();
        for (var seed = first; seed < first + 6; seed++)
        {
            var run = new PipelineRun(seed, copies: 1 + (seed % 2), atOnce: 4, processes: 2);
            var random = new Random(seed);
            run.Watch.Plan((_, _) => random.Next(60) == 0 ? (Mishap)random.Next(5) : null);
            var cases = Cases(ProgrammeId.Parse(programme), random);
            for (var step = 0; step < 120; step++)
            {
                await Step(run, cases[random.Next(cases.Length)], step, random);
                await NeitherMoneyNorPlacesAreOversold(run, ProgrammeId.Parse(programme));
            }

            run.Watch.Plan(null);
            await run.Finish();
            while (await run.Redrive() > 0)
            {
                await run.Finish();
            }

            foreach (var one in cases)
            {
                var grant = await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default));
                ends.Add(grant?.Grant.State ?? GrantState.Submitted);
            }

            await Picture.Of(run, inOrder: false);
        }

        Assert.True(ends.Count >= 5, string.Join(", ", ends));
    }

    /// <summary>At every moment, not at rest alone.</summary>
    private static async Task NeitherMoneyNorPlacesAreOversold(PipelineRun run, ProgrammeId programme)
    {
        var line = World.LineOf(programme);
        var (held, settled, persons) = await run.Look(() => run.Get<FundingStore>().Balance(line, Currency.Eur, default));
        Assert.True(line.Amount is not { } most || held + settled <= most, $"{held} is held and {settled} spent of {line.Amount}.");
        Assert.True(World.Catalogue.InForce(programme, DateOnly.MaxValue)!.PersonQuota is not { } quota || persons <= quota, $"{persons} persons have a place.");
    }

    private static Case[] Cases(ProgrammeId programme, Random random)
    {
        var one = new Case("One") { Programme = programme, Account = Accounts[random.Next(Accounts.Length)] };
        return
        [
            one,
            new Case("Two") { Programme = programme, Account = Accounts[random.Next(Accounts.Length)] },
            new Case("Three") { Programme = programme, Who = one.Who with { FamilyName = "Other" } },
            new Case("Four") { Programme = programme, Who = one.Who with { DocumentNumber = "DOCOther" } },
        ];
    }

    private static async Task Step(PipelineRun run, Case one, int step, Random random)
    {
        var key = $"step-{step}";
        var grant = (await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))?.Grant;
        var ask = random.Next(3) > 0 ? Forward(one, grant, key, random) : Anything(one, key, random);
        await Caught(run, async () =>
        {
            if (ask is not null)
            {
                Assert.IsNotType<GateAnswer.KeyReused>(await run.Pass(ask, "the same body"));
            }
            else if (random.Next(8) == 0)
            {
                run.Time.Advance(TimeSpan.FromDays(random.Next(100)));
                await run.Get<DeadlineClock>().Tick(default);
            }
            else
            {
                await run.Sweep();
            }
        });
        if (random.Next(3) == 0)
        {
            await run.Deliver();
        }
        else if (random.Next(2) == 0)
        {
            await run.DeliverVisible();
        }
    }

    /// <summary>What the next person would ask, as far as they can see.</summary>
    private static Ask? Forward(Case one, Grant? grant, string key, Random random) => grant?.State switch
    {
        null => one.Submit(),
        GrantState.Submitted => one.Amend(key),
        GrantState.NeedsAdjudication => one.Adjudicate(samePerson: false),
        GrantState.AwaitingApproval => one.Approve(1_000, key),
        GrantState.AwaitingVerification or GrantState.Verified or GrantState.Disbursing when grant.Pending is { } pending => random.Next(3) == 0 ? one.RejectPlan(pending.Number, key) : one.ApprovePlan(pending.Number, key),
        GrantState.Verified or GrantState.Disbursing when random.Next(6) == 0 => NewPlan(one, grant, key, random),
        GrantState.AwaitingVerification => one.Verify(),
        GrantState.Verified => one.Split(random.Next(2) == 0 ? [Case.Goods(500), Case.Cash(500)] : [Case.Goods(500), Case.Cash(300), Case.Cash(200)]),
        GrantState.Disbursing => random.Next(4) switch { 0 => one.Deliver(1), 1 => one.SettleInKind(1), 2 => one.Release(key), _ => one.Reroute(random.Next(2, 4), Accounts[random.Next(Accounts.Length)]) },
        GrantState.Completed => one.Close(),
        GrantState.OnHold => one.Resume(),
        _ => null,
    };

    /// <summary>Up to EUR 300.00 less of what is still open, in goods, in cash, or as cash only.</summary>
    private static Ask NewPlan(Case one, Grant grant, string key, Random random)
    {
        var (approved, open) = (Euro(grant.Approved!.Value), grant.Lines.Where(line => line.CanCancel).Sum(line => Euro(line.Amount)));
        var less = Math.Min(random.Next(4) * 100, grant.Lines.Count == 0 ? 100 : open);
        SplitPart[] parts = grant.Lines.Count == 0 || open == less ? [] : [random.Next(2) == 0 ? Case.Goods(open - less) : Case.Cash(open - less)];
        return one.Plan(approved - less, key, parts);
    }

    private static long Euro(Money money) => money.Minor / 100;

    private static Ask? Anything(Case one, string key, Random random) => random.Next(15) switch
    {
        0 => one.Approve(random.Next(1, 5) * 500, key),
        1 => one.Release(key),
        2 => one.Deliver(random.Next(1, 4)),
        3 => one.SettleInKind(random.Next(1, 4)),
        4 => random.Next(4) == 0 ? one.Withdraw() : one.Resume(),
        5 => one.Hold(),
        6 => one.Return(key),
        7 => random.Next(3) switch { 0 => one.Reject(), 1 => one.Appeal(), _ => one.AllowAppeal() },
        8 => random.Next(2) == 0 ? one.Dispute(1) : one.Reorder(1),
        9 => one.Close(),
        10 => one.Adjudicate(samePerson: true),
        _ => null,
    };

    /// <summary>The caller gives up.</summary>
    private static async Task Caught(PipelineRun run, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (MishapException)
        {
            if (run.Watch.Dead)
            {
                run.Restart();
            }
        }
    }
}
