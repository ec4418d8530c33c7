namespace GrantFlow.Simulator.Bank;

/// <summary>How a transfer ends, by the last four characters of its account: the same ones as in the sandbox.</summary>
/// <param name="Rejected">Why it is not made, in the status report; null where it is.</param>
/// <param name="Returned">Why it comes back after it was booked; null where it does not.</param>
/// <param name="Slow">It is only accepted at first, and booked with the next file.</param>
public sealed record BankScript(string? Rejected = null, string? Returned = null, bool Slow = false)
{
    /// <summary>It is booked.</summary>
    public bool IsBooked => Rejected is null;

    /// <summary>0001 wrong account, 0004 closed account, 0009 no funds, 0007 settles later, 0008 is sent back; all others settle.</summary>
    public static BankScript For(string account) => account[^Math.Min(4, account.Length)..] switch
    {
        "0001" => new(Rejected: "AC01"),
        "0004" => new(Rejected: "AC04"),
        "0009" => new(Rejected: "AM04"),
        "0007" => new(Slow: true),
        "0008" => new(Returned: "AC06"),
        _ => new(),
    };
}
