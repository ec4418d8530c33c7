using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>A converted payment had come back before anybody said what its way out had cost; now the bank has.</summary>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Booked">What left, in the grant's currency.</param>
public sealed record WayOutBooked(LineId Line, int Attempt, Money Booked) : GrantEvent
{
    /// <summary>What the exchange rate cost on the way; below zero where it brought something, null where it did neither.</summary>
    public Money? Difference { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (CashLine)grant.Line(Line)!;
        var left = line.Unbooked?.Remove(Attempt);
        return grant.WithLine(line with
        {
            Unbooked = left is { Count: > 0 } ? left : null,
            Difference = Difference is { } difference ? (line.Difference ?? Money.Zero(difference.Currency)) + difference : line.Difference,
        });
    }
}
