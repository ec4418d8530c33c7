using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Export.Jobs;

/// <summary>The secret in the link to an export's file: made from our key for one file and one moment, after which it opens nothing.</summary>
public sealed class ExportLink(IIdentityHash hash)
{
    /// <summary>The longest text that is looked at.</summary>
    public const int MaxLength = 128;

    /// <summary>A link that ends at a moment.</summary>
    public string For(JobId job, DateTimeOffset until) => string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()}-{Of(job, until.ToUnixTimeSeconds())}");

    /// <summary>When the link ends; null when it is none of this job. Takes as long for a wrong one.</summary>
    public DateTimeOffset? Read(JobId job, string token)
    {
        var at = token.IndexOf('-', StringComparison.Ordinal);
        return token.Length <= MaxLength
            && at > 0
            && long.TryParse(token.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(job, seconds)), Encoding.UTF8.GetBytes(token[(at + 1)..]))
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private string Of(JobId job, long seconds) => hash.Of(string.Create(CultureInfo.InvariantCulture, $"export|{job}|{seconds}"));
}
