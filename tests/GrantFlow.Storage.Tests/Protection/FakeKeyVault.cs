using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Core;

namespace GrantFlow.Storage.Tests.Protection;

/// <summary>One vault with one key, <c>people</c>: the REST requests "get key" and "unwrap key" behind a bearer challenge.</summary>
internal sealed class FakeKeyVault : HttpMessageHandler
{
    private readonly List<RSA> _versions = [RSA.Create(2048)];

    /// <summary>Whether every unwrapping is forbidden.</summary>
    public bool Disabled { get; set; }

    /// <summary>Whether it answers 503 to everything.</summary>
    public bool Away { get; set; }

    /// <summary>The authorised requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public TokenCredential Credential { get; } = new FixedToken();

    public void Rotate() => _versions.Add(RSA.Create(2048));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Away)
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }

        if (request.Headers.Authorization is null)
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            challenge.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555\", resource=\"https://vault.azure.net\"");
            return challenge;
        }

        var path = request.RequestUri!.Segments.Select(segment => segment.TrimEnd('/')).ToArray();
        var version = path.Length > 3 && path[3].Length > 0 ? int.Parse(path[3], CultureInfo.InvariantCulture) : _versions.Count;
        var id = $"https://vault.vault.azure.net/keys/people/{version}";
        var rsa = _versions[version - 1];
        if (request.Method == HttpMethod.Get)
        {
            Requests.Enqueue($"GET {request.RequestUri.AbsolutePath}");
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return Json(HttpStatusCode.OK, new JsonObject
            {
                ["key"] = new JsonObject
                {
                    ["kid"] = id,
                    ["kty"] = "RSA",
                    ["key_ops"] = new JsonArray("wrapKey", "unwrapKey"),
                    ["n"] = Base64Url.EncodeToString(key.Modulus),
                    ["e"] = Base64Url.EncodeToString(key.Exponent),
                },
                ["attributes"] = new JsonObject { ["enabled"] = true },
            });
        }

        var body = (await request.Content!.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        Requests.Enqueue($"POST {request.RequestUri.AbsolutePath} {body["alg"]}");
        if (Disabled)
        {
            return Json(HttpStatusCode.Forbidden, new JsonObject { ["error"] = new JsonObject { ["code"] = "Forbidden", ["message"] = "Operation unwrapKey is not permitted on this key." } });
        }

        var clear = rsa.Decrypt(Base64Url.DecodeFromChars(body["value"]!.GetValue<string>()), RSAEncryptionPadding.OaepSHA256);
        return Json(HttpStatusCode.OK, new JsonObject { ["kid"] = id, ["value"] = Base64Url.EncodeToString(clear) });
    }

    protected override void Dispose(bool disposing)
    {
        _versions.ForEach(version => version.Dispose());
        base.Dispose(disposing);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) => new(status) { Content = JsonContent.Create(body) };

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
