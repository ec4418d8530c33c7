using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Tests.Support;
using static GrantFlow.Pipeline.Tests.Funding.AgreedWorld;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>Whatever storage call fails or kills the process on an amendment's way, the line and the ledger hold what was agreed, once.</summary>
public sealed class AmendmentCrashTests
{
    public static TheoryData<string, long> Ways => new() { { nameof(AmendmentKind.TopUp), 9_000 }, { nameof(AmendmentKind.Reduction), 12_000 }, { nameof(AmendmentKind.Reduction), 17_000 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_mishap_at_any_storage_call_leads_to_the_same_end(string kind, long euro)
    {
        var (expected, calls) = await Go(Enum.Parse<AmendmentKind>(kind), euro, null);
        Assert.True(calls > 20, "There is not much that could go wrong.");
        foreach (var mishap in Enum.GetValues<Mishap>())
        {
            for (var n = 1; n <= calls; n++)
            {
                Assert.Equal((mishap, n, expected), (mishap, n, (await Go(Enum.Parse<AmendmentKind>(kind), euro, (n, mishap))).End));
            }
        }
    }

    [Fact]
    public async Task Approvals_and_amendments_of_several_hosts_that_fail_and_die_all_the_time_never_promise_more_than_there_is()
    {
        var ends = new Dictionary<string, int>();
        for (var seed = 0; seed < 60; seed++)
        {
            var run = Run(seed, copies: 2, atOnce: 8, processes: 3);
            var random = new Random(seed);
            var people = Enumerable.Range(0, 9).Select(Somebody).ToList();
            await run.Do([.. people.Take(3).SelectMany(one => new[] { one.Submit(), one.Approve(2_000) }), .. people.Skip(3).Select(one => one.Submit())]);
            (AmendmentKind Kind, long Euro)[] wanted = [(AmendmentKind.Reduction, random.Next(1, 14_000)), (AmendmentKind.TopUp, random.Next(1, 9_000)), (AmendmentKind.Reduction, random.Next(1, 14_000))];
            var asked = new List<Amendment>();
            foreach (var (kind, euro) in wanted)
            {
                asked.Add(await run.Propose(kind, euro, $"{kind}-{euro}"));
            }

            run.Watch.Plan((_, _) => random.Next(25) == 0 ? (Mishap)random.Next(5) : null);
            await run.Send([.. people.Skip(3).Select(one => one.Approve(2_000))]);
            foreach (var one in asked)
            {
                await run.Retried(() => run.Get<AmendmentDesk>().Agree(TheLine, one.Id, Finance, default));
            }

            await run.Deliver();
            run.Watch.Plan(null);
            if (run.Watch.Dead)
            {
                run.Restart();
            }

            await run.Redrive();
            await run.Tick();
            await run.Finish();
            await run.Check();

            var (amended, held) = (0L, 0L);
            foreach (var one in asked)
            {
                var now = (await run.Find(one.Id))!;
                Assert.True(now.State is AmendmentState.Applied or AmendmentState.Refused, $"{now.State}");
                amended += now.State == AmendmentState.Refused ? 0 : now.Kind == AmendmentKind.TopUp ? now.Amount.Minor : -now.Amount.Minor;
                ends[$"{now.Kind} {now.State}"] = ends.GetValueOrDefault($"{now.Kind} {now.State}") + 1;
            }

            foreach (var one in people)
            {
                held += (await run.GrantOf(one)).State == GrantState.AwaitingVerification ? 2_000_00 : 0;
            }

            var standing = await run.Standing();
            Assert.Equal((amended, held), (standing.Amended.Minor, standing.Held.Minor));
        }

        Assert.Equal(3, ends.Count);
    }

    /// <summary>Two grants of EUR 2,000.00, then the amendment. A reduction of EUR 17,000.00 was asked for before them, and is more than is free.</summary>
    private static async Task<(string End, int Calls)> Go(AmendmentKind kind, long euro, (int At, Mishap What)? mishap)
    {
        var run = Run();
        var asked = await run.Propose(kind, euro);
        await run.Do(Somebody(1).Submit(), Somebody(1).Approve(2_000), Somebody(2).Submit(), Somebody(2).Approve(2_000));
        var before = run.Watch.Calls.Count;
        if (mishap is { } plan)
        {
            run.Watch.Plan(before + plan.At, plan.What);
        }

        await run.Retried(() => run.Get<AmendmentDesk>().Agree(TheLine, asked.Id, Finance, default));
        await run.Deliver();
        var calls = run.Watch.Calls.Count - before;
        run.Watch.Plan(null);
        if (run.Watch.Dead)
        {
            run.Restart();
        }

        await run.Tick();
        await run.Finish();
        await run.Check();
        var amendment = (await run.Find(asked.Id))!;
        var standing = await run.Standing();
        return ($"{amendment.State}, {amendment.Refusal}, {standing}, {string.Join(", ", run.Posted().Where(entry => entry.FundingLine == TheLine).Select(entry => $"{entry.Id} {entry.Kind} {entry.Postings[0].Amount}"))}", calls);
    }
}
