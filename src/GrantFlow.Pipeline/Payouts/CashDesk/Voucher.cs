using System.Text.Json.Serialization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts.CashDesk;

/// <summary>What a person collects money with at a cash desk. The code itself is nowhere but with them.</summary>
/// <param name="Number">From 1; a new voucher makes the one before void.</param>
/// <param name="CodeHash">Keyed hash of the one-time code.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="IssuedAt">When (UTC).</param>
public sealed record Voucher(int Number, string CodeHash, ActorId Issuer, DateTimeOffset IssuedAt)
{
    /// <summary>Wrong codes that end a voucher.</summary>
    public const int MostTries = 5;

    /// <summary>Wrong codes so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WrongTries { get; init; }

    /// <summary>Who paid it out; null before.</summary>
    public ActorId? PaidBy { get; init; }

    /// <summary>Nobody can pay it out any more: a new one is needed.</summary>
    [JsonIgnore]
    public bool IsLocked => WrongTries >= MostTries;
}
