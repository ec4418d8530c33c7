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
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}
