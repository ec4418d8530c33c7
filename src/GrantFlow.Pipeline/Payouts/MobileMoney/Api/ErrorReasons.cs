using System.Collections.Frozen;

namespace GrantFlow.Pipeline.Payouts.MobileMoney.Api;

/// <summary>What a provider's error means to a payment: an ISO 20022 external status reason, or that it is no matter of the payment.</summary>
public static class ErrorReasons
{
    /// <summary>Reason by harmonised error code (GSMA Mobile Money API 1.2, API error codes).</summary>
    public static FrozenDictionary<string, string> Table { get; } = new Dictionary<string, string>
    {
        ["identifierError"] = "AC01",
        ["incorrectState"] = "AC06",
        ["insufficientFunds"] = "AM04",
        ["lessThanTransactionMinValue"] = "AM06",
        ["greaterThanTransactionMaxValue"] = "AM02",
        ["maxBalanceExceeded"] = "AM02",
        ["dailyValueLimitExceeded"] = "AM14",
        ["weeklyValueLimitExceeded"] = "AM14",
        ["monthlyValueLimitExceeded"] = "AM14",
        ["accountMaxTotalValueExceeded"] = "AM14",
        ["dailyVolumeLimitExceeded"] = "AM14",
        ["weeklyVolumeLimitExceeded"] = "AM14",
        ["monthlyVolumeLimitExceeded"] = "AM14",
        ["accountMaxTotalVolumeExceeded"] = "AM14",
        ["underPaymentNotAllowed"] = "AM09",
        ["overPaymentNotAllowed"] = "AM09",
        ["negativeValue"] = "AM12",
        ["currencyNotSupported"] = "AM03",
        ["samePartiesError"] = "AG01",
        ["requestDeclined"] = "AG01",
        ["formatError"] = "FF01",
        ["lengthError"] = "FF01",
        ["mandatoryValueNotSupplied"] = "FF01",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The reason; one that is not in the table is the provider's own.</summary>
    public static string Of(string? errorCode) => Table.TryGetValue(errorCode ?? "", out var reason) ? reason : "MS03";
}
