using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>What became of one row of the list of what is due, as a batch looks at it.</summary>
/// <param name="Row">As it was read; null where there is none to take.</param>
/// <param name="Line">The line, where the batch may have it; else null.</param>
/// <param name="LeftOut">It is due, and something else is in the way.</param>
internal sealed record Candidate(Row? Row, BatchLine? Line, bool LeftOut = false);

/// <summary>Looks whether a batch may have a line: due in its grant at this attempt, of the batch's route and currency, and in no other batch.</summary>
public sealed class BatchSource(BatchStore batches, DueLines due, GrantStore grants, BatchReleases releases, Catalogue catalogue)
{
    private static readonly Candidate Nothing = new(null, null);

    /// <summary>Looks at a row of the list of what is due.</summary>
    internal async Task<Candidate> Look(PaymentBatch batch, DueGroup group, Row row, CancellationToken cancellationToken)
    {
        var listed = GrantRows.Read<DueLine>(row);
        if (DueLines.TakenBy(row) is { } other && other != batch.Id && await Holds(other, listed, cancellationToken))
        {
            return Nothing;
        }

        var grant = (await grants.Find(listed.Payment.Grant, cancellationToken))?.Grant;
        if (grant?.Line(listed.Payment.Line) is not CashLine { State: CashState.Due } cash || DueLine.Of(grant, cash).Key != listed.Key || cash.Route.Kind != batch.Kind)
        {
            await due.Remove(group, listed.Key, cancellationToken);
            return Nothing;
        }

        if (catalogue.Routes.Find(cash.Route.Country, cash.Route.Kind) is not { } terms)
        {
            return new(row, null, LeftOut: true);
        }

        if (terms.Currency != batch.PayCurrency || cash.Amount.Currency != batch.Currency)
        {
            return Nothing;
        }

        var payAs = batch.Rate?.Convert(cash.Amount).To ?? cash.Amount;
        var line = new BatchLine(listed.Payment, listed.Attempt, listed.Person, cash.Route.Country, cash.Amount, payAs, BatchLineState.Gathered);
        return await releases.Obstacle(batch, grant, line, cancellationToken) is null ? new(row, line) : new(row, null, LeftOut: true);
    }

    /// <summary>Looks at a line of an earlier batch.</summary>
    internal async Task<Candidate> Look(PaymentBatch batch, DueGroup group, BatchLine earlier, CancellationToken cancellationToken)
    {
        var grant = (await grants.Find(earlier.Payment.Grant, cancellationToken))?.Grant;
        if (grant?.Line(earlier.Payment.Line) is not CashLine { State: CashState.Due } cash || cash.Route.Kind != batch.Kind)
        {
            return Nothing;
        }

        // The news that it is due may still be on its way to the list.
        return await Look(batch, group, await due.Put(group, DueLine.Of(grant, cash), cancellationToken), cancellationToken);
    }

    /// <summary>Whether a batch that took a line still has it. One that is still gathering may not have written it down yet.</summary>
    private async Task<bool> Holds(BatchId id, DueLine listed, CancellationToken cancellationToken)
    {
        if ((await batches.Find(id, cancellationToken))?.Batch is not { State: not BatchState.Cancelled } batch)
        {
            return false;
        }

        return await batches.Line(id, listed.Payment, cancellationToken) is { } line ? line.Attempt == listed.Attempt && !line.State.IsOut() : batch.Work is BatchWork.Gathering or BatchWork.Retrying;
    }
}
