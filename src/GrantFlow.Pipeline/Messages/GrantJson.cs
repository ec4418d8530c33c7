using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrantFlow.Pipeline.Messages;

/// <summary>How everything that is stored or sent is written: camelCase, enums by name, unknown members refused.</summary>
public static class GrantJson
{
    /// <summary>The one set of options. Computed members are not written; they follow from the rest.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        // Stored and queued, never put into a page: escaping Arabic or Tigrinya letters would make them six times as long.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}
