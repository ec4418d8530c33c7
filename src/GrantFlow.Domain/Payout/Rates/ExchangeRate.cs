using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Rates;

/// <summary>One unit of a currency in another on a day, as a source publishes it.</summary>
/// <param name="From">The base: the grant's currency.</param>
/// <param name="To">The currency it is paid in.</param>
/// <param name="Rate">Units of <paramref name="To"/> for one of <paramref name="From"/>; above zero.</param>
/// <param name="Source">Who publishes it, e.g. <c>InforEuro</c>.</param>
/// <param name="Day">From which day on it holds.</param>
public sealed record ExchangeRate(Currency From, Currency To, decimal Rate, string Source, DateOnly Day)
{
    /// <summary>The amount in the other currency, rounded once, half to even, to its minor unit.</summary>
    /// <exception cref="InvalidOperationException">The amount is not in <see cref="From"/>.</exception>
    /// <exception cref="OverflowException">The result is too large for 64 bits.</exception>
    public Conversion Convert(Money amount)
    {
        if (amount.Currency != From)
        {
            throw new InvalidOperationException($"This rate is for {From}, not for {amount.Currency}.");
        }

        var minor = amount.Minor * Rate * PowerOfTen(To.MinorUnitDigits) / PowerOfTen(From.MinorUnitDigits);
        return new(amount, new Money(checked((long)decimal.Round(minor, MidpointRounding.ToEven)), To), this);
    }

    private static decimal PowerOfTen(int digits) => digits == 0 ? 1 : 10 * PowerOfTen(digits - 1);
}

/// <summary>An amount and what it came to, with the rate it was converted at.</summary>
public sealed record Conversion(Money From, Money To, ExchangeRate Rate);
