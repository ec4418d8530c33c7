using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>Maps HTTP functions to endpoints.</summary>
internal static class HttpFunctions
{
    public static void Map(IEndpointRouteBuilder endpoints, IReadOnlyList<HttpFunction> functions, string routePrefix)
    {
        var loggers = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>();
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions)
        {
            var endpoint = new HttpFunctionEndpoint(function, routePrefix, loggers.CreateLogger($"Function.{function.Name}"));
            CheckFree(taken, function, endpoint.Pattern);
            var mapped = function.Methods.Count == 0
                ? endpoints.Map(endpoint.Pattern, endpoint.Answer)
                : endpoints.MapMethods(endpoint.Pattern.RawText!, function.Methods, endpoint.Answer);
            mapped.WithDisplayName(function.Name);
        }
    }

    // Two functions behind one door would fail every request there, and only then.
    private static void CheckFree(Dictionary<string, string> taken, HttpFunction function, RoutePattern pattern)
    {
        var methods = function.Methods.Count == 0 ? ["any method"] : function.Methods;
        foreach (var door in methods.Select(method => $"{method} {pattern.RawText}"))
        {
            if (!taken.TryAdd(door, function.Name))
                throw new LocalHostException($"Functions {taken[door]} and {function.Name} both answer {door}: give one another route.");
        }
    }
}
