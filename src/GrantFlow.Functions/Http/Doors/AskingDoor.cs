using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>A request that asks for a change, read and within its bounds.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Of">Of what: a grant or a household.</param>
/// <param name="Key">The caller's key, or one of our own.</param>
/// <param name="IsKeyed">The caller gave the key.</param>
/// <param name="Hash">What makes the request the same as another.</param>
/// <param name="Body">What is asked.</param>
internal sealed record Asked<TId, TBody>(Actor Actor, TId Of, string Key, bool IsKeyed, string Hash, TBody Body);

/// <summary>The way of every request that asks for a change, up to its gate and from the gate's answer on: token, headers, bounds, then 202 or the outcome.</summary>
public sealed class AskingDoor(Door door, IIdentityHash keyedHash)
{
    /// <param name="request">The request.</param>
    /// <param name="roles">Who may ask.</param>
    /// <param name="idOf">Of what it is asked: from the path, or from the caller and their key.</param>
    /// <param name="pass">Takes it to its gate; gives the gate's answer, and what to answer when it passed, by how long the caller waits.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal Task<IResult> Serve<TId, TBody>(
        HttpRequest request, Role[] roles, Func<Actor, string, TId> idOf, Func<Asked<TId, TBody>, Task<(GateAnswer Answer, Func<TimeSpan?, Task<IResult>> Passed)>> pass, CancellationToken cancellationToken)
        where TBody : IChecked =>
        door.Enter(request, roles, async actor =>
        {
            var wait = RequestHeaders.Wait(request);
            var key = RequestHeaders.Key(request);
            var bytes = await Body.Bytes(request, cancellationToken);
            var id = idOf(actor, key);
            var body = Body.Read<TBody>(request, bytes);
            if (body.Check().ToList() is { Count: > 0 } errors)
            {
                throw new BadRequestException(errors);
            }

            var (answer, passed) = await pass(new(actor, id, key, RequestHeaders.IsKeyed(request), keyedHash.Of(RequestHeaders.Text(request, bytes)), body));
            return answer switch
            {
                GateAnswer.Refused refused => Problems.Refusal(refused.Code, refused.Why),
                GateAnswer.KeyReused => Problems.KeyReused(),
                _ => await passed(wait),
            };
        });
}
