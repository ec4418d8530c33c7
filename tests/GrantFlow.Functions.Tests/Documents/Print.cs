using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Functions.Tests.Documents;

/// <summary>An answer as the documents print it: the headers that matter, JSON indented, tokens and left-out members as an ellipsis.</summary>
internal static partial class Print
{
    private const int Width = 150;

    private static readonly string[] Headers = ["Content-Type", "Content-Disposition", "Location", "Retry-After", "Preference-Applied", "WWW-Authenticate"];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Answer(string statusLine, Func<string, string?> header, string body, IReadOnlyList<string>? show)
    {
        var lines = new List<string> { statusLine };
        lines.AddRange(from name in Headers let value = header(name) where value is not null select $"{name}: {value}");
        if (body.Length == 0)
            return string.Join('\n', lines);

        var isJson = header("Content-Type")?.Contains("json;", StringComparison.Ordinal) == true || header("Content-Type")?.EndsWith("json", StringComparison.Ordinal) == true;
        lines.Add("");
        lines.Add(isJson ? Json(body, show) : body.ReplaceLineEndings("\n").TrimEnd('\n'));
        return string.Join('\n', lines);
    }

    /// <summary>What differs from one run to the next is made equal: moments, the day of the run and the one on which silence counts, hashes.</summary>
    public static string Comparable(string text)
    {
        var days = Moment().Matches(text).Select(moment => moment.Value[..10]).Append(Today).Distinct();
        text = Hash().Replace(Moment().Replace(text, "<moment>"), "<hash>");
        return days.Aggregate(text, (seen, day) => seen.Replace(day, "<day>", StringComparison.Ordinal).Replace(AfterSilence(day), "<day after silence>", StringComparison.Ordinal));
    }

    private static string AfterSilence(string day) =>
        DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture).AddDays(SystemRules.SilenceDays).ToString("O", CultureInfo.InvariantCulture);

    public static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Json(string text, IReadOnlyList<string>? show)
    {
        var node = JsonNode.Parse(text)!;
        var leftOut = show is not null && node.AsObject().Any(member => !show.Contains(member.Key));
        if (show is not null)
            node = new JsonObject(show.Select(name => KeyValuePair.Create(name, node[name]?.DeepClone())));
        var printed = new StringBuilder();
        Write(node, "", printed);
        if (leftOut)
            printed.Insert(printed.Length - 2, ",\n  \u2026");
        return Token().Replace(printed.ToString(), "eyJ\u2026");
    }

    private static void Write(JsonNode? node, string indent, StringBuilder printed)
    {
        var compact = node?.ToJsonString(Compact) ?? "null";
        var fits = indent.Length > 0 && indent.Length + compact.Length <= Width;
        switch (node)
        {
            case JsonObject { Count: > 0 } holder when !fits:
                Members(holder, '{', '}', member => $"\"{member.Key}\": ", member => member.Value);
                break;
            case JsonArray { Count: > 0 } list when !fits:
                Members(list, '[', ']', _ => "", item => item);
                break;
            default:
                printed.Append(compact);
                break;
        }

        void Members<T>(IEnumerable<T> members, char open, char close, Func<T, string> name, Func<T, JsonNode?> value)
        {
            var separator = "";
            printed.Append(open);
            foreach (var member in members)
            {
                printed.Append(separator).Append('\n').Append(indent).Append("  ").Append(name(member));
                Write(value(member), indent + "  ", printed);
                separator = ",";
            }

            printed.Append('\n').Append(indent).Append(close);
        }
    }

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")]
    private static partial Regex Moment();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")]
    private static partial Regex Token();
}
