using GrantFlow.Domain.Values;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GrantFlow.Functions.Security;

/// <summary>Mints tokens for trying GrantFlow out. It exists only where the settings enable it, and those refuse to outside Development.</summary>
public sealed class DevelopmentIssuer(AuthenticationSettings settings, TimeProvider time)
{
    /// <summary>The issuer its tokens name.</summary>
    public const string Issuer = "grantflow-development";

    /// <summary>The longest life of a token.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    /// <summary>Whether tokens can be had.</summary>
    public bool IsEnabled => settings.DevelopmentKey is not null;

    /// <summary>Mints a token.</summary>
    public string Mint(ActorId subject, string role, OfficeId? office, TimeSpan life)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = subject.Value, ["roles"] = new[] { role } };
        if (office is { } of)
        {
            claims["office"] = of.Value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = settings.Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(settings.DevelopmentKey!), SecurityAlgorithms.HmacSha256),
        });
    }
}
