namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>ISO 20022 external payment status codes, of groups and of transactions.</summary>
internal static class StatusCodes
{
    public static StatementSays Says(string? code) => code switch
    {
        "ACSC" or "ACCC" => StatementSays.Settled,
        "ACCP" or "ACTC" or "ACSP" or "ACWC" or "ACWP" or "ACFC" or "ACPD" => StatementSays.Accepted,
        "PDNG" or "RCVD" or "PART" or "PATC" => StatementSays.Pending,
        "RJCT" or "CANC" => StatementSays.Rejected,
        _ => StatementSays.Unclear,
    };

    /// <summary>Said of a batch, it ends every payment in it.</summary>
    public static bool EndsBatch(string? code) => Says(code) is StatementSays.Rejected or StatementSays.Settled;
}
