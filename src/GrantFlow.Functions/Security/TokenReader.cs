using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace GrantFlow.Functions.Security;

/// <summary>Who stands at the door, or why they stay outside.</summary>
public sealed record TokenAnswer(Actor? Actor, string? Problem, string? Why);

/// <summary>Reads bearer tokens: signature, issuer, audience, lifetime, exactly one role, and for a country officer the office.</summary>
public sealed class TokenReader
{
    private readonly Spells _spells;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules;

    /// <summary>A reader for the settings.</summary>
    public TokenReader(AuthenticationSettings settings, Spells spells, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _spells = spells;
        _rules = new TokenValidationParameters
        {
            ValidAudience = settings.Audience,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromMinutes(1),
            LifetimeValidator = (from, until, _, rules) => InTime(from, until, rules.ClockSkew, time.GetUtcNow().UtcDateTime),
        };
        if (settings.DevelopmentKey is { } key)
        {
            _rules.ValidIssuer = DevelopmentIssuer.Issuer;
            _rules.IssuerSigningKey = new SymmetricSecurityKey(key);
            _rules.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            _rules.ClockSkew = TimeSpan.Zero;
        }
        else
        {
            _rules.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
            _rules.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                settings.Authority!.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever());
        }
    }

    /// <summary>Reads the value of an Authorization header.</summary>
    public async Task<TokenAnswer> Read(string? authorization)
    {
        const string scheme = "Bearer ";
        if (string.IsNullOrWhiteSpace(authorization) || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Outside("missing-token", "Send a bearer token in the Authorization header.");
        }

        var token = authorization[scheme.Length..].Trim();
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid)
        {
            await CheckIssuer(token);
            return result.Exception is SecurityTokenExpiredException or SecurityTokenInvalidLifetimeException
                ? Outside("expired-token", "The token has expired. Get a new one.")
                : Outside("invalid-token", "The token is not one that this service accepts.");
        }

        return Person((JsonWebToken)result.SecurityToken);
    }

    /// <summary>Without the issuer's keys, which are kept here once they were seen, a good token cannot be told from a bad one: that is nobody's mistake at the door.</summary>
    private async Task CheckIssuer(string token)
    {
        if (_rules.ConfigurationManager is not { } issuer || !IsSignedRight(token))
        {
            return;
        }

        try
        {
            await issuer.GetBaseConfigurationAsync(CancellationToken.None);
            _spells.Worked(Dependency.SignIn);
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException)
        {
            _spells.Failed(Dependency.SignIn, failure);
            throw new DependencyException(Dependency.SignIn, "its keys cannot be had", failure);
        }
    }

    private bool IsSignedRight(string token)
    {
        try
        {
            return _rules.ValidAlgorithms.Contains(_handler.ReadJsonWebToken(token).Alg);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static TokenAnswer Person(JsonWebToken token)
    {
        // Entra ID's `oid` names the person in every application; `sub` differs from one to the next.
        // One spelling, so that capitals never make two people of one.
        var subject = (Claim(token, "oid") ?? Claim(token, "sub"))?.ToLowerInvariant();
        if (!ActorId.TryParse(subject, out var id) || id == Actor.System.Id)
        {
            return Outside("invalid-token", "The token names no usable subject.");
        }

        var roles = token.Claims.Where(claim => claim.Type is "roles" or "role").Select(claim => claim.Value).Distinct().ToList();
        if (roles.Count != 1 || !RoleNames.TryParse(roles[0], out var role))
        {
            return Outside("no-role", $"The token must carry exactly one of the roles {string.Join(", ", RoleNames.All)}.");
        }

        if (role != Role.CountryOffice)
        {
            return new TokenAnswer(new Actor(id, role), null, null);
        }

        return OfficeId.TryParse(Claim(token, "office"), out var office)
            ? new TokenAnswer(new Actor(id, role, office), null, null)
            : Outside("no-office", "A country officer's token must carry the claim office.");
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static TokenAnswer Outside(string problem, string why) => new(null, problem, why);

    private static bool InTime(DateTime? from, DateTime? until, TimeSpan skew, DateTime now) =>
        until is { } end && now < end + skew && (from is not { } start || now >= start - skew);
}
