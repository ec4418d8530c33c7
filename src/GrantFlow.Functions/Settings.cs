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

    /// <summary>Which payout provider to use: <c>routes</c> pays by bank, wallet and desk, <c>sandbox</c> moves no money.</summary>
    public const string PayoutProvider = "Payouts:Provider";

    /// <summary>Name of who orders bank payments, as every bank reads it. These seven are read with <c>routes</c> only.</summary>
    public const string DebtorName = "Payouts:Debtor:Name";

    /// <summary>Town of who orders bank payments.</summary>
    public const string DebtorTown = "Payouts:Debtor:Town";

    /// <summary>Country of who orders bank payments.</summary>
    public const string DebtorCountry = "Payouts:Debtor:Country";

    /// <summary>Account from which is paid.</summary>
    public const string DebtorIban = "Payouts:Debtor:Iban";

    /// <summary>Its bank.</summary>
    public const string DebtorBic = "Payouts:Debtor:Bic";

    /// <summary>Funding lines that are paid from accounts of their own; may be missing.</summary>
    public const string DebtorAccounts = "Payouts:Debtor:Accounts";

    /// <summary>Who pays the banks outside SEPA: DEBT or SHAR; may be missing.</summary>
    public const string DebtorCharges = "Payouts:Debtor:Charges";

    /// <summary>Days after which the sanctions list is too old to order from anybody; suppliers must then be of the register. Empty where a deployment does not ask for it.</summary>
    public const string SupplierListDays = "Suppliers:ListDays";

    /// <summary>Identifier of who publishes as IATI, in the IATI registry. All three are empty where nothing is published.</summary>
    public const string IatiReference = "Iati:Publisher:Reference";

    /// <summary>Its name.</summary>
    public const string IatiName = "Iati:Publisher:Name";

    /// <summary>Its kind, by the code list OrganisationType.</summary>
    public const string IatiType = "Iati:Publisher:Type";

    /// <summary>Every setting of a deployment, as environment variables spell them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "GrantFlowStorage__blobServiceUri", "GrantFlowStorage__queueServiceUri", "GrantFlowStorage__tableServiceUri", "GrantFlowStorage__credential", "GrantFlowStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "Authentication__Authority", "Authentication__Audience",
        "Protection__KeyId", "Protection__IdentityHashKey",
        "Payouts__Provider",
        "Suppliers__ListDays", "Payouts__MobileMoney__Provider", "Payouts__MobileMoney__ApiKey", "Payouts__MobileMoney__Callbacks", "Payouts__CashDesk__ValidDays",
        "Payouts__Debtor__Name", "Payouts__Debtor__Town", "Payouts__Debtor__Country", "Payouts__Debtor__Iban", "Payouts__Debtor__Bic",
        "Payouts__Debtor__Accounts", "Payouts__Debtor__Charges",
        "Iati__Publisher__Reference", "Iati__Publisher__Name", "Iati__Publisher__Type",
        "AZURE_CLIENT_ID",
    ];
}
