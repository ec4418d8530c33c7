using System.Text.Json;
using System.Text.RegularExpressions;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>
/// Holds a resource's body against its description: unknown, read-only and missing properties, and every value that is
/// known before the deployment (kind, allowed words, length, pattern, bounds).
/// </summary>
public sealed class BodyCheck(BicepFile file)
{
    private const int Required = 1;
    private const int ReadOnly = 2;
    private const int WriteOnly = 4;

    // Words of the language in a resource's body, not properties of the resource.
    private static readonly string[] Language = ["parent", "scope", "dependsOn"];

    private readonly BicepEvaluator _evaluator = new(file);

    /// <summary>What is wrong, each with file and line.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Checks the body of <paramref name="resource"/>.</summary>
    public void Check(BicepResource resource, ResourceShape shape)
    {
        if (resource.Existing)
        {
            CheckValue(resource.Body.Property("name")!, Member(shape, "name")!.Value.Shape, "name");
            return;
        }

        CheckObject(resource.Body, shape, resource.Symbol, Language);
    }

    /// <summary>Checks that <paramref name="path"/> can be read from a resource of that shape, as in <c>vault.properties.vaultUri</c>.</summary>
    public void CheckRead(ResourceShape shape, IReadOnlyList<string> path, int line)
    {
        foreach (var name in path)
        {
            if (Member(shape, name) is not { } member || (member.Flags & WriteOnly) != 0)
            {
                Problems.Add($"{file.At(line)}: {string.Join('.', path)} cannot be read; {name} is not there.");
                return;
            }

            shape = member.Shape;
        }
    }

    private static (ResourceShape Shape, int Flags)? Member(ResourceShape shape, string name) => shape.Kind switch
    {
        "AnyType" => (shape, 0),
        "ObjectType" => Member(shape, [shape.Json.GetProperty("properties")], name),
        _ => null,
    };

    private static (ResourceShape Shape, int Flags)? Member(ResourceShape shape, List<JsonElement> described, string name)
    {
        foreach (var properties in described)
        {
            if (properties.TryGetProperty(name, out var property))
            {
                return (shape.Referred(property.GetProperty("type")), property.GetProperty("flags").GetInt32());
            }
        }

        return shape.Json.TryGetProperty("additionalProperties", out var any) ? (shape.Referred(any), 0) : null;
    }

    private void CheckObject(BicepNode node, ResourceShape shape, string path, IReadOnlyList<string> besides)
    {
        var described = shape.Json.TryGetProperty("baseProperties", out var common) ? [common] : new List<JsonElement>();
        if (shape.Kind == "DiscriminatedObjectType")
        {
            var by = shape.Json.GetProperty("discriminator").GetString()!;
            var elements = shape.Json.GetProperty("elements");
            if (node.Property(by) is not { } chosen || _evaluator.Value(chosen) is not string word || !elements.TryGetProperty(word, out var element))
            {
                Problems.Add($"{file.At(node.Line)}: {path}.{by} must be one of {string.Join(", ", elements.EnumerateObject().Select(e => e.Name))}.");
                return;
            }

            shape = shape.Referred(element);
        }

        described.Add(shape.Json.GetProperty("properties"));
        foreach (var (name, value) in node.Properties().Where(property => !besides.Contains(property.Name)))
        {
            if (Member(shape, described, name) is not { } member)
            {
                Problems.Add($"{file.At(value.Line)}: {path} has no property {name}.");
            }
            else if ((member.Flags & ReadOnly) != 0)
            {
                Problems.Add($"{file.At(value.Line)}: {path}.{name} is read-only.");
            }
            else
            {
                CheckValue(value, member.Shape, $"{path}.{name}");
            }
        }

        foreach (var property in described.SelectMany(properties => properties.EnumerateObject()))
        {
            var flags = property.Value.GetProperty("flags").GetInt32();
            if ((flags & (Required | ReadOnly)) == Required && node.Property(property.Name) is null)
            {
                Problems.Add($"{file.At(node.Line)}: {path}.{property.Name} is missing.");
            }
        }
    }

    private void CheckValue(BicepNode node, ResourceShape shape, string path)
    {
        if (node.Type == "object" && shape.Kind is "ObjectType" or "DiscriminatedObjectType")
        {
            CheckObject(node, shape, path, []);
        }
        else if (node.Type is "array" or "for_statement" && shape.Kind == "ArrayType")
        {
            foreach (var item in node.Type == "array" ? node.Children : [node.Part("body")!])
            {
                CheckValue(item, shape.Follow("itemType"), path + "[]");
            }
        }
        else if (Mismatch(_evaluator.Value(node), shape) is { } problem)
        {
            Problems.Add($"{file.At(node.Line)}: {path} {problem}.");
        }
    }

    private static string? Mismatch(object? value, ResourceShape shape) => (shape.Kind, value) switch
    {
        ("AnyType", _) or (_, null) or (_, Unknown { Type: null }) => null,
        ("UnionType", _) => OfUnion(value, shape),
        ("StringLiteralType", string text) => text == shape.Json.GetProperty("value").GetString() ? null : $"must be '{shape.Json.GetProperty("value").GetString()}', not '{text}'",
        ("StringType", string text) => OfText(text, shape.Json),
        ("StringType" or "StringLiteralType", Unknown { Type: "string" }) => null,
        ("BooleanType", bool or Unknown { Type: "bool" }) => null,
        ("IntegerType", long number) => OfNumber(number, shape.Json),
        ("IntegerType", Unknown { Type: "int" }) => null,
        ("ObjectType", Dictionary<string, object?> or Unknown { Type: "object" }) => null,
        ("ArrayType", List<object?>) => null,
        ("ArrayType", Unknown unknown) when unknown.Type == "array" || unknown.Type!.EndsWith("[]", StringComparison.Ordinal) => null,
        _ => $"must be a {shape.Kind}, not {(value is Unknown unknown ? unknown.Type : value)}",
    };

    private static string? OfUnion(object? value, ResourceShape shape)
    {
        var choices = shape.Json.GetProperty("elements").EnumerateArray().Select(shape.Referred).ToList();
        if (value is not string text)
        {
            return choices.Exists(choice => Mismatch(value, choice) is null) ? null : $"must not be {value}";
        }

        // Many lists of words are open in the description. A word that is not on the list is a typing error all the same.
        var words = choices.Where(choice => choice.Kind == "StringLiteralType").Select(choice => choice.Json.GetProperty("value").GetString()).ToList();
        return words.Count == 0 || words.Contains(text) ? null : $"must be one of {string.Join(", ", words)}, not '{text}'";
    }

    private static string? OfText(string text, JsonElement type) =>
        type.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32() ? $"is shorter than {least} characters"
        : type.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32() ? $"is longer than {most} characters"
        : type.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!) ? $"does not match {pattern}: '{text}'"
        : null;

    private static string? OfNumber(long number, JsonElement type) =>
        type.TryGetProperty("minValue", out var least) && number < least.GetInt64() ? $"is below {least}"
        : type.TryGetProperty("maxValue", out var most) && number > most.GetInt64() ? $"is above {most}"
        : null;
}
