using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GrantFlow.Pipeline.Versions;

/// <summary>
/// Looks for what a release could have added since: a member, a name of an enumeration, a kind of command or event (<c>$type</c>). Where there is such a thing in a text that cannot be read, a later release wrote it; where
/// there is none, it is broken. Asked only after reading has failed.
/// </summary>
internal static class UnknownParts
{
    private const string Whole = "the whole of it";

    /// <summary>The first place, in names of our own records, under which something is not known; null where all of it is, or the text is no JSON.</summary>
    public static string? In<T>(string text, JsonSerializerOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return In(document.RootElement, typeof(T), options, "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? In(JsonElement value, Type type, JsonSerializerOptions options, string place)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            return value.ValueKind == JsonValueKind.String && IsUnknown(type, value.GetString()!) ? Named(place) : null;
        }

        var info = options.GetTypeInfo(type);
        return (info.Kind, value.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => InObject(value, info, options, place),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => value.EnumerateArray().Select(one => In(one, info.ElementType!, options, place)).FirstOrDefault(found => found is not null),
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => value.EnumerateObject().Select(one => IsUnknown(info.KeyType!, one.Name) ? Named(place) : In(one.Value, info.ElementType!, options, place)).FirstOrDefault(found => found is not null),
            _ => null,
        };
    }

    private static string? InObject(JsonElement value, JsonTypeInfo info, JsonSerializerOptions options, string place)
    {
        var kindName = info.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (kindName is not null && value.TryGetProperty(kindName, out var kind))
        {
            if (info.PolymorphismOptions!.DerivedTypes.Where(one => kind.ValueKind == JsonValueKind.String && kind.ValueEquals(one.TypeDiscriminator as string)).Select(one => one.DerivedType).FirstOrDefault() is not { } derived)
            {
                return kind.ValueKind == JsonValueKind.String ? Named(place) : null;
            }

            info = options.GetTypeInfo(derived);
        }

        foreach (var member in value.EnumerateObject().Where(member => member.Name != kindName))
        {
            if (info.Properties.FirstOrDefault(known => string.Equals(known.Name, member.Name, StringComparison.OrdinalIgnoreCase)) is not { } own)
            {
                return Named(place);
            }

            if (In(member.Value, own.PropertyType, options, place.Length == 0 ? own.Name : $"{place}.{own.Name}") is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsUnknown(Type type, string name) => type.IsEnum && !Enum.TryParse(type, name, ignoreCase: true, out _);

    private static string Named(string place) => place.Length == 0 ? Whole : place;
}
