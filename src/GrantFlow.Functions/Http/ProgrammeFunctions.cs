using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.DryRun;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What programme administrators try before they deploy it.</summary>
public sealed class ProgrammeFunctions(Door door, ProgrammeDryRun dryRun)
{
    private static readonly Role[] Admin = [Role.ProgrammeAdmin];

    /// <summary>Says what a changed programme file would do. Mistakes in the file are the answer, not an error of the request.</summary>
    [Function("DryRunProgramme")]
    public Task<IResult> DryRun([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "programmes/{id}/dry-run")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Admin, async _ =>
        {
            if (!ProgrammeId.TryParse(id, out var programme))
            {
                return Problems.NotFound($"Expected {ProgrammeId.Expected}.");
            }

            var file = await Body.Json(request, cancellationToken);
            return Results.Json(await dryRun.Run(programme, file, cancellationToken), HttpJson.Options);
        });
}
