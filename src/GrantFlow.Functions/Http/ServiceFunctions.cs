using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Security;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>What surrounds the grants: programmes, health, and, in Development, tokens.</summary>
public sealed class ServiceFunctions(Door door, Catalogue catalogue, ITables tables, IQueues queues, DevelopmentIssuer issuer, ILogger<ServiceFunctions> log)
{
    private static readonly TimeSpan HealthPatience = TimeSpan.FromSeconds(3);

    /// <summary>The programmes and their rules.</summary>
    [Function("ListProgrammes")]
    public Task<IResult> Programmes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "programmes")] HttpRequest request) =>
        door.Enter(request, Door.Anyone, _ => Task.FromResult(Results.Json(
            new
            {
                Programmes = catalogue.Versions.Values.SelectMany(versions => versions).OrderBy(programme => programme.Id.Value, StringComparer.Ordinal),
                Offices = catalogue.Offices.Values.OrderBy(office => office.Id.Value, StringComparer.Ordinal),
            },
            HttpJson.Options)));

    /// <summary>Whether the service can work: storage answers. Open to everyone, tells nothing else.</summary>
    [Function("Health")]
    public async Task<IResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(HealthPatience);
        try
        {
            await Task.WhenAll(tables.Find(TableNames.Grants, "health", "health", patience.Token), queues.Count(QueueNames.Commands, patience.Token));
            return Results.Json(new { Status = "ok" }, HttpJson.Options);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // A stack would come with every look; the spell's own line has one.
            log.LogError("Storage does not answer: {Failure}", failure.GetType().Name);
            request.HttpContext.Response.Headers.RetryAfter = "10";
            return Problems.Of("unavailable", "Not available", StatusCodes.Status503ServiceUnavailable, "Storage does not answer. What was accepted is safe; try again later.");
        }
    }

    /// <summary>Mints a token. Only where the development issuer is enabled; elsewhere there is no such door.</summary>
    [Function("DevelopmentToken")]
    public async Task<IResult> Token([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dev/token")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!issuer.IsEnabled)
        {
            return Problems.NotFound("There is no development issuer here.");
        }

        try
        {
            var body = Body.Read<TokenBody>(request, await Body.Bytes(request, cancellationToken));
            var errors = body.Check().ToList();
            if (body.Office is { } office && catalogue.Find(office) is null)
            {
                errors.Add(new FieldError("office", "There is no such country office. GET /api/programmes lists them."));
            }

            return errors.Count > 0
                ? Problems.BadRequest(errors)
                : Results.Json(new { AccessToken = issuer.Mint(body.Subject, body.Role, body.Office, body.Life), TokenType = "Bearer", ExpiresIn = (int)body.Life.TotalSeconds }, HttpJson.Options);
        }
        catch (BadRequestException bad)
        {
            return Problems.BadRequest(bad.Errors);
        }
    }

    private sealed record TokenBody(string Role, ActorId Subject, OfficeId? Office = null, int ExpiresInSeconds = 3600) : IChecked
    {
        public TimeSpan Life => TimeSpan.FromSeconds(ExpiresInSeconds);

        public IEnumerable<FieldError> Check()
        {
            if (!RoleNames.TryParse(Role, out var role))
            {
                yield return new FieldError("role", $"Expected one of {string.Join(", ", RoleNames.All)}.");
            }
            else if ((role == Domain.Lifecycle.Role.CountryOffice) != Office is not null)
            {
                yield return new FieldError("office", "A country officer has an office, and nobody else.");
            }

            if (Subject == Actor.System.Id)
            {
                yield return new FieldError("subject", $"{Subject} is the pipeline itself.");
            }

            if (ExpiresInSeconds < 1 || Life > DevelopmentIssuer.LongestLife)
            {
                yield return new FieldError("expiresInSeconds", $"Expected 1 to {DevelopmentIssuer.LongestLife.TotalSeconds:0}.");
            }
        }
    }
}
