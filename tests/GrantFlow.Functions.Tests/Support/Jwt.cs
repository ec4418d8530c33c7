using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>Tokens made by hand, also such as no library would make.</summary>
public static class Jwt
{
    public static JsonObject Claims(string role = "officer", string subject = "mallory") => new()
    {
        ["iss"] = "grantflow-development",
        ["aud"] = "grantflow",
        ["sub"] = subject,
        ["roles"] = new JsonArray(role),
        ["iat"] = Now,
        ["nbf"] = Now,
        ["exp"] = Now + 600,
    };

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public static string Signed(JsonObject claims, byte[] key, string algorithm = "HS256")
    {
        var head = Text(new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" }) + "." + Text(claims);
        return head + "." + Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(head)));
    }

    public static string Unsigned(JsonObject claims) => Text(new JsonObject { ["alg"] = "none", ["typ"] = "JWT" }) + "." + Text(claims) + ".";

    private static string Text(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
