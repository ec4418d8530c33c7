using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>Who asks something of a batch, and under which key.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Key">The caller's key, or one of our own.</param>
/// <param name="IsKeyed">The caller gave the key: a refusal is then its answer for good.</param>
/// <param name="Hash">Of the request: the same key with another hash is refused.</param>
public sealed record BatchRequest(Actor Actor, string Key, bool IsKeyed, string Hash)
{
    internal RowChange Row(BatchId batch, RequestEntry entry) => RowChange.Add(batch.Value, RowKey, GrantRows.Values(entry));

    internal string RowKey => BatchRows.Request(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Actor.Id}\n{Key}")))[..32]);
}

/// <summary>What was asked under a key, and why not where it was refused.</summary>
internal sealed record RequestEntry(string Hash, RefusalCode? Code = null, string? Why = null);

/// <summary>What the desk answers.</summary>
public abstract record BatchAnswer
{
    private BatchAnswer()
    {
    }

    /// <summary>It is done, or was before under the same key; the pipeline may have to go on.</summary>
    public sealed record Done(PaymentBatch Batch) : BatchAnswer;

    /// <summary>It cannot be done as the batch stands.</summary>
    public sealed record Refused(BatchDecision.Refused Why) : BatchAnswer;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : BatchAnswer;
}
