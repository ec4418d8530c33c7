using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace GrantFlow.Functions.Security;

/// <summary>Whose tokens are believed: the tenant's, or (only in Development, only when enabled) those of the development issuer.</summary>
/// <param name="Authority">The tenant's authority; null with the development issuer.</param>
/// <param name="Audience">Who the tokens are for.</param>
/// <param name="DevelopmentKey">The development issuer's key; null where there is none.</param>
public sealed record AuthenticationSettings(string? Authority, string Audience, byte[]? DevelopmentKey)
{
    private const string Development = "Authentication:Development";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing, or the development issuer is enabled outside Development.</exception>
    public static AuthenticationSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var audience = configuration[Settings.Audience];
        if (!configuration.GetValue<bool>($"{Development}:Enabled"))
        {
            var authority = configuration[Settings.Authority];
            return string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(audience)
                ? throw new InvalidOperationException($"Set {Settings.Authority} and {Settings.Audience}: no door opens without them.")
                : new AuthenticationSettings(authority, audience, null);
        }

        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException($"{Development}:Enabled is for Development only; this is {environment.EnvironmentName}. Remove it.");
        }

        var key = new byte[64];
        return Convert.TryFromBase64String(configuration[$"{Development}:SigningKey"] ?? "", key, out var length) && length >= 32
            ? new AuthenticationSettings(null, audience ?? "grantflow", key[..length])
            : throw new InvalidOperationException($"Set {Development}:SigningKey to 32 to 64 random bytes in base64.");
    }
}
