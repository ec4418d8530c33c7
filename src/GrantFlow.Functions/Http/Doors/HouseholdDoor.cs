using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Households;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>Who asks something of a family, under which id and key.</summary>
internal sealed record FamilyAsk(Actor Actor, HouseholdCommandId Id, string Key);

/// <summary>A command to a family, and what has to be stored before it is handled.</summary>
internal sealed record PreparedFamily(HouseholdCommand Command, Func<CancellationToken, Task>? Prepare = null);

/// <summary>The way of every request that asks something of a family: as <see cref="CommandDoor"/>, and the outcome is that of every member it applies to.</summary>
public sealed class HouseholdDoor(AskingDoor door, HouseholdGate gate, HouseholdStatus status)
{
    /// <summary>Asks something of an existing household.</summary>
    internal Task<IResult> Command<TBody>(HttpRequest request, string household, Role[] roles, Func<TBody, FamilyAsk, PreparedFamily> make, CancellationToken cancellationToken)
        where TBody : IChecked =>
        Serve(request, roles, (_, _) => Parse(household), make, cancellationToken);

    /// <summary>Hands in a new household: its id follows from the caller and their key.</summary>
    internal Task<IResult> Submit<TBody>(HttpRequest request, Role[] roles, Func<TBody, FamilyAsk, PreparedFamily> make, CancellationToken cancellationToken)
        where TBody : IChecked =>
        Serve(request, roles, (actor, key) => HouseholdId.Derive(actor.Id.Value, key), make, cancellationToken);

    /// <summary>A household's id out of a path.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    internal static HouseholdId Parse(string id) => HouseholdId.TryParse(id, out var household) ? household : throw new BadRequestException("id", $"Expected {HouseholdId.Expected}.");

    private Task<IResult> Serve<TBody>(
        HttpRequest request, Role[] roles, Func<Actor, string, HouseholdId> householdOf, Func<TBody, FamilyAsk, PreparedFamily> make, CancellationToken cancellationToken)
        where TBody : IChecked =>
        door.Serve<HouseholdId, TBody>(request, roles, householdOf, async asked =>
        {
            var id = HouseholdCommandId.Derive(asked.Of, asked.Actor.Id.Value, asked.Key);
            var prepared = make(asked.Body, new FamilyAsk(asked.Actor, id, asked.Key));
            return (await gate.Pass(prepared.Command, asked.Hash, asked.IsKeyed, prepared.Prepare, cancellationToken), wait => Passed(request, id, wait, cancellationToken));
        }, cancellationToken);

    private async Task<IResult> Passed(HttpRequest request, HouseholdCommandId id, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.Location = HouseholdCommandAnswer.PathOf(id);
        using var place = wait is null ? null : status.Enter();
        if (wait is { } patience && place is not null)
        {
            RequestHeaders.WaitApplied(headers, patience);
            var answer = HouseholdCommandAnswer.Of(id, await status.Wait(id, patience, cancellationToken));
            if (answer.Status != HouseholdCommandAnswer.Pending)
            {
                // A grant that moved between door and writer may refuse at last; the Location tells how the others ended.
                return answer.Members.FirstOrDefault(member => member.Refusal is not null) is { } refused
                    ? Problems.Again(refused.Refusal!, $"Grant {refused.Grant}: {refused.Refusal!.Detail} {answer.Href} tells how the other members stand.")
                    : Results.Json(answer, HttpJson.Options, statusCode: StatusCodes.Status200OK);
            }
        }

        headers.RetryAfter = "1";
        return Results.Json(HouseholdCommandAnswer.Of(id, await status.Find(id, cancellationToken)), HttpJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}

/// <summary>How a command to a family stands, as the API says it.</summary>
/// <param name="Command">Its id.</param>
/// <param name="Household">The household.</param>
/// <param name="Status"><c>pending</c> while one member's is, then <c>refused</c> if one was, else <c>accepted</c>.</param>
/// <param name="Href">Where to ask again.</param>
/// <param name="Members">Every member it applies to.</param>
public sealed record HouseholdCommandAnswer(HouseholdCommandId Command, HouseholdId Household, string Status, string Href, IReadOnlyList<MemberAnswer> Members)
{
    internal const string Pending = "pending";

    internal static string PathOf(HouseholdCommandId id) => $"/api/commands/{id}";

    internal static HouseholdCommandAnswer Of(HouseholdCommandId id, IReadOnlyList<MemberOutcome> members)
    {
        var answers = members.Select(member => CommandAnswer.Of(member.Command, member.Outcome)).Select(own => new MemberAnswer(own.Grant, own.Command, own.Status, own.DecidedAt, own.Version, own.Refusal)).ToList();
        var status = answers.Any(member => member.Status == Pending) ? Pending : answers.Any(member => member.Refusal is not null) ? "refused" : "accepted";
        return new(id, id.Household, status, PathOf(id), answers);
    }
}

/// <summary>How one member's own command stands.</summary>
/// <param name="Grant">The member's grant.</param>
/// <param name="Command">Its id.</param>
/// <param name="Status"><c>pending</c>, <c>accepted</c> or <c>refused</c>.</param>
/// <param name="DecidedAt">When it was decided (UTC).</param>
/// <param name="Version">The grant's version after it.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record MemberAnswer(GrantId Grant, CommandId Command, string Status, DateTimeOffset? DecidedAt, int? Version, Problem? Refusal);
