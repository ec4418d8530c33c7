using System.Globalization;

namespace GrantFlow.Demo;

/// <summary>An exact amount in euro cents, as the API writes it: <c>1250.00</c>.</summary>
internal readonly record struct Euros(long Cents) : IComparable<Euros>
{
    public static Euros Zero => default;

    /// <exception cref="FormatException">The text is not digits, a point and two digits.</exception>
    public static Euros Parse(string text)
    {
        var point = text.Length - 3;
        return point > 0 && text[point] == '.'
            && long.TryParse(text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cents)
                ? new Euros(cents)
                : throw new FormatException($"\"{text}\" is not an amount such as 1250.00.");
    }

    public static Euros Sum(IEnumerable<Euros> amounts) => new(amounts.Sum(amount => amount.Cents));

    public static Euros operator +(Euros left, Euros right) => new(left.Cents + right.Cents);

    public static Euros operator -(Euros left, Euros right) => new(left.Cents - right.Cents);

    public static Euros operator -(Euros amount) => new(-amount.Cents);

    public int CompareTo(Euros other) => Cents.CompareTo(other.Cents);

    /// <summary>For people: with thousands separated.</summary>
    public string ToText()
    {
        var (whole, cents) = long.DivRem(long.Abs(Cents), 100);
        return string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}{whole:N0}.{cents:D2}");
    }

    /// <summary>For the API.</summary>
    public override string ToString()
    {
        var (whole, cents) = long.DivRem(long.Abs(Cents), 100);
        return string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}{whole}.{cents:D2}");
    }
}
