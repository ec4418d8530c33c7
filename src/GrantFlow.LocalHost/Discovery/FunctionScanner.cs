using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.LocalHost;

/// <summary>
/// Finds the functions of an app by the attributes of the Functions worker. What this host cannot do as the real one does is
/// refused here, with the function's name, rather than left out in silence.
/// </summary>
public static class FunctionScanner
{
    private const string DefaultConnection = "AzureWebJobsStorage";

    /// <summary>The functions of all public classes of an assembly.</summary>
    /// <exception cref="LocalHostException">A function is declared in a way this host cannot run.</exception>
    public static FunctionApp Scan(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return Scan(assembly.GetExportedTypes());
    }

    /// <summary>The functions of some classes.</summary>
    /// <exception cref="LocalHostException">A function is declared in a way this host cannot run.</exception>
    public static FunctionApp Scan(IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        FunctionDescription[] all = [.. types
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => (method, function: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.function is not null)
            .Select(found => Describe(found.function!.Name, found.method))
            .OrderBy(function => function.Name, StringComparer.Ordinal)];

        var twice = all.CountBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(name => name.Value > 1).Key;
        if (twice is not null)
            throw new LocalHostException($"Two functions are named {twice}: names are unique in an app.");

        return new FunctionApp([.. all.OfType<HttpFunction>()], [.. all.OfType<QueueFunction>()], [.. all.OfType<TimerFunction>()]);
    }

    private static FunctionDescription Describe(string name, MethodInfo method)
    {
        FunctionDescription[] triggers = [.. method.GetParameters().Select(parameter => Describe(name, method, parameter)).OfType<FunctionDescription>()];
        if (triggers.Length != 1)
        {
            throw new LocalHostException(
                $"Function {name} has {triggers.Length} triggers this host knows: it needs exactly one HttpTrigger, QueueTrigger or TimerTrigger.");
        }

        CheckResult(triggers[0]);
        return triggers[0];
    }

    private static FunctionDescription? Describe(string name, MethodInfo method, ParameterInfo parameter) =>
        parameter.GetCustomAttributes().Select(attribute => attribute switch
        {
            HttpTriggerAttribute http => new HttpFunction(
                name, method, parameter, [.. (http.Methods ?? []).Select(verb => verb.ToUpperInvariant())], http.Route ?? name),
            QueueTriggerAttribute queue => new QueueFunction(
                name, method, parameter, queue.QueueName, queue.Connection ?? DefaultConnection),
            TimerTriggerAttribute timer => new TimerFunction(name, method, parameter, timer.Schedule, timer.RunOnStartup),
            _ => (FunctionDescription?)null,
        }).FirstOrDefault(found => found is not null);

    private static void CheckResult(FunctionDescription function)
    {
        var result = FunctionInvoker.ResultType(function.Method);
        var good = result == typeof(void)
            || function is HttpFunction && typeof(Microsoft.AspNetCore.Http.IResult).IsAssignableFrom(result);
        if (!good)
        {
            throw new LocalHostException(
                $"Function {function.Name} returns {result.Name}: this host takes IResult from an HTTP function and nothing from any other.");
        }
    }
}
