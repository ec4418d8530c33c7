using System.Collections.Immutable;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>A family that applied together. Each member has a grant of their own; who still belongs to it, the grants say.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Programme">The same for all.</param>
/// <param name="Office">The country office that will meet the family.</param>
/// <param name="Host">The country they return from.</param>
/// <param name="Destination">The country they return to.</param>
/// <param name="Members">In the order in which they were handed in.</param>
/// <param name="SubmittedBy">Who handed it in.</param>
/// <param name="SubmittedAt">When (UTC).</param>
public sealed record Household(
    HouseholdId Id, ProgrammeId Programme, OfficeId Office, CountryCode Host, CountryCode Destination, ImmutableList<HouseholdMember> Members, ActorId SubmittedBy, DateTimeOffset SubmittedAt)
{
    /// <summary>The fewest members: one person alone is no household.</summary>
    public const int FewestMembers = 2;

    /// <summary>The most members: what one decision, one message to each and one answer can hold.</summary>
    public const int MostMembers = 12;

    /// <summary>Somebody of age still belongs to it, and was not refused nor ended otherwise unpaid.</summary>
    public bool HasAdult(IEnumerable<Grant?> members) =>
        members.Any(member => member is { } grant && grant.Household == Id && !grant.Application.IsChild && !GrantMachine.EndedUnpaid.Contains(grant.State));
}

/// <summary>One of the family, as handed in.</summary>
/// <param name="Grant">Their grant.</param>
/// <param name="Role">Their part in the family.</param>
/// <param name="HandedIn">The command that makes the grant.</param>
public sealed record HouseholdMember(GrantId Grant, HouseholdRole Role, CommandId HandedIn);

/// <summary>One of the family as they stand now.</summary>
/// <param name="Member">Who.</param>
/// <param name="Grant">Their grant; null while it is being made, and when it was refused at last.</param>
/// <param name="NotTaken">The grant was refused and will never be.</param>
public sealed record MemberStanding(HouseholdMember Member, Grant? Grant, bool NotTaken = false);
