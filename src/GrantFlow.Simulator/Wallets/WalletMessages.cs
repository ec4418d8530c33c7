using System.Text.Json.Serialization;

namespace GrantFlow.Simulator.Wallets;

/// <summary>One way to name a party.</summary>
internal sealed record Party(string Key, string Value);

/// <summary>What a caller asks for, as the GSMA Mobile Money API 1.2 has it; the members used here.</summary>
internal sealed record TransactionRequest(string? Amount, string? Currency, IReadOnlyList<Party>? CreditParty, string? RequestingOrganisationTransactionReference, string? DescriptionText);

/// <summary>A payment.</summary>
internal sealed record TransactionObject(
    string TransactionReference, string RequestingOrganisationTransactionReference, IReadOnlyList<Party> CreditParty, string Type, string TransactionStatus, string Amount, string Currency, DateTimeOffset CreationDate);

/// <summary>How a request stands.</summary>
internal sealed record RequestState(string ServerCorrelationId, string Status, string NotificationMethod, string? ObjectReference, int PollLimit, ErrorObject? ErrorReference);

/// <summary>What went wrong.</summary>
internal sealed record ErrorObject(string ErrorCategory, string ErrorCode, string ErrorDescription, [property: JsonIgnore] int Status);

/// <summary>Where a lost answer can be found.</summary>
internal sealed record ResponseLink(string Link);

/// <summary>One line of the provider's statement.</summary>
internal sealed record StatementLine(string TransactionReference, string CorrelationId, string RequestingOrganisationTransactionReference, string Kind, string Amount, string Currency, DateTimeOffset BookedAt);
