using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Batches;

/// <summary>
/// Gathers lines, some at a time: first the batch takes them in the list of what is due, then it writes them down with how far it came. Whatever stops it between the two, the same
/// step takes them again.
/// </summary>
public sealed class BatchGathering(BatchStore batches, DueLines due, BatchSource source)
{
    /// <summary>One step. False when something changed meanwhile and it has to be looked at again.</summary>
    internal async Task<bool> Step(LoadedBatch read, CancellationToken cancellationToken)
    {
        var batch = read.Batch;
        var group = new DueGroup(batch.FundingLine, batch.Kind);
        var (candidates, cursor) = batch.Follows is { } earlier ? await Failed(batch, group, earlier, cancellationToken) : await Due(batch, group, cancellationToken);
        var fit = candidates.Where(candidate => candidate.Line is not null).Take(batch.Maximum - batch.Lines).ToList();
        if (!await due.Take([.. fit.Select(candidate => candidate.Row!).Where(row => DueLines.TakenBy(row) != batch.Id)], batch.Id, cancellationToken))
        {
            return false;
        }

        var lines = fit.Select(candidate => candidate.Line!).ToList();
        var gathered = batch with
        {
            Lines = batch.Lines + lines.Count,
            LeftOut = batch.LeftOut + candidates.Count(candidate => candidate.LeftOut),
            Countries = [.. batch.Countries.Concat(lines.Select(line => line.Country)).Distinct().OrderBy(country => country.Value, StringComparer.Ordinal)],
            Cursor = cursor,
        };
        var complete = cursor is null || gathered.Lines == batch.Maximum;
        var becomes = complete ? gathered with { Work = null, Cursor = null } : gathered;
        return await batches.Commit(batch.Id, [.. lines.Select(line => new LineChange(null, null, line))], (read, becomes), [], cancellationToken);
    }

    private async Task<(IReadOnlyList<Candidate> Candidates, string? Cursor)> Due(PaymentBatch batch, DueGroup group, CancellationToken cancellationToken)
    {
        var rows = await due.After(group, batch.Country, batch.Cursor, BatchRows.Step, cancellationToken);
        return (await Task.WhenAll(rows.Select(row => source.Look(batch, group, row, cancellationToken))), rows is [.., var last] ? last.Key : null);
    }

    private async Task<(IReadOnlyList<Candidate> Candidates, string? Cursor)> Failed(PaymentBatch batch, DueGroup group, BatchId earlier, CancellationToken cancellationToken)
    {
        var lines = await batches.LinesAfter(earlier, batch.Cursor, BatchRows.Step, null, cancellationToken);
        var lost = lines.Select(line => line.Line).Where(line => line.State is BatchLineState.Failed or BatchLineState.Returned);
        return (await Task.WhenAll(lost.Select(line => source.Look(batch, group, line, cancellationToken))), lines is [.., var last] ? last.Line.Payment.Value : null);
    }
}
