using System.Globalization;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Balances;

/// <summary>What stands on a grant's accounts.</summary>
/// <param name="Committed">Reserved, not yet divided.</param>
/// <param name="OwedInKind">Owed to suppliers.</param>
/// <param name="OwedCash">Owed to the person.</param>
/// <param name="InTransit">On its way.</param>
/// <param name="SpentInKind">Spent on goods and services.</param>
/// <param name="SpentCash">Spent in cash.</param>
/// <param name="Returned">Came back and waits for a decision.</param>
/// <param name="ExchangeDifference">What rates have cost; below zero where they brought something.</param>
public sealed record GrantBalances(Money Committed, Money OwedInKind, Money OwedCash, Money InTransit, Money SpentInKind, Money SpentCash, Money Returned, Money ExchangeDifference)
{
    internal static GrantBalances Of(IReadOnlyDictionary<Account, long> accounts, Currency currency)
    {
        return new(On(Account.Committed), On(Account.PayableInKind), On(Account.PayableCash), On(Account.InTransit), On(Account.SpentInKind), On(Account.SpentCash), On(Account.Returned), On(Account.ExchangeDifference));

        Money On(Account account) => new(accounts.GetValueOrDefault(account), currency);
    }
}

/// <summary>An entry of a grant, and how the grant stands after it.</summary>
/// <param name="Entry">As it was committed with the grant.</param>
/// <param name="After">The balances after it.</param>
public sealed record StatementEntry(PostedEntry Entry, GrantBalances After);

/// <summary>A grant's journal in order, with running balances.</summary>
public static class GrantStatement
{
    /// <summary>Puts the entries of one grant in order and adds them up.</summary>
    public static IReadOnlyList<StatementEntry> Of(IEnumerable<PostedEntry> journal)
    {
        var accounts = new Dictionary<Account, long>();
        var lines = new List<StatementEntry>();
        foreach (var entry in journal.OrderBy(entry => entry.EventId, StringComparer.Ordinal).ThenBy(Number))
        {
            foreach (var posting in entry.Postings)
            {
                accounts[posting.Account] = accounts.GetValueOrDefault(posting.Account) + (posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);
            }

            lines.Add(new(entry, GrantBalances.Of(accounts, entry.Postings[0].Amount.Currency)));
        }

        return lines;
    }

    /// <summary>An entry's number within its event's decision, at the end of its id.</summary>
    private static int Number(PostedEntry entry) =>
        int.TryParse(entry.Id.AsSpan(entry.Id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
