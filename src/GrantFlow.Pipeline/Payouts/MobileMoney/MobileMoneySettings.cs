using Microsoft.Extensions.Configuration;

namespace GrantFlow.Pipeline.Payouts.MobileMoney;

/// <summary>Where the mobile money provider is, and how it knows us.</summary>
/// <param name="Provider">Its address, up to the version: what <c>/transactions</c> follows.</param>
/// <param name="ApiKey">The secret it knows us by.</param>
/// <param name="Callbacks">Our own address, as the provider sees it.</param>
public sealed record MobileMoneySettings(Uri Provider, string ApiKey, Uri Callbacks)
{
    /// <summary>Setting: the provider's address.</summary>
    public const string ProviderSetting = "Payouts:MobileMoney:Provider";

    /// <summary>Setting: the key it knows us by; in a deployment a reference to Key Vault.</summary>
    public const string ApiKeySetting = "Payouts:MobileMoney:ApiKey";

    /// <summary>Setting: our own address.</summary>
    public const string CallbacksSetting = "Payouts:MobileMoney:Callbacks";

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">Holds them.</param>
    /// <param name="development">Plain HTTP is taken on the own machine then.</param>
    /// <exception cref="InvalidOperationException">One is missing or wrong; the message names it and never quotes the key.</exception>
    public static MobileMoneySettings Read(IConfiguration configuration, bool development) => new(
        Address(configuration, ProviderSetting, development, "the address of the mobile money provider"),
        Key(configuration),
        Address(configuration, CallbacksSetting, development, "the address of this app, where the provider says what became of a payment"));

    /// <summary>Says nothing of the key: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => $"MobileMoneySettings ({Provider}, key hidden)";

    private static string Key(IConfiguration configuration) =>
        configuration[ApiKeySetting] is { Length: > 0 } key && !key.StartsWith("@Microsoft.KeyVault", StringComparison.OrdinalIgnoreCase)
            ? key
            : throw new InvalidOperationException($"The setting {ApiKeySetting} is missing, or its Key Vault reference was not resolved: set it to the key that the mobile money provider gave.");

    private static Uri Address(IConfiguration configuration, string name, bool development, string what)
    {
        var text = configuration[name];
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (development && address is { IsLoopback: true, Scheme: "http" }))
            ? new Uri(address.AbsoluteUri.TrimEnd('/') + "/")
            : throw new InvalidOperationException($"The setting {name} is {(text?.Contains('@', StringComparison.Ordinal) == true ? "hidden here, it holds a user" : $"'{text}'")}: set it to {what}, with https.");
    }
}
