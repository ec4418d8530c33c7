using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Balances;

/// <summary>What came to an account and left it, of one funding line in one period and currency, since the ledger began.</summary>
/// <param name="Line">The funding line.</param>
/// <param name="Period">The period it counts in.</param>
/// <param name="Account">The account.</param>
/// <param name="Debits">Sum of debits.</param>
/// <param name="Credits">Sum of credits, in the same currency.</param>
public sealed record AccountBalance(FundingLineId Line, AccountingPeriod Period, Account Account, Money Debits, Money Credits);

/// <summary>Adds entries up.</summary>
internal sealed class RunningBalances
{
    private readonly Dictionary<(FundingLineId Line, AccountingPeriod Period, Account Account, Currency Currency), (long Debits, long Credits)> _sums = [];

    /// <summary>In order of line, period, account and currency.</summary>
    public IEnumerable<AccountBalance> All => _sums
        .OrderBy(one => one.Key.Line.Value, StringComparer.Ordinal)
        .ThenBy(one => one.Key.Period.Value, StringComparer.Ordinal)
        .ThenBy(one => one.Key.Account)
        .ThenBy(one => one.Key.Currency.ToString(), StringComparer.Ordinal)
        .Select(one => new AccountBalance(one.Key.Line, one.Key.Period, one.Key.Account, new(one.Value.Debits, one.Key.Currency), new(one.Value.Credits, one.Key.Currency)));

    public void Add(AccountBalance balance) => Add(balance.Line, balance.Period, balance.Account, balance.Debits.Currency, balance.Debits.Minor, balance.Credits.Minor);

    public void Add(PostedEntry entry)
    {
        foreach (var posting in entry.Postings)
        {
            var (amount, debit) = (posting.Amount.Minor, posting.Side == Side.Debit);
            Add(entry.FundingLine, entry.Period, posting.Account, posting.Amount.Currency, debit ? amount : 0, debit ? 0 : amount);
        }
    }

    private void Add(FundingLineId line, AccountingPeriod period, Account account, Currency currency, long debits, long credits)
    {
        var key = (line, period, account, currency);
        var (before, after) = _sums.GetValueOrDefault(key);
        _sums[key] = (checked(before + debits), checked(after + credits));
    }
}
