using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;

namespace GrantFlow.Pipeline.Batches;

/// <summary>What a line that was not paid waits for.</summary>
public enum FailureNeeds
{
    /// <summary>The account is at fault: the country office gives a new route.</summary>
    NewRoute,

    /// <summary>A follow-up batch tries it again on the same route.</summary>
    Retry,

    /// <summary>It is due again: a follow-up or any other batch takes it.</summary>
    Batch,

    /// <summary>The provider has to say whether it was paid.</summary>
    Answer,

    /// <summary>Nothing: it was paid since, is on its way again, or was called off.</summary>
    Nothing,
}

/// <summary>A line that was not paid, and what it waits for.</summary>
public sealed record BatchFailure(BatchLine Line, FailureNeeds Needs, RouteKind? Route);

/// <summary>The lines of a batch that people did not get, for those who repair them.</summary>
public sealed class BatchFailures(BatchStore batches, GrantStore grants)
{
    /// <summary>One page after a payment; where to go on, or null when it was the last.</summary>
    public async Task<(IReadOnlyList<BatchFailure> Failures, PaymentId? Cursor)> Page(BatchId id, PaymentId? after, int size, CancellationToken cancellationToken)
    {
        var lines = await batches.Page(id, after, size, null, cancellationToken);
        var lost = lines.Where(line => line.State is BatchLineState.Failed or BatchLineState.Returned or BatchLineState.Unknown);
        return (await Task.WhenAll(lost.Select(line => Needs(line, cancellationToken))), lines.Count == 0 ? null : lines[^1].Payment);
    }

    private async Task<BatchFailure> Needs(BatchLine line, CancellationToken cancellationToken)
    {
        var cash = (await grants.Find(line.Payment.Grant, cancellationToken))?.Grant.Line(line.Payment.Line) as CashLine;
        var needs = cash?.State switch
        {
            _ when cash?.Attempt != line.Attempt => FailureNeeds.Nothing,
            CashState.Due => FailureNeeds.Batch,
            CashState.Unknown => FailureNeeds.Answer,
            CashState.Failed => FailureReason.LiesInTheAccount(cash.Failure) ? FailureNeeds.NewRoute : FailureNeeds.Retry,
            CashState.Returned => FailureNeeds.NewRoute,
            _ => FailureNeeds.Nothing,
        };
        return new(line, needs, cash?.Route.Kind);
    }
}
