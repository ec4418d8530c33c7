using System.Globalization;

namespace GrantFlow.Domain.Values;

/// <summary>The text form of an amount in minor units.</summary>
internal static class AmountText
{
    /// <summary>A minus sign, the 19 digits of 64 bits, and a point.</summary>
    private const int MaxLength = 21;

    public static string Expected(Currency currency) =>
        currency.MinorUnitDigits is > 0 and var digits
            ? $"an amount such as \"1250.{new string('0', digits)}\" with at most {digits} decimals"
            : "an amount such as \"1250\" without decimals";

    public static bool TryRead(string? text, int digits, out long minor)
    {
        minor = 0;
        if (text is null or { Length: 0 or > MaxLength })
            return false;

        var negative = text[0] == '-';
        var unsigned = text.AsSpan(negative ? 1 : 0);
        var point = unsigned.IndexOf('.');
        var whole = point < 0 ? unsigned : unsigned[..point];
        var fraction = point < 0 ? [] : unsigned[(point + 1)..];
        if (!IsDigits(whole) || (whole.Length > 1 && whole[0] == '0'))
            return false;
        if (point >= 0 && (!IsDigits(fraction) || fraction.Length > digits))
            return false;

        var value = Int128.Zero;
        foreach (var c in whole)
            value = (value * 10) + (c - '0');
        foreach (var c in fraction)
            value = (value * 10) + (c - '0');
        value *= Power(digits - fraction.Length);
        if (value - (negative ? 1 : 0) > long.MaxValue || (negative && value == 0))
            return false;
        minor = (long)(negative ? -value : value);
        return true;
    }

    public static string Write(long minor, int digits)
    {
        var sign = minor < 0 ? "-" : "";
        var (whole, fraction) = Int128.DivRem(Int128.Abs(minor), Power(digits));
        return digits == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.") + fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static long Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);
}
