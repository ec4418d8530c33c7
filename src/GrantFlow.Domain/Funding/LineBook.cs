using System.Globalization;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Funding;

/// <summary>What a funding line has posted of its own: what its agreement holds, as the rules and the amendments say.</summary>
/// <param name="Line">The funding line.</param>
/// <param name="Entries">How many entries there are; the next one's number follows.</param>
/// <param name="ByRules">What the rules have brought.</param>
/// <param name="ByAmendments">What top-ups have brought, less reductions; may be below zero.</param>
/// <param name="Brought">The entry that last brought money by the rules, which is what a lower amount takes back; null before the first.</param>
public sealed record LineBook(FundingLineId Line, int Entries, Money ByRules, Money ByAmendments, string? Brought)
{
    /// <summary>Begins the ids of the line's own entries; those of a grant begin with its id.</summary>
    private const string Prefix = "L-";

    /// <summary>Of a line that has posted nothing yet.</summary>
    public static LineBook Empty(FundingLineId line, Currency currency) => new(line, 0, Money.Zero(currency), Money.Zero(currency), null);

    /// <summary>What the agreement holds.</summary>
    public Money Agreed => ByRules + ByAmendments;

    /// <summary>The line's own part of its entries' ids. It does not show the line's name: where identities are sealed, funders read another.</summary>
    public static string IdOf(FundingLineId line) => Prefix + Code80.Derive(Prefix, line.Value);

    /// <summary>Whether a text is what <see cref="IdOf"/> gives.</summary>
    public static bool IsId(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));

    /// <summary>Posts what the rules say now, where it is not what they said before. Null where nothing changed.</summary>
    /// <param name="amount">By the rules in force; null where they do not say, which changes nothing.</param>
    /// <param name="version">The rules in force.</param>
    /// <param name="today">The posting day.</param>
    public LinePosted? Follow(Money? amount, string version, DateOnly today)
    {
        if (amount is not { } now || now == ByRules)
        {
            return null;
        }

        var cause = $"rules-{version}";
        if (now > ByRules)
        {
            var raised = Post(EntryKind.Agreement, Account.Available, Account.Agreed, now - ByRules, cause, null, today);
            return raised with { Book = raised.Book with { ByRules = now, Brought = raised.Entry.Id } };
        }

        var lowered = Post(EntryKind.Agreement, Account.Agreed, Account.Available, ByRules - now, cause, Brought, today);
        return lowered with { Book = lowered.Book with { ByRules = now } };
    }

    /// <summary>Posts what an amendment brings.</summary>
    public LinePosted TopUp(Money amount, string amendment, DateOnly today)
    {
        var posted = Post(EntryKind.TopUp, Account.Available, Account.Agreed, amount, amendment, null, today);
        return posted with { Book = posted.Book with { ByAmendments = ByAmendments + amount } };
    }

    /// <summary>Posts what an amendment takes away from the agreement.</summary>
    public LinePosted Reduce(Money amount, string amendment, DateOnly today)
    {
        var posted = Post(EntryKind.Reduction, Account.Agreed, Account.Available, amount, amendment, Brought, today);
        return posted with { Book = posted.Book with { ByAmendments = ByAmendments - amount } };
    }

    private LinePosted Post(EntryKind kind, Account debit, Account credit, Money amount, string cause, string? corrects, DateOnly today)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{IdOf(Line)}-{Entries + 1:D4}");
        var entry = JournalEntry.Create(id, kind, today, null, null, Line.Programme, Line, cause, [Posting.Debit(debit, amount), Posting.Credit(credit, amount)]) with { Corrects = corrects };
        return new(this with { Entries = Entries + 1 }, entry);
    }
}

/// <summary>An entry of a funding line's own, and how its book stands with it.</summary>
public sealed record LinePosted(LineBook Book, JournalEntry Entry);
