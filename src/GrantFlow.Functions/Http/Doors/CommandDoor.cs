using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Intake;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>Who asks, and under which id.</summary>
internal sealed record Ask(Actor Actor, CommandId Id);

/// <summary>A command, and what has to be stored before it is handled.</summary>
internal sealed record Prepared(GrantCommand Command, Func<CancellationToken, Task>? Prepare = null);

/// <summary>
/// The way of every request that asks something of a grant: token, bounds, idempotency key, gate, then 202 with a
/// Location, or, with <c>Prefer: wait=N</c> (RFC 7240), the outcome.
/// </summary>
public sealed class CommandDoor(AskingDoor door, CommandGate gate, CommandStatus status)
{
    /// <summary>Asks something of an existing grant.</summary>
    internal Task<IResult> Command<TBody>(HttpRequest request, string grant, Role[] roles, Func<TBody, Ask, Prepared> make, CancellationToken cancellationToken)
        where TBody : IChecked =>
        Serve(request, roles, (_, _) => GrantId.TryParse(grant, out var id) ? id : throw new BadRequestException("id", $"Expected {GrantId.Expected}."), make, cancellationToken);

    /// <summary>Hands in a new grant: its id follows from the caller and their key.</summary>
    internal Task<IResult> Submit<TBody>(HttpRequest request, Role[] roles, Func<TBody, Ask, Prepared> make, CancellationToken cancellationToken)
        where TBody : IChecked =>
        Serve(request, roles, (actor, key) => GrantId.Derive(actor.Id.Value, key), make, cancellationToken);

    private Task<IResult> Serve<TBody>(HttpRequest request, Role[] roles, Func<Actor, string, GrantId> grantOf, Func<TBody, Ask, Prepared> make, CancellationToken cancellationToken)
        where TBody : IChecked =>
        door.Serve<GrantId, TBody>(request, roles, grantOf, async asked =>
        {
            var id = CommandId.Derive(asked.Of, asked.Actor.Id.Value, asked.Key);
            var prepared = make(asked.Body, new Ask(asked.Actor, id));
            return (await gate.Pass(prepared.Command, asked.Hash, asked.IsKeyed, prepared.Prepare, cancellationToken), wait => Passed(request, status, id, wait, cancellationToken));
        }, cancellationToken);

    /// <summary>What somebody hears whose command is on its way.</summary>
    internal static async Task<IResult> Passed(HttpRequest request, CommandStatus status, CommandId id, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.Location = CommandAnswer.PathOf(id);
        // RFC 7240: a preference that cannot be met is passed over; the answer does not claim that it was.
        using var place = wait is null ? null : status.Enter();
        if (wait is { } patience && place is not null)
        {
            RequestHeaders.WaitApplied(headers, patience);
            if (await status.Wait(id, patience, cancellationToken) is { } outcome)
            {
                return outcome.Code is { } code
                    ? Problems.Refusal(code, outcome.Why!)
                    : Results.Json(CommandAnswer.Of(id, outcome), HttpJson.Options, statusCode: StatusCodes.Status200OK);
            }
        }

        headers.RetryAfter = "1";
        return Results.Json(CommandAnswer.Of(id, null), HttpJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}

/// <summary>How a command stands, as the API says it.</summary>
/// <param name="Command">Its id.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Status"><c>pending</c>, <c>accepted</c> or <c>refused</c>.</param>
/// <param name="Href">Where to ask again.</param>
/// <param name="DecidedAt">When it was decided (UTC).</param>
/// <param name="Version">The grant's version after it.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record CommandAnswer(CommandId Command, GrantId Grant, string Status, string Href, DateTimeOffset? DecidedAt, int? Version, Problem? Refusal)
{
    /// <summary>Why it is pending for so long: its message failed too often, and waits for a person or was discarded.</summary>
    public FailureAnswer? Attention { get; init; }

    internal static string PathOf(CommandId id) => $"/api/commands/{id}";

    internal static CommandAnswer Of(CommandId id, CommandOutcome? outcome) => outcome switch
    {
        null => new(id, id.Grant, "pending", PathOf(id), null, null, null),
        { Code: { } code } => new(id, id.Grant, "refused", PathOf(id), outcome.At, outcome.Version, new Problem(Problems.TypeOf(code), "Refused", Problems.Status(code), outcome.Why!)),
        _ => new(id, id.Grant, "accepted", PathOf(id), outcome.At, outcome.Version, null),
    };
}

/// <summary>A message that failed too often.</summary>
/// <param name="Standing">Whether it waits for a person (<c>open</c>) or was <c>discarded</c>.</param>
/// <param name="Reason">Why it failed the last time.</param>
/// <param name="Href">Where it is shown.</param>
public sealed record FailureAnswer(FailedStanding Standing, string Reason, string Href)
{
    internal static FailureAnswer? Of(FailedMessage? message) => message is null ? null : new(message.Standing, message.Reason, $"/api/attention/{message.Queue}/{message.Id}");
}
