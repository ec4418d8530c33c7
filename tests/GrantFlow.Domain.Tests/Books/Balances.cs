using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>How much stands on each account, in cents: once from the journal, once from the grant alone. The two must agree.</summary>
internal static class Balances
{
    /// <summary>Money that is neither free nor gone.</summary>
    public static readonly IReadOnlyList<Account> Underway = [Account.Committed, Account.PayableInKind, Account.PayableCash, Account.InTransit];

    /// <summary>Money that left the funding line.</summary>
    public static readonly IReadOnlyList<Account> Gone = [Account.SpentInKind, Account.SpentCash, Account.Returned, Account.ExchangeDifference];

    /// <summary>What the journal says.</summary>
    public static SortedDictionary<Account, long> Posted(IEnumerable<JournalEntry> entries)
    {
        var balances = Empty();
        foreach (var posting in entries.SelectMany(entry => entry.Postings))
            balances[posting.Account] += posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor;
        return balances;
    }

    /// <summary>What follows from where the grant and its lines stand, without looking at the journal.</summary>
    public static SortedDictionary<Account, long> Expected(Grant? grant)
    {
        var balances = Empty();
        if (grant is null)
            return balances;

        if (grant.WorkingState is GrantState.AwaitingVerification or GrantState.Verified)
            balances[Account.Committed] = grant.Approved!.Value.Minor;
        foreach (var line in grant.Lines)
        {
            if (Holds(line) is { } account)
                balances[account] += line.Amount.Minor;
            if (line is CashLine { Difference: { } difference })
                balances[Account.ExchangeDifference] += difference.Minor;
        }

        balances[Account.Available] = -balances.Values.Sum();
        return balances;
    }

    private static Account? Holds(GrantLine line) => line switch
    {
        InKindLine { State: InKindState.Settled } => Account.SpentInKind,
        InKindLine { State: InKindState.Cancelled } => null,
        InKindLine => Account.PayableInKind,
        CashLine { State: CashState.Released or CashState.Instructed or CashState.Unknown } => Account.InTransit,
        CashLine { State: CashState.Paid } => Account.SpentCash,
        CashLine { State: CashState.Returned } => Account.Returned,
        CashLine { State: CashState.Cancelled or CashState.GivenBack } => null,
        _ => Account.PayableCash,
    };

    private static SortedDictionary<Account, long> Empty() => new(Enum.GetValues<Account>().ToDictionary(account => account, _ => 0L));
}
