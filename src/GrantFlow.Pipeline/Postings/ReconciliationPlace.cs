using System.Globalization;

namespace GrantFlow.Pipeline.Postings;

/// <summary>Where a reconciliation stands: first in the grants' journals, then in a shard of a day of the ledger.</summary>
/// <param name="Day">The ledger's day; null in the journals.</param>
/// <param name="Shard">Of the day.</param>
/// <param name="Continuation">Within them; null at their beginning.</param>
internal sealed record ReconciliationPlace(DateOnly? Day, int Shard, string? Continuation)
{
    private const string Journals = "journals", DayFormat = "yyyyMMdd";

    public static ReconciliationPlace Start { get; } = new(null, 0, null);

    /// <exception cref="FormatException">The text is no place within the days.</exception>
    public static ReconciliationPlace Parse(string text, DateOnly from, DateOnly to)
    {
        var parts = text.Split('.', 4);
        return parts switch
        {
            [Journals] => Start,
            [Journals, { Length: > 0 } after] => Start with { Continuation = after },
            [var day, [>= '0' and < (char)('0' + LedgerStore.ShardsPerDay)] shard, .. var after]
                when after is [] or [{ Length: > 0 }]
                && DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var one) && one >= from && one <= to
                => new(one, shard[0] - '0', after is [var continuation] ? continuation : null),
            _ => throw new FormatException("This cursor was not handed out for these days: start again without it."),
        };
    }

    public override string ToString() =>
        (Day is { } day ? string.Create(CultureInfo.InvariantCulture, $"{day.ToString(DayFormat, CultureInfo.InvariantCulture)}.{Shard}") : Journals) + (Continuation is null ? "" : $".{Continuation}");

    /// <summary>The place after a page; null when it was the last.</summary>
    public ReconciliationPlace? After(string? continuation, DateOnly from, DateOnly to) => (continuation, Day) switch
    {
        ({ } more, _) => this with { Continuation = more },
        (_, null) => new(from, 0, null),
        (_, { } day) when Shard + 1 < LedgerStore.ShardsPerDay => new(day, Shard + 1, null),
        (_, { } day) when day < to => new(day.AddDays(1), 0, null),
        _ => null,
    };
}
