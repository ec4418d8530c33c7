using System.Globalization;

namespace GrantFlow.Pipeline.Postings;

/// <summary>Where a rebuild stands: first at a sealed day, then in the grants' journals.</summary>
/// <param name="Day">The first sealed day that was not made again; null in the journals.</param>
/// <param name="Continuation">Within the journals; null at their beginning.</param>
internal sealed record RebuildPlace(DateOnly? Day, string? Continuation)
{
    private const string Journals = "journals.", DayFormat = "yyyyMMdd";

    public static RebuildPlace Start { get; } = new(DateOnly.MinValue, null);

    /// <exception cref="FormatException">The text is no place.</exception>
    public static RebuildPlace Parse(string text) =>
        text.StartsWith(Journals, StringComparison.Ordinal) && text.Length > Journals.Length ? new(null, text[Journals.Length..])
        : DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day, null)
        : throw new FormatException("This is no place where a rebuild stopped.");

    public override string ToString() => Day is { } day ? day.ToString(DayFormat, CultureInfo.InvariantCulture) : Journals + Continuation;
}
