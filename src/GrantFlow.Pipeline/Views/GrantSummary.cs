using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Views;

/// <summary>A grant's line in a work list.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Version">Its event number: a later one wins.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Next">Who has to act next; null when nobody does.</param>
/// <param name="Office">The country office.</param>
/// <param name="Programme">The programme.</param>
/// <param name="Destination">The country of return.</param>
/// <param name="Amount">Approved, or else requested.</param>
/// <param name="ExpiresOn">The programme's deadline, where it has one.</param>
/// <param name="Reason">The last reason given.</param>
/// <param name="ChangedAt">When it last changed (UTC).</param>
public sealed record GrantSummary(
    GrantId Grant, int Version, GrantState State, Role? Next, OfficeId Office, ProgrammeId Programme, CountryCode Destination, Money Amount, DateOnly? ExpiresOn, string? Reason, DateTimeOffset ChangedAt)
{
    /// <summary>The first day on which a clock has something to say; null when none runs.</summary>
    public DateOnly? LookAgainOn { get; init; }

    /// <summary>The last reminder of the deadline that was sent, in days before it; null when none was.</summary>
    public int? Reminder { get; init; }

    /// <summary>Since when it is with the deputies because nobody moved; null when it is not.</summary>
    public DateOnly? Escalated { get; init; }

    /// <summary>The office that may act in place of its own; null when none may.</summary>
    public OfficeId? Deputy { get; init; }

    /// <summary>Payments that wait for finance, also after the end; null where none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<Repair>? Repairs { get; init; }

    /// <summary>The funding line that pays it; null in lines from before it was kept.</summary>
    public FundingLineId? FundingLine { get; init; }

    /// <summary>The funding line reserved the amount; not known of lines from before the funding line was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Reserved { get; init; }

    /// <summary>A grant's line as it stands.</summary>
    public static GrantSummary Of(Grant grant) => new(
        grant.Id, grant.Version, grant.State, NextStep.RoleFor(grant), grant.Application.Office, grant.Application.Programme,
        grant.Application.Destination, grant.Approved ?? grant.Application.Requested, grant.ExpiresOn, grant.Reason, grant.ChangedAt)
    {
        LookAgainOn = GrantClock.LookAgainOn(grant),
        Reminder = grant.LastReminder,
        Escalated = grant.Escalation is { } escalation && escalation.Turn == NextStep.RoleFor(grant) ? escalation.On : null,
        Deputy = grant.Escalation?.Deputy,
        Repairs = Repair.Of(grant) is { Count: > 0 } repairs ? [.. repairs] : null,
        FundingLine = grant.FundingLine,
        Reserved = grant.Committed,
    };

    /// <summary>The day under which the clock finds it; not before its last change, so that a deadline long past sends nobody back to its day.</summary>
    internal DateOnly? DueOn => LookAgainOn is { } day && DateOnly.FromDateTime(ChangedAt.UtcDateTime) is var changed ? (day > changed ? day : changed) : null;

    /// <summary>Whether two lines read the same to a person.</summary>
    public bool ReadsLike(GrantSummary? other) => other is not null
        && this == other with { Version = Version, ChangedAt = ChangedAt, Repairs = Repairs }
        && (Repairs ?? []).SequenceEqual(other.Repairs ?? []);
}
