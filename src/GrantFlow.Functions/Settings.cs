namespace GrantFlow.Functions;

/// <summary>The application settings that a deployment provides, by the names the infrastructure declares.</summary>
public static class Settings
{
    /// <summary>Connection of the queue triggers and of the stores.</summary>
    public const string StorageConnection = "GrantFlowStorage";

    /// <summary>Issuer of the tokens: the Entra ID tenant's authority.</summary>
    public const string Authority = "Authentication:Authority";

    /// <summary>Audience of the tokens: the client id of the app registration (version 2 tokens carry no application id URI).</summary>
    public const string Audience = "Authentication:Audience";

    /// <summary>Which payout provider to use; <c>sandbox</c> moves no money.</summary>
    public const string PayoutProvider = "Payouts:Provider";

    /// <summary>Every setting of a deployment, as environment variables spell them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "GrantFlowStorage__blobServiceUri", "GrantFlowStorage__queueServiceUri", "GrantFlowStorage__tableServiceUri", "GrantFlowStorage__credential", "GrantFlowStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "Authentication__Authority", "Authentication__Audience",
        "Protection__KeyId", "Protection__IdentityHashKey",
        "Payouts__Provider", "Payouts__MobileMoney__Provider", "Payouts__MobileMoney__ApiKey", "Payouts__MobileMoney__Callbacks", "Payouts__CashDesk__ValidDays",
        "AZURE_CLIENT_ID",
    ];
}
