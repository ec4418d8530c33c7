using GrantFlow.Demo.Api;

namespace GrantFlow.Demo.Checks;

/// <summary>
/// Where a grant's money must be, told from how the grant stands and from nothing else: a second opinion on the ledger,
/// which tells it from what happened.
/// </summary>
internal static class ExpectedBalances
{
    /// <summary>The balance of every account that is not zero.</summary>
    public static IReadOnlyDictionary<string, Euros> Of(GrantAnswer grant)
    {
        var balances = new SortedDictionary<string, Euros>(StringComparer.Ordinal);
        if (grant.Count("funds-reserved") == 0 || grant.Approved is null)
        {
            return balances;
        }

        if (grant.Lines.Count > 0)
        {
            foreach (var line in grant.Lines)
            {
                Add(AccountOf(line), line.Amount.ToEuros());
            }
        }
        else if (grant.State is "awaiting-verification" or "verified" or "on-hold")
        {
            Add("Committed", grant.Approved.ToEuros());
        }

        return balances;

        void Add(string? account, Euros amount)
        {
            if (account is not null)
            {
                balances[account] = balances.GetValueOrDefault(account) + amount;
                balances["Available"] = balances.GetValueOrDefault("Available") - amount;
            }
        }
    }

    /// <summary>The account a line's money is on; null when it went back to where it came from.</summary>
    private static string? AccountOf(LineAnswer line) => (line.Kind, line.State) switch
    {
        (_, "cancelled") => null,
        ("cash", "paid") => "SpentCash",
        ("cash", "returned") => "Returned",
        ("cash", "released" or "instructed" or "unknown") => "InTransit",
        ("cash", _) => "PayableCash",
        (_, "settled") => "SpentInKind",
        _ => "PayableInKind",
    };
}
