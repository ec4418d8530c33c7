using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>An HTTP door of the product.</summary>
public sealed record Door(string Function, HttpMethod Method, string Route)
{
    /// <summary>A grant's id that is well-formed and belongs to nothing.</summary>
    public const string NoGrant = "G-0000000000000000";

    /// <summary>A path through the door that names nothing there is.</summary>
    public string Path => Concrete(NoGrant);

    public string Concrete(string grant) => Route
        .Replace("households/{id}", "households/H-0000000000000000", StringComparison.Ordinal)
        .Replace("batches/{id}", "batches/B-0000000000000000", StringComparison.Ordinal)
        .Replace("commands/{id}", $"commands/{grant}.0000000000000000", StringComparison.Ordinal)
        .Replace("statements/{id}", $"statements/{new string('0', 64)}", StringComparison.Ordinal)
        .Replace("exports/{id}", "exports/J-0000000000000000", StringComparison.Ordinal)
        .Replace("rebuild/{id}", "rebuild/J-0000000000000000", StringComparison.Ordinal)
        .Replace("amendments/{id}", "amendments/A-0000000000000000", StringComparison.Ordinal)
        .Replace("funding-lines/{programme}/{line}", "funding-lines/calais-avr/reintegration", StringComparison.Ordinal)
        .Replace("{row}", "1", StringComparison.Ordinal)
        .Replace("suppliers/{id}", "suppliers/S-0000000000000000", StringComparison.Ordinal)
        .Replace("{period}", "2001-01", StringComparison.Ordinal)
        .Replace("attention/{queue}/{id}", $"attention/commands/{new string('0', 32)}", StringComparison.Ordinal)
        .Replace("{queue}", "commands", StringComparison.Ordinal)
        .Replace("{id}", grant, StringComparison.Ordinal)
        .Replace("{line}", "L01", StringComparison.Ordinal);

    public override string ToString() => Function;
}

/// <summary>Every door there is, found by the triggers' attributes: a new one is tested without being named here.</summary>
public static class Doors
{
    /// <summary>What is open to everybody: whether the service works, and, only in Development, tokens; and what has a token of its own in its path.</summary>
    public static IReadOnlyList<string> Open { get; } = ["Health", "DevelopmentToken", "HearOfPayment", "DownloadExport"];

    public static IReadOnlyList<Door> All { get; } =
    [
        .. from type in typeof(Composition).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           from verb in trigger.Methods!
           orderby function.Name
           select new Door(function.Name, HttpMethod.Parse(verb), trigger.Route!),
    ];

    public static IEnumerable<Door> Closed => All.Where(door => !Open.Contains(door.Function));
}
