using GrantFlow.Domain.Ledger;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export;

/// <summary>One posting as exported. Amounts are decimal text with the currency's digits; exactly one of debit and credit is set.</summary>
public sealed record LedgerLine(
    string EntryId,
    string PostingDate,
    string Kind,
    string Grant,
    string? Line,
    string Programme,
    string FundingLine,
    string Account,
    string? Debit,
    string? Credit,
    string Currency,
    string EventId)
{
    /// <summary>The lines of an entry.</summary>
    public static IEnumerable<LedgerLine> Of(PostedEntry entry) => entry.Postings.Select(posting => new LedgerLine(
        entry.Id,
        entry.PostedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        entry.Kind.ToString(),
        entry.Grant.Value,
        entry.Line?.Value,
        entry.Programme.Value,
        entry.FundingLine.Value,
        posting.Account.ToString(),
        posting.Side == Side.Debit ? posting.Amount.ToAmountString() : null,
        posting.Side == Side.Credit ? posting.Amount.ToAmountString() : null,
        posting.Amount.Currency.ToString(),
        entry.EventId));
}
