using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger;

/// <summary>Which side of an account.</summary>
public enum Side
{
    /// <summary>Money comes to the account.</summary>
    Debit,

    /// <summary>Money leaves the account.</summary>
    Credit,
}

/// <summary>One line of an entry; the amount is above zero, the side says which way.</summary>
public sealed record Posting(Account Account, Side Side, Money Amount)
{
    /// <summary>Money comes to the account.</summary>
    public static Posting Debit(Account account, Money amount) => new(account, Side.Debit, amount);

    /// <summary>Money leaves the account.</summary>
    public static Posting Credit(Account account, Money amount) => new(account, Side.Credit, amount);
}

/// <summary>A double entry on one funding line in one currency. It cannot be constructed unbalanced, and is never changed: a correction is a new entry.</summary>
public sealed record JournalEntry
{
    private JournalEntry(
        string id, EntryKind kind, DateOnly postedOn, GrantId? grant, LineId? line, ProgrammeId programme, FundingLineId fundingLine, string eventId, IReadOnlyList<Posting> postings) =>
        (Id, Kind, PostedOn, Grant, Line, Programme, FundingLine, EventId, Postings) = (id, kind, postedOn, grant, line, programme, fundingLine, eventId, postings);

    /// <summary>Follows from the event, so that the same entry posted twice is one entry.</summary>
    public string Id { get; }

    /// <summary>Why it is posted.</summary>
    public EntryKind Kind { get; }

    /// <summary>The posting day in UTC.</summary>
    public DateOnly PostedOn { get; }

    /// <summary>The grant it belongs to; null when it is the funding line's own.</summary>
    public GrantId? Grant { get; }

    /// <summary>The grant's line it belongs to, or null.</summary>
    public LineId? Line { get; }

    /// <summary>The programme.</summary>
    public ProgrammeId Programme { get; }

    /// <summary>The funding line; one entry never touches two.</summary>
    public FundingLineId FundingLine { get; }

    /// <summary>The event that caused it.</summary>
    public string EventId { get; }

    /// <summary>What it was paid as in another currency; null where nothing was converted.</summary>
    public PaidAs? PaidAs { get; init; }

    /// <summary>Two or more, debits equal to credits.</summary>
    public IReadOnlyList<Posting> Postings { get; }

    /// <summary>The country office that has the grant at this moment; null where none is chosen yet.</summary>
    public OfficeId? Office { get; init; }

    /// <summary>The entry that this one takes back, in whole or in part; null when it stands for itself.</summary>
    public string? Corrects { get; init; }

    /// <summary>Makes an entry.</summary>
    /// <exception cref="ArgumentException">Fewer than two postings, an amount not above zero, two currencies, or debits that differ from credits.</exception>
    public static JournalEntry Create(
        string id, EntryKind kind, DateOnly postedOn, GrantId? grant, LineId? line, ProgrammeId programme, FundingLineId fundingLine, string eventId, IReadOnlyList<Posting> postings)
    {
        if (postings.Count < 2)
        {
            throw new ArgumentException($"Entry {id} has {postings.Count} posting(s); a double entry has at least two.", nameof(postings));
        }

        var currency = postings[0].Amount.Currency;
        var balance = Money.Zero(currency);
        foreach (var posting in postings)
        {
            if (!posting.Amount.IsPositive)
            {
                throw new ArgumentException($"Entry {id} posts {posting.Amount} to {posting.Account}; amounts are above zero and the side says which way.", nameof(postings));
            }

            if (posting.Amount.Currency != currency)
            {
                throw new ArgumentException($"Entry {id} mixes {currency} and {posting.Amount.Currency}.", nameof(postings));
            }

            balance += posting.Side == Side.Debit ? posting.Amount : -posting.Amount;
        }

        return balance.IsZero
            ? new JournalEntry(id, kind, postedOn, grant, line, programme, fundingLine, eventId, [.. postings])
            : throw new ArgumentException($"Entry {id} does not balance: debits exceed credits by {balance}.", nameof(postings));
    }
}
