using GrantFlow.Domain.Ledger;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>One row of the posting rules.</summary>
internal sealed record PostingRule(
    EntryKind Kind, IReadOnlyList<Account> Debit, IReadOnlyList<Account> Credit, IReadOnlyList<string> Commands, IReadOnlyList<string> Events, IReadOnlyList<EntryKind> TakesBack, string What)
{
    /// <summary>Kind and accounts: what tells two rules apart.</summary>
    public string Name => Text(Kind, Debit, Credit);

    public static string NameOf(JournalEntry entry) => Text(entry.Kind, Accounts(entry, Side.Debit), Accounts(entry, Side.Credit));

    private static IEnumerable<Account> Accounts(JournalEntry entry, Side side) => entry.Postings.Where(posting => posting.Side == side).Select(posting => posting.Account);

    private static string Text(EntryKind kind, IEnumerable<Account> debit, IEnumerable<Account> credit) => $"{kind}: {Join(debit)} / {Join(credit)}";

    private static string Join(IEnumerable<Account> accounts) => string.Join(", ", accounts.Order());
}
