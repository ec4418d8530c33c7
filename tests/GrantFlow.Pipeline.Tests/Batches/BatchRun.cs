using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Batches;

/// <summary>Finance at work on batches.</summary>
/// <param name="run">The pipeline.</param>
internal sealed class BatchRun(PipelineRun run)
{
    public static readonly Actor Drafter = new(ActorId.Parse("fadi"), Role.Finance);
    public static readonly Actor First = People.Finance;
    public static readonly Actor Second = new(ActorId.Parse("femi"), Role.Finance);

    public static readonly BatchPlan Plan = new(World.LineOf(World.Calais).Id, RouteKind.BankAccount, Currency.Eur, null, PaymentBatch.MostLines);

    /// <summary>A grant whose one cash line is due.</summary>
    public async Task<Case> Due(string name, string account = "IQ98NBIQ850123454711", long euro = 500)
    {
        var one = new Case(name) { Account = account };
        await run.Do(one.Submit(), one.Approve(euro), one.Verify(), one.Split(Case.Cash(euro)));
        return one;
    }

    public async Task<PaymentBatch> Draft(BatchPlan? plan = null, string key = "draft")
    {
        var made = Done(await run.Get<BatchDrafts>().Draft(plan ?? Plan, By(Drafter, key), default));
        await run.Deliver();
        return await Batch(made.Id);
    }

    public async Task<BatchAnswer> Sign(BatchId id, Actor? by = null, string? key = null)
    {
        var answer = await run.Get<BatchDesk>().Release(id, By(by ?? First, key ?? $"release {by?.Id}"), default);
        await run.DeliverVisible();
        return answer;
    }

    public Task<BatchAnswer> Exclude(BatchId id, string key, params PaymentId[] payments) =>
        run.Get<BatchDesk>().Exclude(id, By(Second, key), payments, "Not this time.", default);

    public Task<BatchAnswer> Cancel(BatchId id) => run.Get<BatchDesk>().Cancel(id, By(Second, "cancel"), "Wrong month.", default);

    public Task<PaymentBatch> Batch(BatchId id) => run.Look(async () => (await run.Get<BatchStore>().Find(id, default))!.Batch);

    public Task<List<BatchLine>> Lines(BatchId id) => run.Look(async () => await run.Get<BatchStore>().Lines(id, default).ToListAsync());

    public Task<Grant> Grant(Case one) => run.Look(async () => (await run.Get<GrantStore>().Find(one.Grant, default))!.Grant);

    public async Task<(BatchState, string)> Stands(BatchId id) =>
        ((await Batch(id)).State, string.Join(", ", (await Lines(id)).GroupBy(line => line.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}")));

    public static BatchRequest By(Actor actor, string key, string hash = "request") => new(actor, key, IsKeyed: true, hash);

    public static PaymentId Payment(Case one, int line = 1) => PaymentId.For(one.Grant, new(line));

    public static PaymentBatch Done(BatchAnswer answer) => answer is BatchAnswer.Done done ? done.Batch : throw new Xunit.Sdk.XunitException(answer.ToString());

    public static RefusalCode Refused(BatchAnswer answer) => answer is BatchAnswer.Refused refused ? refused.Why.Code : throw new Xunit.Sdk.XunitException(answer.ToString());

    /// <summary>Counted and summed line by line it is what is kept, and no line is in two batches that hold it.</summary>
    public Task Consistent() => run.Look(async () =>
    {
        var store = run.Get<BatchStore>();
        var held = new HashSet<(PaymentId, int)>();
        foreach (var id in run.Tables.Rows(TableNames.Batches).Where(row => row.Key == "batch").Select(row => BatchId.Parse(row.Partition)).ToList())
        {
            var (batch, tally) = ((await store.Find(id, default))!.Batch, await store.Tally(id, default));
            var lines = await store.Lines(id, default).ToListAsync();
            Assert.Equal(batch.Lines, lines.Count);
            foreach (var state in Enum.GetValues<BatchLineState>())
            {
                var those = lines.Where(line => line.State == state).ToList();
                Assert.Equal(new LineSum(those.Count, those.Sum(line => line.Amount.Minor), those.Sum(line => line.PayAs.Minor)), tally[state]);
            }

            foreach (var line in lines.Where(line => batch.State != BatchState.Cancelled && !line.State.IsOut()))
            {
                Assert.True(held.Add((line.Payment, line.Attempt)), $"{line.Payment}, attempt {line.Attempt}, is in two batches.");
            }
        }

        return 0;
    });
}
