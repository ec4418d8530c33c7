using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger;

/// <summary>What an entry's money was paid as in another currency, for whoever checks the books against the bank.</summary>
/// <param name="To">What the person was to receive.</param>
/// <param name="Rate">Units of that currency for one of the entry's.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Day">From which day on it held.</param>
/// <param name="Booked">What the bank booked in the entry's currency; null where it did not say, or not yet.</param>
public sealed record PaidAs(Money To, decimal Rate, string Source, DateOnly Day, Money? Booked)
{
    internal static PaidAs? Of(Conversion? conversion, Money? booked = null) =>
        conversion is { Rate: var rate } ? new(conversion.To, rate.Rate, rate.Source, rate.Day, booked) : null;
}
