using System.Globalization;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>A value only Azure knows, with its type where the source tells it (<c>string</c>, <c>int</c>, ...).</summary>
public sealed record Unknown(string? Type);

/// <summary>
/// Computes what can be computed without Azure: literals, variables, lists, <c>concat</c>, <c>map</c>, loops. Text is a
/// string, numbers are long, lists are <see cref="List{T}"/>, objects are dictionaries, the rest is <see cref="Unknown"/>.
/// </summary>
/// <param name="file">Where names are looked up.</param>
/// <param name="arguments">Values of the file's parameters; a parameter without one is unknown.</param>
public sealed class BicepEvaluator(BicepFile file, IReadOnlyDictionary<string, object?>? arguments = null)
{
    /// <summary>What the functions used in infra/ give back, as far as a type check needs it.</summary>
    public static IReadOnlyDictionary<string, string?> Functions { get; } = new Dictionary<string, string?>
    {
        ["concat"] = null,
        ["empty"] = "bool",
        ["environment"] = null,
        ["guid"] = "string",
        ["map"] = "array",
        ["readEnvironmentVariable"] = "string",
        ["resourceGroup"] = null,
        ["subscriptionResourceId"] = "string",
        ["take"] = null,
        ["tenant"] = null,
        ["toLower"] = "string",
        ["uniqueString"] = "string",
    };

    private readonly Dictionary<string, object?> _locals = [];

    /// <summary>The value of an expression.</summary>
    public object? Value(BicepNode node) => node.Type switch
    {
        "string" => Text(node),
        "number" => long.Parse(node.Text, CultureInfo.InvariantCulture),
        "boolean" => node.Text == "true",
        "null" => null,
        "parenthesized_expression" => Value(node.Children[0]),
        "array" => node.Children.Select(Value).ToList(),
        "object" => node.Properties().ToDictionary(property => property.Name, property => Value(property.Value)),
        "identifier" => Named(node.Text),
        "subscript_expression" => Value(node.Part("object")!) is Dictionary<string, object?> map && Value(node.Part("index")!) is string key
            ? map[key]
            : new Unknown(null),
        "for_statement" => Loop(BicepLoop.Of(node)),
        "call_expression" => Call(node),
        "unary_expression" or "binary_expression" => new Unknown("bool"),
        _ => new Unknown(null),
    };

    /// <summary>The values of a list of strings, or a failure that names the place.</summary>
    /// <exception cref="InvalidOperationException">Some item is not known before the deployment.</exception>
    public IReadOnlyList<string> Strings(BicepNode node) =>
        Value(node) is List<object?> list && list.All(item => item is string)
            ? [.. list.Cast<string>()]
            : throw new InvalidOperationException($"{file.At(node.Line)}: the list must be written out, so that it can be compared with the code.");

    private object? Named(string name)
    {
        if (_locals.TryGetValue(name, out var local))
        {
            return local;
        }

        if (file.Variables.TryGetValue(name, out var variable))
        {
            return Value(variable);
        }

        if (file.Parameters.TryGetValue(name, out var parameter))
        {
            return arguments is not null && arguments.TryGetValue(name, out var argument) ? argument : new Unknown(parameter.Type);
        }

        return new Unknown(null);
    }

    private object Text(BicepNode node)
    {
        var parts = node.Children.Select(part => part.Type == "interpolation" ? Value(part.Children[0]) : part.Text).ToList();
        return parts.Exists(part => part is Unknown) ? new Unknown("string") : string.Concat(parts);
    }

    private object Loop(BicepLoop loop) => loop.Variable is not null && Value(loop.List) is List<object?> items
        ? items.Select(item => With(loop.Variable, item, loop.Body)).ToList()
        : new Unknown("array");

    private object? Call(BicepNode node)
    {
        var function = node.Part("function")!.Text;
        var given = node.Part("arguments")!.Children;
        switch (function)
        {
            case "concat" when given.Select(Value).ToList() is var lists && lists.TrueForAll(list => list is List<object?>):
                return lists.Cast<List<object?>>().SelectMany(list => list).ToList();
            case "map" when Value(given[0]) is List<object?> items && given[1].Type == "lambda_expression":
                return items.Select(item => With(given[1].Children[0].Text, item, given[1].Last)).ToList();
            default:
                return new Unknown(Functions.GetValueOrDefault(function));
        }
    }

    private object? With(string variable, object? value, BicepNode body)
    {
        _locals[variable] = value;
        try
        {
            return Value(body);
        }
        finally
        {
            _locals.Remove(variable);
        }
    }
}
