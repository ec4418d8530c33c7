using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Batches;

/// <summary>Payments that leave together: one funding line, one paid currency, one kind of route. Its lines are kept beside it.</summary>
public sealed record PaymentBatch
{
    /// <summary>The most lines in one batch.</summary>
    public const int MostLines = 10_000;

    /// <summary>Made by the drafter's key.</summary>
    public required BatchId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchState State { get; init; }

    /// <summary>The one funding line that pays; funders never mix.</summary>
    public required FundingLineId FundingLine { get; init; }

    /// <summary>How the money travels.</summary>
    public required RouteKind Kind { get; init; }

    /// <summary>The currency of the grants.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The currency in which people are paid.</summary>
    public required Currency PayCurrency { get; init; }

    /// <summary>At which rate, where that is another currency.</summary>
    public ExchangeRate? Rate { get; init; }

    /// <summary>The one country it pays in; null for all of them.</summary>
    public CountryCode? Country { get; init; }

    /// <summary>The most lines that were asked for.</summary>
    public required int Maximum { get; init; }

    /// <summary>The batch whose failed lines it repeats; null for what is due otherwise.</summary>
    public BatchId? Follows { get; init; }

    /// <summary>Who made it: does not release it.</summary>
    public required ActorId Drafter { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset DraftedAt { get; init; }

    /// <summary>What the pipeline is at; null when it waits for people or providers.</summary>
    public BatchWork? Work { get; init; }

    /// <summary>Where the pipeline goes on; null at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many lines were gathered.</summary>
    public int Lines { get; init; }

    /// <summary>What was due and is not in it, for a reason of its own: on hold, no route.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LeftOut { get; init; }

    /// <summary>The countries it pays in, in order.</summary>
    public ImmutableList<CountryCode> Countries { get; init; } = [];

    /// <summary>Who signed the release, in order. Taking a line out voids them.</summary>
    public ImmutableList<Signature> Signatures { get; init; } = [];

    /// <summary>The day on which the money leaves: the release's own before the routes' cut-off, else the next working day.</summary>
    public DateOnly? ExecutesOn { get; init; }

    /// <summary>When it was released (UTC).</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>The file for the bank, once it is written.</summary>
    public BatchFile? File { get; init; }

    /// <summary>Who handed it over, or called it off.</summary>
    public Signature? Ended { get; init; }

    /// <summary>Why it was called off.</summary>
    public string? Reason { get; init; }

    /// <summary>Nothing can be added to it, exchanged or taken out.</summary>
    [JsonIgnore]
    public bool IsImmutable => State != BatchState.Draft;

    /// <summary>Everybody who signed.</summary>
    [JsonIgnore]
    public IEnumerable<ActorId> Signers => Signatures.Select(signature => signature.By);
}

/// <summary>What the pipeline is at with a batch. Names are stored: add, never rename.</summary>
public enum BatchWork
{
    /// <summary>Puts failed lines whose account is not to blame back to due.</summary>
    Retrying,

    /// <summary>Gathers lines.</summary>
    Gathering,

    /// <summary>Asks the grants to let their lines go.</summary>
    Releasing,
}

/// <summary>Who did something, and when (UTC).</summary>
public sealed record Signature(ActorId By, DateTimeOffset At);

/// <summary>A batch's file for the bank.</summary>
/// <param name="Name">Within its container.</param>
/// <param name="Length">Bytes in clear.</param>
/// <param name="Sha256">Of the clear bytes, 64 lower-case hex digits.</param>
/// <param name="WrittenAt">When (UTC).</param>
public sealed record BatchFile(string Name, long Length, string Sha256, DateTimeOffset WrittenAt)
{
    /// <summary>How many payments are in it.</summary>
    public int Payments { get; init; }

    /// <summary>What they come to in the paid currency, as the file says it: its control sum.</summary>
    public string? ControlSum { get; init; }
}
