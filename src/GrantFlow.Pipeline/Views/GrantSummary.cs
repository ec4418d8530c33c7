using GrantFlow.Domain.Lifecycle;
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
    /// <summary>A grant's line as it stands.</summary>
    public static GrantSummary Of(Grant grant) => new(
        grant.Id, grant.Version, grant.State, NextStep.RoleFor(grant), grant.Application.Office, grant.Application.Programme,
        grant.Application.Destination, grant.Approved ?? grant.Application.Requested, grant.ExpiresOn, grant.Reason, grant.ChangedAt);

    /// <summary>Whether two lines read the same to a person.</summary>
    public bool ReadsLike(GrantSummary? other) => other is not null && this == other with { Version = Version, ChangedAt = ChangedAt };
}
