using System.Globalization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>A small piece of a file: one transaction, one balance.</summary>
internal sealed class Part(string name, string? currency)
{
    private List<Part>? _parts;

    public string Name { get; } = name;

    public string? Text { get; set; }

    public IReadOnlyList<Part> Parts => _parts ?? (IReadOnlyList<Part>)[];

    public void Add(Part part) => (_parts ??= []).Add(part);

    /// <summary>The first part on a path; null when there is none.</summary>
    public Part? At(string path) => path.Split('/').Aggregate((Part?)this, (part, step) => part?.Parts.FirstOrDefault(one => one.Name == step));

    /// <summary>The text on a path; null when there is none.</summary>
    public string? TextAt(string path) => At(path)?.Text;

    public IEnumerable<Part> All(string name) => Parts.Where(part => part.Name == name);

    /// <summary>The amount that stands here. ISO 20022 writes more forms of a number than we do.</summary>
    /// <exception cref="FormatException">It is no amount of a currency there is.</exception>
    public Money Amount()
    {
        if (!Currency.TryParse(currency, out var known))
        {
            throw new FormatException("An amount has no currency that is known here.");
        }

        if (Text is not { Length: <= 25 } || !decimal.TryParse(Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException("An amount is no number.");
        }

        var minor = number;
        for (var digit = 0; digit < known.MinorUnitDigits; digit++)
        {
            minor *= 10;
        }

        return minor == decimal.Truncate(minor) && minor is >= 0 and <= long.MaxValue
            ? new Money((long)minor, known)
            : throw new FormatException("An amount is below zero, too large, or has more decimals than its currency.");
    }

    /// <summary>The amount on a path; null when there is none.</summary>
    public Money? AmountAt(string path) => At(path)?.Amount();

    /// <summary>The day of a date or moment on a path; null when there is none that is one.</summary>
    public DateOnly? DayAt(string path) =>
        (TextAt($"{path}/Dt") ?? TextAt($"{path}/DtTm")) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
