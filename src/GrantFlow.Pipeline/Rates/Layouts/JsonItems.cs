using System.Globalization;
using System.Text.Json;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>The items of a JSON array, or of the member <c>rates</c> of an object, numbered from 1.</summary>
internal static class JsonItems
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 8 };

    public static void Read(string text, RateFindings found, Action<int, JsonElement> item)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), Bounded);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("rates", out var rates))
            {
                root = rates;
            }

            if (root.ValueKind != JsonValueKind.Array)
            {
                found.Wrong(0, "Expected an array of rates.");
                return;
            }

            var number = 0;
            foreach (var one in root.EnumerateArray())
            {
                number++;
                if (one.ValueKind == JsonValueKind.Object)
                {
                    item(number, one);
                }
                else
                {
                    found.Wrong(number, "Expected an object.");
                }
            }
        }
        catch (JsonException wrong)
        {
            found.Wrong((int)(wrong.LineNumber ?? 0) + 1, string.Create(CultureInfo.InvariantCulture, $"This is no well-formed JSON: see byte {wrong.BytePositionInLine + 1}."));
        }
    }

    /// <summary>A text or a number as it is written: no rate passes through a binary fraction.</summary>
    public static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
