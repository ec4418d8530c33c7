using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GrantFlow.Functions.Http.Audit;

/// <summary>What the API says in JSON, as a person reads it.</summary>
internal static partial class Words
{
    /// <summary>A name: <c>awaiting-approval</c> is <c>Awaiting approval</c>.</summary>
    public static string Of(JsonNode? name)
    {
        var words = ((string?)name ?? "").Replace('-', ' ');
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Members of an object, a line each: <c>arrived on: 2026-03-21</c>. What is not there is left out.</summary>
    public static IEnumerable<string> Members(JsonObject members) => members.SelectMany(member => member.Value switch
    {
        null => [],
        JsonArray list when list.Any(one => one is JsonObject && !IsMoney(one)) => list.Select(one => $"{Label(member.Key).TrimEnd('s')}: {Value(one)}"),
        var value when Value(value) is { Length: > 0 } text => [$"{Label(member.Key)}: {text}"],
        _ => Enumerable.Empty<string>(),
    });

    private static string Value(JsonNode? value) => value switch
    {
        null => "",
        JsonObject money when IsMoney(money) => $"{money["currency"]} {money["amount"]}",
        JsonObject members => string.Join(", ", Members(members)),
        JsonArray list => string.Join(", ", list.Select(Value)),
        _ when value.GetValueKind() is JsonValueKind.True => "yes",
        _ when value.GetValueKind() is JsonValueKind.False => "no",
        _ => value.ToString(),
    };

    private static bool IsMoney(JsonNode? value) => value is JsonObject { Count: 2 } both && both.ContainsKey("amount") && both.ContainsKey("currency");

    private static string Label(string name) => Capital().Replace(name, match => " " + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
