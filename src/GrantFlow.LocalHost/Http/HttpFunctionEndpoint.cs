using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>Answers the requests of one HTTP function.</summary>
internal sealed class HttpFunctionEndpoint
{
    private readonly HttpFunction _function;
    private readonly ILogger _logger;
    private readonly Func<HttpContext, object?>[] _arguments;

    public HttpFunctionEndpoint(HttpFunction function, string routePrefix, ILogger logger)
    {
        _function = function;
        _logger = logger;
        Pattern = Parse(function, routePrefix);
        _arguments = [.. function.Method.GetParameters().Select(Argument)];
    }

    public RoutePattern Pattern { get; }

    public async Task Answer(HttpContext context)
    {
        try
        {
            object?[] arguments = [.. _arguments.Select(argument => argument(context))];
            var result = await FunctionInvoker.Invoke(_function.Method, arguments, context.RequestServices);
            if (result is IResult answer)
                await answer.ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up: nobody reads an answer.
        }
        catch (Exception error)
        {
            await Fail(context, error);
        }
    }

    private async Task Fail(HttpContext context, Exception error)
    {
        var status = error is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError;
        if (status == StatusCodes.Status500InternalServerError)
            _logger.LogError(error, "Function {Function} failed on {Method} {Path}", _function.Name, context.Request.Method, context.Request.Path);

        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        // What went wrong is for the log; the trace id finds it there.
        var traceId = context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToString();
        await Results.Problem(statusCode: status, extensions: new Dictionary<string, object?> { ["traceId"] = traceId ?? context.TraceIdentifier })
            .ExecuteAsync(context);
    }

    private static RoutePattern Parse(HttpFunction function, string routePrefix)
    {
        var route = $"/{routePrefix}/{function.Route.TrimStart('/')}".Replace("//", "/", StringComparison.Ordinal);
        try
        {
            return RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException error)
        {
            throw new LocalHostException($"Function {function.Name} has a route that cannot be read, {route}: {error.Message}", error);
        }
    }

    private Func<HttpContext, object?> Argument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(HttpRequest))
            return context => context.Request;

        if (type == typeof(CancellationToken))
            return context => context.RequestAborted;

        var name = parameter.Name!;
        if (parameter != _function.Trigger && RouteValueBinder.Knows(type) && Pattern.GetParameter(name) is not null)
            return context => RouteValueBinder.Bind(type, context.Request.RouteValues[name]);

        throw new LocalHostException(
            $"Function {_function.Name} has a parameter {name} of type {type.Name} this host cannot fill: it knows HttpRequest, "
            + "CancellationToken, and string, whole number, bool, Guid and DateOnly from the route.");
    }
}
