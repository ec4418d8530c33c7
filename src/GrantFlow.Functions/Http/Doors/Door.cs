using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Security;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>A request that cannot be served as it is; the answer says what to change.</summary>
internal sealed class BadRequestException(IReadOnlyList<FieldError> errors) : Exception(string.Join(" ", errors.Select(error => error.Message)))
{
    public BadRequestException(string field, string message)
        : this([new FieldError(field, message)])
    {
    }

    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>Every door but health and the development issuer goes through here: token first, then role, then the request.</summary>
public sealed class Door(TokenReader tokens, ILogger<Door> log)
{
    /// <summary>Every role a person can have.</summary>
    internal static readonly Role[] Anyone = [Role.Intake, Role.Officer, Role.CountryOffice, Role.Finance, Role.ProgrammeAdmin, Role.Auditor];

    /// <summary>Those who may read grants.</summary>
    internal static readonly Role[] Readers = [Role.Intake, Role.Officer, Role.CountryOffice, Role.Finance, Role.Auditor];

    /// <summary>Serves a request of someone with one of the roles.</summary>
    public async Task<IResult> Enter(HttpRequest request, Role[] roles, Func<Actor, Task<IResult>> serve)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serve);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        TokenAnswer answer;
        try
        {
            answer = await tokens.Read(request.Headers.Authorization);
        }
        catch (DependencyException away)
        {
            return Problems.Unavailable(request, away);
        }

        if (answer.Actor is not { } actor)
        {
            // RFC 6750, section 3.1: who sent no token is told the scheme, and no error.
            request.HttpContext.Response.Headers.WWWAuthenticate = answer.Problem == "missing-token" ? "Bearer" : $"Bearer error=\"invalid_token\", error_description=\"{answer.Why}\"";
            return Problems.Of(answer.Problem!, "Not authenticated", StatusCodes.Status401Unauthorized, answer.Why!);
        }

        if (!roles.Contains(actor.Role))
        {
            return Problems.Forbidden($"This is for {string.Join(", ", roles.Select(HttpJson.Name))}; the token says {HttpJson.Name(actor.Role)}.");
        }

        try
        {
            return await serve(actor);
        }
        catch (BadRequestException bad)
        {
            return Problems.BadRequest(bad.Errors);
        }
        catch (Exception failure) when (DependencyException.In(failure) is not null)
        {
            // Logged once, when it began: a stack a request would bury everything else.
            return Problems.Unavailable(request, DependencyException.In(failure)!);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "{Method} {Path} failed.", request.Method, request.Path);
            return Problems.Of("unexpected", "Something went wrong here", StatusCodes.Status500InternalServerError, $"Nothing was lost. Try again; if it stays, report the trace {request.HttpContext.TraceIdentifier}.");
        }
    }
}
