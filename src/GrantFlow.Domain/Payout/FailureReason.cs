namespace GrantFlow.Domain.Payout;

/// <summary>Reads the ISO 20022 external status reason at the start of what a provider says.</summary>
public static class FailureReason
{
    /// <summary>Codes about the account, its holder or its bank: they do not change by themselves.</summary>
    private static readonly string[] OfTheAccount = ["AC", "BE", "RC", "CNOR", "DNOR", "AG01", "MD07", "CH11"];

    /// <summary>Whether another try on the same route is bound to fail.</summary>
    public static bool LiesInTheAccount(string? reason) =>
        reason is not null && Array.Exists(OfTheAccount, code => reason.StartsWith(code, StringComparison.OrdinalIgnoreCase) && IsCode(reason, code));

    /// <summary>Two letters and two digits, or four letters, and nothing that makes it a word.</summary>
    private static bool IsCode(string reason, string start) =>
        reason.Length >= 4
        && (start.Length == 4 || (char.IsAsciiDigit(reason[2]) && char.IsAsciiDigit(reason[3])))
        && (reason.Length == 4 || !char.IsLetterOrDigit(reason[4]));
}
