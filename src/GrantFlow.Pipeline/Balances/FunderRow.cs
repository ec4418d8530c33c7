using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Balances;

/// <summary>The accounts of a funding line as a funder reads them. Budget is all the others together.</summary>
/// <param name="Budget">What the agreement holds, with its amendments.</param>
/// <param name="Committed">Reserved, not yet divided.</param>
/// <param name="Owed">To suppliers and people.</param>
/// <param name="InTransit">On its way to people.</param>
/// <param name="SpentInKind">On goods and services.</param>
/// <param name="SpentCash">In cash.</param>
/// <param name="Returned">Came back and waits for a decision.</param>
/// <param name="ExchangeDifference">What rates have cost; below zero where they brought something.</param>
/// <param name="Available">Free to be granted; where the rules do not say what the agreement holds, below zero: what was drawn.</param>
public sealed record FunderSums(Money Budget, Money Committed, Money Owed, Money InTransit, Money SpentInKind, Money SpentCash, Money Returned, Money ExchangeDifference, Money Available)
{
    /// <summary>In kind and in cash, without what rates have cost.</summary>
    public Money Spent => SpentInKind + SpentCash;

    /// <summary>The balances of one line and currency.</summary>
    internal static FunderSums Of(IEnumerable<AccountBalance> balances, Currency currency)
    {
        var accounts = balances.ToLookup(one => one.Account, one => one.Debits - one.Credits);
        return new(
            -On(Account.Agreed), On(Account.Committed), On(Account.PayableInKind) + On(Account.PayableCash), On(Account.InTransit), On(Account.SpentInKind), On(Account.SpentCash),
            On(Account.Returned), On(Account.ExchangeDifference), On(Account.Available));

        Money On(Account account) => Money.Sum(accounts[account], currency);
    }

    internal FunderSums Plus(FunderSums other) => new(
        Budget + other.Budget, Committed + other.Committed, Owed + other.Owed, InTransit + other.InTransit, SpentInKind + other.SpentInKind, SpentCash + other.SpentCash,
        Returned + other.Returned, ExchangeDifference + other.ExchangeDifference, Available + other.Available);
}

/// <summary>A row of a funder's statement.</summary>
/// <param name="Month">What the month brought; null for balances.</param>
/// <param name="Eligibility">How the month lies to the agreement's days; null for balances.</param>
/// <param name="Sums">By account.</param>
/// <param name="SpentOutside">What was spent in months of which the agreement covers no day. It is in <see cref="FunderSums.Spent"/> too, and nobody but ourselves bears it.</param>
/// <param name="FunderShare">What the funder bears of what was spent.</param>
/// <param name="OwnShare">The rest of it.</param>
/// <param name="Overhead">What the funder pays on top by the flat rate; null where no rate is known.</param>
public sealed record FunderRow(AccountingPeriod? Month, Eligibility? Eligibility, FunderSums Sums, Money SpentOutside, Money FunderShare, Money OwnShare, Money? Overhead)
{
    internal static FunderRow Empty(AccountingPeriod? month, Eligibility? eligibility, Currency currency) =>
        new(month, eligibility, FunderSums.Of([], currency), Money.Zero(currency), Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    /// <summary>Balances after another row.</summary>
    internal FunderRow Plus(FunderRow other) => this with
    {
        Sums = Sums.Plus(other.Sums),
        SpentOutside = SpentOutside + other.SpentOutside,
        FunderShare = FunderShare + other.FunderShare,
        OwnShare = OwnShare + other.OwnShare,
        Overhead = Overhead is { } sum && other.Overhead is { } more ? sum + more : null,
    };
}
