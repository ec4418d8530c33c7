using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Evidence;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>Photos and papers that prove deliveries. They may show people: every download is noted with the grant like a look at the person.</summary>
public sealed class EvidenceFunctions(GrantDoor door, GrantStore grants, EvidenceFiles files, EvidenceUses uses, TimeProvider time, ILogger<EvidenceFunctions> log)
{
    private const string Erased = "This person's data has been erased, and with it the files.";

    private static readonly Role[] Readers = [Role.Officer, Role.CountryOffice, Role.Finance, Role.Auditor];

    /// <summary>Uploads a photo or a PDF for a line in kind: the body is the file. A delivery then names it by its hash.</summary>
    [Function("UploadEvidence")]
    public Task<IResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/evidence")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.CountryOffice], id, async (actor, grant) =>
        {
            var number = Lines.Parse(line);
            if (Refused(grant, number) is { } refused)
            {
                return Problems.Refusal(refused.Code, refused.Why);
            }

            var head = await FileBody.Head(request, EvidenceKinds.HeadBytes, EvidenceFiles.MaxBytes, cancellationToken);
            if (EvidenceKinds.Of(head) is not { } kind)
            {
                throw new BadRequestException("body", "The file is none of JPEG, PNG, WebP, HEIC and PDF by its own bytes. Send a photo or a PDF as it is.");
            }

            var all = await uses.Files(grant.Id, cancellationToken);
            if (all.Count(file => file.Line == number) >= EvidenceFiles.MostPerLine)
            {
                throw new BadRequestException("line", $"{EvidenceFiles.MostPerLine} files prove line {number} already, which is the most.");
            }

            var file = await files.Add(grant, number, kind, actor.Id, (target, cancel) => FileBody.Copy(request, head, target, EvidenceFiles.MaxBytes, cancel), cancellationToken);
            if (file is null)
            {
                return Problems.NotFound(Erased);
            }

            log.LogInformation("{Actor} uploaded evidence for line {Line} of grant {Grant}.", actor.Id, number, grant.Id);
            request.HttpContext.Response.Headers.Location = PathOf(grant.Id, file);
            return Results.Json(Answer(grant.Id, file), HttpJson.Options, statusCode: StatusCodes.Status201Created);
        }, cancellationToken);

    /// <summary>The files of a grant; for officers, finance and auditors also which of them prove something else too.</summary>
    [Function("ListEvidence")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/evidence")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, id, async (actor, grant) =>
        {
            var all = await uses.Files(grant.Id, cancellationToken);
            return Results.Json(
                new { Files = all.Select(file => Answer(grant.Id, file)), Findings = actor.Role == Role.CountryOffice ? null : await Findings(grant, all, cancellationToken) },
                HttpJson.Options);
        }, cancellationToken);

    /// <summary>One file, to be saved and not shown.</summary>
    [Function("GetEvidence")]
    public Task<IResult> Download([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/evidence/{sha256}")] HttpRequest request, string id, string sha256, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, id, async (actor, grant) =>
        {
            if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            {
                throw new BadRequestException("sha256", "64 lower-case hex digits are needed.");
            }

            if ((await uses.Files(grant.Id, cancellationToken)).FirstOrDefault(one => one.Sha256 == sha256) is not { } file)
            {
                return Problems.NotFound("This grant has no such file.");
            }

            await grants.RecordLook(grant.Id, new Look(actor, time.GetUtcNow(), $"evidence of {file.Line}, {sha256[..8]}"), cancellationToken);
            log.LogInformation("{Actor} ({Role}) downloads evidence of line {Line} of grant {Grant}.", actor.Id, actor.Role, file.Line, grant.Id);
            if (await files.Open(grant, file, cancellationToken) is not { } content)
            {
                return Problems.NotFound(Erased);
            }

            // Whatever else the bytes may be, a browser neither guesses nor runs them.
            request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.Stream(content, file.Kind.ContentType(), $"{grant.Id}-{file.Line}-{sha256[..8]}.{file.Kind.Extension()}");
        }, cancellationToken);

    private static Decision.Refused? Refused(Grant grant, LineId number) => grant.Line(number) switch
    {
        null => new(RefusalCode.LineNotFound, $"Grant {grant.Id} has no line {number}. Its lines are {string.Join(", ", grant.Lines.Select(one => one.Id))}."),
        InKindLine { State: InKindState.Settled or InKindState.Cancelled } => new(RefusalCode.WrongLineState, $"Line {number} is done; nothing has to be proven any more."),
        InKindLine => null,
        _ => new(RefusalCode.WrongLineKind, $"Line {number} is cash; a file proves what is given in kind."),
    };

    /// <summary>Of uploaded files, and of those that a delivery names and nobody uploaded.</summary>
    private async Task<IReadOnlyList<object>> Findings(Grant grant, IReadOnlyList<EvidenceFile> uploaded, CancellationToken cancellationToken)
    {
        var named = grant.Lines.OfType<InKindLine>().Where(line => line.Evidence?.Sha256 is not null).Select(line => (line.Id, line.Evidence!.Sha256!));
        var found = new List<object>();
        foreach (var (line, sha256) in uploaded.Select(file => (file.Line, file.Sha256)).Concat(named).Distinct())
        {
            if (await uses.Others(grant.Id, line, sha256, cancellationToken) is { Count: > 0 } others)
            {
                found.Add(new { Line = line, Sha256 = sha256, AlsoUsedFor = others });
            }
        }

        return found;
    }

    private static object Answer(GrantId grant, EvidenceFile file) => new { Grant = grant, file.Line, file.Sha256, file.Kind, file.Length, UploadedBy = file.Uploader, UploadedAt = file.At, Href = PathOf(grant, file) };

    private static string PathOf(GrantId grant, EvidenceFile file) => $"/api/grants/{grant}/evidence/{file.Sha256}";
}
