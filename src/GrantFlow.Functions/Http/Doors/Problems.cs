using System.Text.Json.Serialization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>What is wrong with one field, parameter or header.</summary>
/// <param name="Field">Its path in the body (<c>person.birthDate</c>), the query parameter, or the header.</param>
/// <param name="Message">What was expected.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>An error as RFC 9457 writes it. <paramref name="Type"/> is stable: programs compare it, people read the rest.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail)
{
    /// <summary>For a 400: every field that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>For a batch: the first lines that are in the way, and why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LineProblem>? Lines { get; init; }
}

/// <summary>Why a grant would not let a line of a batch go.</summary>
public sealed record LineProblem(PaymentId Payment, string Type, string Detail);

/// <summary>Makes the API's errors.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    private const int MostLines = 200;

    private const string Namespace = "urn:grantflow:problem:";

    public static IResult Of(string type, string title, int status, string detail, IReadOnlyList<FieldError>? errors = null) =>
        Results.Json(new Problem(Namespace + type, title, status, detail) { Errors = errors }, HttpJson.Options, ContentType, status);

    public static IResult BadRequest(IReadOnlyList<FieldError> errors) =>
        Of("bad-request", "The request is not well-formed", StatusCodes.Status400BadRequest, string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}")), errors);

    public static IResult BadRequest(string field, string message) => BadRequest([new FieldError(field, message)]);

    /// <summary>Something that this needs does not answer now. What was accepted before is safe; what was not accepted by this request is taken by the same request later.</summary>
    public static IResult Unavailable(HttpRequest request, DependencyException away)
    {
        request.HttpContext.Response.Headers.RetryAfter = "10";
        var (what, other) = away.Dependency switch
        {
            Dependency.KeyVault => ("Personal data and files cannot be opened or sealed at the moment", " Whatever needs none of them goes on working."),
            Dependency.SignIn => ("Nobody can be recognised at the moment", ""),
            Dependency.NewerHost => ("A later release of this service is being deployed, and what you ask about was written by it", ""),
            _ => ("Storage does not answer at the moment", ""),
        };
        return Of("unavailable", "Not available", StatusCodes.Status503ServiceUnavailable, $"{what}. What was accepted is safe. Repeat this request in a few seconds, with the same Idempotency-Key where it has one: then nothing happens twice.{other}");
    }

    public static IResult NotFound(string what) => Of("not-found", "Not found", StatusCodes.Status404NotFound, what);

    public static IResult Forbidden(string why) => Of(RefusalCode.WrongRole.Slug(), Title(RefusalKind.Forbidden), StatusCodes.Status403Forbidden, why);

    public static IResult KeyReused() => Of(
        "idempotency-key-reused", "Not possible like this", StatusCodes.Status422UnprocessableEntity,
        "This Idempotency-Key was used for another request. Use a new key, or repeat the first request unchanged.");

    public static IResult Refusal(RefusalCode code, string why) => Of(code.Slug(), Title(code.Kind()), Status(code), why);

    /// <summary>A refusal with the lines it is about. Of very many the first are named: they are taken out some at a time anyway.</summary>
    public static IResult Lines(BatchDecision.Refused refused) => Results.Json(
        new Problem(TypeOf(refused.Code), Title(refused.Code.Kind()), Status(refused.Code), refused.Why)
        {
            Lines = [.. refused.Lines.Take(MostLines).Select(line => new LineProblem(line.Payment, TypeOf(line.Code), line.Why))],
        },
        HttpJson.Options, ContentType, Status(refused.Code));

    /// <summary>The same problem with more to say.</summary>
    public static IResult Again(Problem problem, string detail) => Results.Json(problem with { Detail = detail }, HttpJson.Options, ContentType, problem.Status);

    /// <summary>The status of a refusal: 403 may not, 404 not there, 409 not now, 422 not like this.</summary>
    public static int Status(RefusalCode code) => code.Kind() switch
    {
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>The problem type of a refusal.</summary>
    public static string TypeOf(RefusalCode code) => Namespace + code.Slug();

    private static string Title(RefusalKind kind) => kind switch
    {
        RefusalKind.Forbidden => "Not allowed",
        RefusalKind.NotFound => "Not found",
        RefusalKind.Conflict => "Not possible now",
        _ => "Not possible like this",
    };
}
