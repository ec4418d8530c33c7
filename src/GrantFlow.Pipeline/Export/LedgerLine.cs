using System.Globalization;
using GrantFlow.Domain.Ledger;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export;

/// <summary>One posting as exported. Amounts are decimal text with the currency's digits; exactly one of debit and credit is set. What was paid in another currency says how much of it (<c>paidAmount</c>), at which rate, whose and from which day on, and what the bank booked for it in the entry's currency. What is not there is null, and an empty text in the columns.</summary>
public sealed record LedgerLine(
    string EntryId,
    string PostingDate,
    string EventTime,
    string Period,
    string Kind,
    string? Grant,
    string? Line,
    string Programme,
    string FundingLine,
    string? Office,
    string Account,
    string? Debit,
    string? Credit,
    string Currency,
    string? Corrects,
    string? PaidCurrency,
    string? PaidAmount,
    string? Rate,
    string? RateSource,
    string? RateDay,
    string? Booked,
    string EventId)
{
    /// <summary>What <see cref="Values"/> are, in their order: the header of a file, and what a day's seal covers.</summary>
    public static string[] Columns { get; } =
    [
        "entryId", "postingDate", "eventTime", "period", "kind", "grant", "line", "programme", "fundingLine", "office", "account", "debit", "credit", "currency", "corrects",
        "paidCurrency", "paidAmount", "rate", "rateSource", "rateDay", "booked", "eventId",
    ];

    /// <summary>One text a column.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string[] Values =>
    [
        EntryId, PostingDate, EventTime, Period, Kind, Grant ?? "", Line ?? "", Programme, FundingLine, Office ?? "", Account, Debit ?? "", Credit ?? "", Currency, Corrects ?? "",
        PaidCurrency ?? "", PaidAmount ?? "", Rate ?? "", RateSource ?? "", RateDay ?? "", Booked ?? "", EventId,
    ];

    /// <summary>The lines of an entry.</summary>
    public static IEnumerable<LedgerLine> Of(PostedEntry entry) => entry.Postings.Select(posting => new LedgerLine(
        entry.Id,
        entry.PostedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        entry.Period.Value,
        entry.Kind.ToString(),
        entry.Grant?.Value,
        entry.Line?.Value,
        entry.Programme.Value,
        entry.FundingLine.Value,
        entry.Office?.Value,
        posting.Account.ToString(),
        posting.Side == Side.Debit ? posting.Amount.ToAmountString() : null,
        posting.Side == Side.Credit ? posting.Amount.ToAmountString() : null,
        posting.Amount.Currency.ToString(),
        entry.Corrects,
        entry.PaidAs?.To.Currency.ToString(),
        entry.PaidAs?.To.ToAmountString(),
        entry.PaidAs?.Rate.ToString(CultureInfo.InvariantCulture),
        entry.PaidAs?.Source,
        entry.PaidAs?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        entry.PaidAs?.Booked?.ToAmountString(),
        entry.EventId));
}
