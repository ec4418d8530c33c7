using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Batches;

/// <summary>How a cash line stands after its grant changed: what gathering and following payments need to know.</summary>
/// <param name="Line">Which.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempt">Releases so far.</param>
/// <param name="Kind">How the money travels.</param>
/// <param name="Country">Where the account, wallet or desk is.</param>
/// <param name="Amount">In the grant's currency.</param>
public sealed record CashStanding(LineId Line, CashState State, int Attempt, RouteKind Kind, CountryCode Country, Money Amount)
{
    /// <summary>The batch in which the last attempt left; null where it left alone or none did.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>Why the last attempt failed or came back; null otherwise.</summary>
    public string? Why { get; init; }

    /// <summary>Where the line stands in the batch of its last attempt.</summary>
    public BatchLineState InBatch => State switch
    {
        CashState.Released => BatchLineState.Released,
        CashState.Instructed => BatchLineState.Instructed,
        CashState.Paid => BatchLineState.Settled,
        CashState.Returned or CashState.GivenBack => BatchLineState.Returned,
        CashState.Unknown => BatchLineState.Unknown,
        // Failed, and since then perhaps due again on another route, or called off.
        _ => BatchLineState.Failed,
    };

    /// <summary>The lines that fell due, are due no more, or moved in their batch.</summary>
    public static IReadOnlyList<CashStanding> Changed(Grant? before, Grant after) =>
        [.. after.Lines.OfType<CashLine>()
            .Select(line => (Before: before?.Line(line.Id) is CashLine earlier ? Of(earlier) : null, After: Of(line)))
            .Where(line => line.Before != line.After && (line.After.Batch is not null || line.After.State == CashState.Due || line.Before?.State == CashState.Due))
            .Select(line => line.After)];

    private static CashStanding Of(CashLine line) => new(line.Id, line.State, line.Attempt, line.Route.Kind, line.Route.Country, line.Amount) { Batch = line.Batch, Why = line.Failure };
}
