using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Tests.Batches;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>Finance, where money leaves in batches: one drafts what is due, two others sign.</summary>
internal sealed class Finance(SimRun simulation)
{
    /// <summary>What somebody in finance does next for a grant whose money is due.</summary>
    public Errand Next(Grant grant, string key)
    {
        var drafts = Drafts(grant.FundingLine);
        if (drafts.Count == 0)
        {
            var plan = BatchRun.Plan with { FundingLine = grant.FundingLine };
            return new(simulation, $"draft a batch of {grant.FundingLine} {key}", async parts => Answer(await parts.Get<BatchDrafts>().Draft(plan, BatchRun.By(BatchRun.Drafter, key), default)));
        }

        var batch = drafts[simulation.Random.Next(drafts.Count)];
        var by = batch.Signers.Contains(BatchRun.First.Id) != (simulation.Random.Next(5) == 0) ? BatchRun.Second : BatchRun.First;
        return batch.Lines == 0 || simulation.Random.Next(6) == 0
            ? new(simulation, $"call off {batch.Id} {key}", async parts => Answer(await parts.Get<BatchDesk>().Cancel(batch.Id, BatchRun.By(by, key), "Nothing in it is to leave.", default)))
            : new(simulation, $"sign {batch.Id} {key}", async parts => Answer(await parts.Get<BatchDesk>().Release(batch.Id, BatchRun.By(by, key), default)));
    }

    private List<PaymentBatch> Drafts(FundingLineId line)
    {
        var store = simulation.Eyes.Get<BatchStore>();
        return [.. simulation.Stores.Tables.Rows(TableNames.Batches).Where(row => row.Key == "batch")
            .Select(row => SimRun.Now(store.Find(BatchId.Parse(row.Partition), default))!.Batch)
            .Where(batch => batch.State == BatchState.Draft && batch.FundingLine == line)];
    }

    private static GateAnswer Answer(BatchAnswer answer) => answer switch
    {
        BatchAnswer.Done => new GateAnswer.Passed(),
        BatchAnswer.Refused refused => new GateAnswer.Refused(refused.Why.Code, refused.Why.Why),
        _ => new GateAnswer.KeyReused(),
    };
}
