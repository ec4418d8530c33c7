using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Programmes;

/// <summary>A family's case, and the walk of every member's own grant.</summary>
internal sealed class Family
{
    private readonly Service _service;
    private readonly string _id;

    private Family(Service service, string id, IReadOnlyList<Walk> members) => (_service, _id, Members) = (service, id, members);

    /// <summary>In the order in which they were handed in.</summary>
    public IReadOnlyList<Walk> Members { get; }

    /// <summary>Intake hands all of them in at once, and each is screened.</summary>
    public static async Task<Family> Applies(Service service, Traveller together, params (string Role, string Born, string Amount)[] members)
    {
        var answer = (await (await service.Intake()).Post("households", Body(service, together, members))).Is(200);
        var walks = answer.Json["members"]!.AsArray()
            .Zip(members, (member, said) => Walk.Of(service, together with { Amount = said.Amount }, (string)member!["grant"]!))
            .ToList();
        foreach (var walk in walks)
            await walk.Reaches("awaiting-approval");
        return new Family(service, (string)answer.Json["household"]!, walks);
    }

    /// <summary>One officer decides once, and everybody's money is reserved.</summary>
    public async Task Approved()
    {
        (await (await _service.Officer()).Post($"households/{_id}/approval", new JsonObject())).Is(200);
        foreach (var walk in Members)
            await walk.Reaches("awaiting-verification");
    }

    private static JsonObject Body(Service service, Traveller together, (string Role, string Born, string Amount)[] members)
    {
        var first = together.Application(service.Today);
        return new JsonObject
        {
            ["programme"] = together.Programme,
            ["office"] = together.Office,
            ["host"] = together.Host,
            ["destination"] = together.Destination,
            ["declaration"] = first["declaration"]!.DeepClone(),
            ["members"] = new JsonArray([.. members.Select(member =>
            {
                var person = Bodies.Application()["person"]!.DeepClone();
                person["birthDate"] = member.Born;
                return new JsonObject
                {
                    ["householdRole"] = member.Role,
                    ["category"] = together.Category,
                    ["nationality"] = together.Nationality,
                    ["amount"] = Bodies.Euro(member.Amount),
                    ["person"] = person,
                };
            })]),
        };
    }
}
