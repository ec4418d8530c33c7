using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>
/// An exact amount: a whole number of the currency's minor units. Two currencies never meet in one operation, and an
/// amount too large for 64 bits throws an <see cref="OverflowException"/> rather than wrapping round.
/// </summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money : IComparable<Money>
{
    private readonly long _minor;

    /// <param name="minor">In minor units: cents for the euro.</param>
    /// <param name="currency">A currency that was parsed, not <c>default</c>.</param>
    /// <exception cref="InvalidOperationException">The currency is <c>default</c>.</exception>
    public Money(long minor, Currency currency)
    {
        _ = currency.Value;
        _minor = minor;
        Currency = currency;
    }

    /// <summary>In minor units.</summary>
    /// <exception cref="InvalidOperationException">The money is <c>default</c>: it has no currency.</exception>
    public long Minor
    {
        get
        {
            _ = Currency.Value;
            return _minor;
        }
    }

    public Currency Currency { get; }

    public bool IsZero => Minor == 0;

    public bool IsPositive => Minor > 0;

    public bool IsNegative => Minor < 0;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <exception cref="FormatException">The text is not such an amount; the message says what one looks like.</exception>
    public static Money Parse(string? text, Currency currency) =>
        TryParse(text, currency, out var money) ? money : throw new FormatException($"Expected {AmountText.Expected(currency)}, found {Text.Quote(text)}.");

    /// <summary>
    /// Reads an amount such as <c>1250.00</c>, <c>1250</c> or <c>-0.5</c>: a point and at most the currency's decimals.
    /// No spaces, plus sign, exponent, grouping, leading zeros or minus zero.
    /// </summary>
    public static bool TryParse(string? text, Currency currency, out Money money)
    {
        var valid = AmountText.TryRead(text, currency.MinorUnitDigits, out var minor);
        money = valid ? new(minor, currency) : default;
        return valid;
    }

    /// <summary>The sum of the amounts, or zero of the currency when there are none.</summary>
    /// <exception cref="InvalidOperationException">An amount is in another currency.</exception>
    public static Money Sum(IEnumerable<Money> amounts, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.Aggregate(Zero(currency), (sum, amount) => sum + amount);
    }

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    public static Money Max(Money left, Money right) => left >= right ? left : right;

    /// <summary>
    /// Splits the whole amount in proportion to the weights; nothing is lost or made. Minor units left after rounding down
    /// go one each to the largest remainders, to the earlier of two equal ones. A negative amount is split as its opposite.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative, or all of them are zero.</exception>
    public IReadOnlyList<Money> Allocate(IReadOnlyList<long> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var total = Int128.Zero;
        foreach (var weight in weights)
            total += weight >= 0 ? weight : throw new ArgumentException($"Weights are 0 or more, found {weight}.", nameof(weights));
        if (total == 0)
            throw new ArgumentException("At least one weight must be more than 0.", nameof(weights));

        var whole = Int128.Abs(Minor);
        var parts = new Int128[weights.Count];
        var remainders = new Int128[weights.Count];
        for (var i = 0; i < parts.Length; i++)
            (parts[i], remainders[i]) = Int128.DivRem(whole * weights[i], total);

        var left = (int)(whole - parts.Aggregate(Int128.Zero, (sum, part) => sum + part));
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take(left))
            parts[i]++;

        var (sign, currency) = (long.Sign(Minor), Currency);
        return [.. parts.Select(part => new Money(checked((long)(sign * part)), currency))];
    }

    /// <summary>The share in per cent, rounded down to a whole minor unit (toward less): a cap that can never be exceeded by rounding.</summary>
    /// <param name="percent">0 to 100.</param>
    public Money PercentFloor(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var (share, rest) = Int128.DivRem((Int128)Minor * percent, 100);
        return new((long)(rest < 0 ? share - 1 : share), Currency);
    }

    public int CompareTo(Money other) => Minor.CompareTo(In(other, "compare"));

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + left.In(right, "add")), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - left.In(right, "subtract")), left.Currency);

    public static Money operator -(Money money) => new(checked(-money.Minor), money.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The amount alone, with all of the currency's decimals: <c>1250.00</c>.</summary>
    public string ToAmountString() => AmountText.Write(Minor, Currency.MinorUnitDigits);

    /// <summary>Currency and amount: <c>EUR 1250.00</c>.</summary>
    public override string ToString() => $"{Currency} {ToAmountString()}";

    private long In(Money other, string operation) =>
        other.Currency.Value == Currency.Value
            ? other._minor
            : throw new InvalidOperationException($"Cannot {operation} {Currency} and {other.Currency}: convert one of them first.");
}
