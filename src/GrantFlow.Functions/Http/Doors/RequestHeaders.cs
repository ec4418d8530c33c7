using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>What every request that asks for a change says in its headers: its key, and how long to wait.</summary>
internal static class RequestHeaders
{
    /// <summary>The longest wait in seconds.</summary>
    public const int LongestWait = 30;

    private const string KeyHeader = "Idempotency-Key";

    /// <summary>The caller gave the key.</summary>
    public static bool IsKeyed(HttpRequest request) => request.Headers.ContainsKey(KeyHeader);

    /// <summary>The key, or one of our own.</summary>
    /// <exception cref="BadRequestException">The header holds no usable key.</exception>
    public static string Key(HttpRequest request)
    {
        var given = request.Headers[KeyHeader];
        if (given.Count == 0)
        {
            // Without a key every request is its own: the caller chose not to be able to repeat it safely.
            return RandomNumberGenerator.GetHexString(32);
        }

        // The header's draft writes the key as a quoted string; most callers leave the quotes out.
        var key = given.Count == 1 ? (given[0] ?? "").Trim().Trim('"') : "";
        return key.Length is >= 1 and <= 128 && key.All(letter => letter is > ' ' and <= '~')
            ? key
            : throw new BadRequestException(KeyHeader, "One key of 1 to 128 visible ASCII characters is needed.");
    }

    /// <summary>How long the caller wants to wait for the outcome; null for not at all.</summary>
    /// <exception cref="BadRequestException">The preference is no number.</exception>
    public static TimeSpan? Wait(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(line => (line ?? "").Split([',', ';'], StringSplitOptions.TrimEntries)))
        {
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase))
            {
                return int.TryParse(preference[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait))
                    : throw new BadRequestException("Prefer", "wait is a whole number of seconds.");
            }
        }

        return null;
    }

    /// <summary>Says how long was waited at most.</summary>
    public static void WaitApplied(IHeaderDictionary headers, TimeSpan patience) =>
        headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={patience.TotalSeconds:0}");

    /// <summary>What makes a request the same as another. To be hashed with a key: a plain hash of a body would let whoever reads the table check guesses about the person in it.</summary>
    public static string Text(HttpRequest request, byte[] body) =>
        $"request|{request.Method}|{request.Path}|{Convert.ToHexStringLower(SHA256.HashData(body))}";
}
