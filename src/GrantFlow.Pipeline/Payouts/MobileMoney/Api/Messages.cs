using System.Text.Json.Serialization;

namespace GrantFlow.Pipeline.Payouts.MobileMoney.Api;

/// <summary>One way to name a party of a payment.</summary>
internal sealed record Party(string Key, string Value)
{
    /// <summary>Says nothing about the wallet: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "Party (hidden)";
}

/// <summary>Pay a wallet. Names as in the GSMA Mobile Money API 1.2.</summary>
internal sealed record Disbursement(string Amount, string Currency, IReadOnlyList<Party> CreditParty, string RequestingOrganisationTransactionReference, string DescriptionText);

/// <summary>A payment as the provider has it; the members used here. Any of them may be missing.</summary>
internal sealed record Transaction(string? TransactionReference, string? RequestingOrganisationTransactionReference, string? TransactionStatus, string? Amount, string? Currency)
{
    /// <summary>The wallet has the money.</summary>
    [JsonIgnore]
    public bool IsCompleted => string.Equals(TransactionStatus, "completed", StringComparison.OrdinalIgnoreCase);

    /// <summary>The money came back.</summary>
    [JsonIgnore]
    public bool IsReversed => string.Equals(TransactionStatus, "reversed", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a request stands.</summary>
internal sealed record RequestState(string? ServerCorrelationId, string? Status, string? ObjectReference, ApiError? ErrorReference);

/// <summary>Where a lost answer is to be found.</summary>
internal sealed record ResponseLink(string? Link);

/// <summary>What went wrong. Its free text is left out: it may say more than a ledger should know.</summary>
internal sealed record ApiError(string? ErrorCategory, string? ErrorCode);
