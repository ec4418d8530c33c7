using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export;

/// <summary>What a receiver checks an export against.</summary>
public sealed class ControlTotals
{
    private readonly SortedDictionary<string, (Money Debits, Money Credits)> _byCurrency = new(StringComparer.Ordinal);

    /// <summary>Entries counted.</summary>
    public long Entries { get; private set; }

    /// <summary>Lines counted, without a header.</summary>
    public long Postings { get; private set; }

    /// <summary>Sum of debits and of credits by currency code; equal in every balanced ledger.</summary>
    public IReadOnlyDictionary<string, (Money Debits, Money Credits)> ByCurrency => _byCurrency;

    /// <summary>Counts an entry.</summary>
    public void Add(PostedEntry entry)
    {
        Entries++;
        foreach (var posting in entry.Postings)
        {
            Postings++;
            var currency = posting.Amount.Currency;
            var (debits, credits) = _byCurrency.GetValueOrDefault(currency.ToString(), (Money.Zero(currency), Money.Zero(currency)));
            _byCurrency[currency.ToString()] = posting.Side == Side.Debit ? (debits + posting.Amount, credits) : (debits, credits + posting.Amount);
        }
    }
}
