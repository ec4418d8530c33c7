using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>How the API writes and reads JSON: camelCase members, kebab-case names, nothing unknown, nothing missing, nothing twice.</summary>
public static class HttpJson
{
    /// <summary>The one set of options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new NameConverter(), new UtcConverter() },
    };

    /// <summary>A name as the API spells it: <c>AwaitingApproval</c> is <c>awaiting-approval</c>.</summary>
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Reads a name as the API spells it.</summary>
    public static bool TryName<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            if (Name(candidate) == text)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Says which names there are.</summary>
    public static string Expected<TEnum>()
        where TEnum : struct, Enum => $"Expected one of {string.Join(", ", Enum.GetValues<TEnum>().Select(Name))}.";

    /// <summary>Times leave as ISO 8601 in UTC with a Z; they come in with any offset.</summary>
    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}
