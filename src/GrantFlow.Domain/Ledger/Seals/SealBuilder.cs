using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>Makes a day's seal of its rows, in the order in which they are exported.</summary>
public sealed class SealBuilder(DateOnly day, string previous)
{
    private readonly SortedDictionary<(string Line, string Currency), Tally> _lines = new(Comparer<(string Line, string Currency)>.Create((one, other) =>
        string.CompareOrdinal(one.Line, other.Line) is var line and not 0 ? line : string.CompareOrdinal(one.Currency, other.Currency)));

    /// <summary>Counts an entry and the leaves of its postings.</summary>
    /// <param name="line">The funding line.</param>
    /// <param name="postings">Balanced, in one currency.</param>
    /// <param name="leaves">One a posting, in the same order.</param>
    public void Add(FundingLineId line, IReadOnlyList<Posting> postings, IEnumerable<byte[]> leaves)
    {
        var currency = postings[0].Amount.Currency;
        if (!_lines.TryGetValue((line.Value, currency.ToString()), out var tally))
        {
            _lines[(line.Value, currency.ToString())] = tally = new Tally(line, currency);
        }

        tally.Add(postings, leaves);
    }

    /// <summary>The seal of what was added so far.</summary>
    public Seal Build() => new(day, previous, [.. _lines.Values.Select(tally => tally.Line)]);

    private sealed class Tally(FundingLineId line, Currency currency)
    {
        private readonly MerkleTree _tree = new();
        private long _entries;
        private Money _debits = Money.Zero(currency);
        private Money _credits = Money.Zero(currency);

        public SealedLine Line => new(line, _entries, _tree.Count, _debits, _credits, Convert.ToHexStringLower(_tree.Root()));

        public void Add(IReadOnlyList<Posting> postings, IEnumerable<byte[]> leaves)
        {
            _entries++;
            foreach (var posting in postings)
            {
                _debits += posting.Side == Side.Debit ? posting.Amount : Money.Zero(currency);
                _credits += posting.Side == Side.Credit ? posting.Amount : Money.Zero(currency);
            }

            foreach (var leaf in leaves)
            {
                _tree.Add(leaf);
            }
        }
    }
}
