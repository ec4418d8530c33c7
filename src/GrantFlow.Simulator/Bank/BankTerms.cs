namespace GrantFlow.Simulator.Bank;

/// <summary>What a bank goes by when it writes its answers.</summary>
/// <param name="Id">Id of the message that is written: another file, another id.</param>
/// <param name="At">When it is written; bookings are of that day.</param>
/// <param name="Currency">The account's currency.</param>
public sealed record BankTerms(string Id, DateTimeOffset At, string Currency)
{
    /// <summary>The bank's own rate: how much of the account's currency it takes for one unit of another one.</summary>
    public Func<string, decimal> Rate { get; init; } = _ => 1m;

    /// <summary>Decimal places of the account's currency.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>All transfers are booked as one sum, with each of them in its details.</summary>
    public bool InOneSum { get; init; }

    /// <summary>What is on the account before, for a statement.</summary>
    public decimal Opening { get; init; } = 1_000_000m;

    internal decimal Booked(BankOrder order) => order.Currency == Currency ? order.Amount : decimal.Round(order.Amount * Rate(order.Currency), Decimals, MidpointRounding.ToEven);
}
