using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Pipeline.Commit;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>The way of every request that reads one grant: token, role, body where there is one, the grant itself, and no other office's.</summary>
public sealed class GrantDoor(Door door, GrantStore grants)
{
    /// <summary>Serves a request about an existing grant.</summary>
    internal Task<IResult> Enter(HttpRequest request, Role[] roles, string id, Func<Actor, Grant, Task<IResult>> serve, CancellationToken cancellationToken) =>
        Enter(request, roles, id, () => Task.FromResult(new NoBody()), (actor, grant, _) => serve(actor, grant), cancellationToken);

    /// <summary>The same for one with a body.</summary>
    internal Task<IResult> Enter<TBody>(HttpRequest request, Role[] roles, string id, Func<Actor, Grant, TBody, Task<IResult>> serve, CancellationToken cancellationToken)
        where TBody : IChecked =>
        Enter(request, roles, id, () => Body.Checked<TBody>(request, cancellationToken), serve, cancellationToken);

    private Task<IResult> Enter<TBody>(HttpRequest request, Role[] roles, string id, Func<Task<TBody>> read, Func<Actor, Grant, TBody, Task<IResult>> serve, CancellationToken cancellationToken) =>
        door.Enter(request, roles, async actor =>
        {
            if (!GrantId.TryParse(id, out var grantId))
            {
                throw new BadRequestException("id", $"Expected {GrantId.Expected}.");
            }

            var body = await read();
            if (await grants.Find(grantId, cancellationToken) is not { Grant: var grant })
            {
                return Problems.Refusal(RefusalCode.GrantNotFound, $"There is no grant {grantId}. Check the id.");
            }

            return actor.Role == Role.CountryOffice && !grant.IsServedBy(actor.Office)
                ? Problems.Refusal(RefusalCode.OtherOffice, "This grant belongs to another country office.")
                : await serve(actor, grant, body);
        });
}
