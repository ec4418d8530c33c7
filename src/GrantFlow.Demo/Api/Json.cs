using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrantFlow.Demo.Api;

/// <summary>How the demo writes and reads JSON.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
