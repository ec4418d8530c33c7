using System.Text.Json;
using System.Text.Json.Nodes;
using GrantFlow.Pipeline.Messages;

namespace GrantFlow.Pipeline.Versions;

/// <summary>Reads the JSON of rows and messages: of this release, of earlier ones by their <see cref="Upcasts"/>, and tells what a later one wrote from what is broken.</summary>
internal static class StoredJson
{
    /// <summary>Reads what stands in a row.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="what">Where it stands, for people.</param>
    /// <param name="version">The version it was written in.</param>
    /// <param name="upcasts">Those of this release when null.</param>
    /// <exception cref="LaterReleaseException">Only a later release understands it.</exception>
    /// <exception cref="JsonException">It is broken.</exception>
    public static T Read<T>(string text, string what, int version = 1, Upcasts? upcasts = null) => Read<T>(text, what, version, upcasts ?? Upcasts.Known, GrantJson.Options)!;

    /// <inheritdoc cref="Read{T}(string, string, int, Upcasts?)"/>
    public static T? Read<T>(string text, string what, int version, Upcasts upcasts, JsonSerializerOptions options)
    {
        var present = upcasts.PresentOf(typeof(T));
        if (version > present)
        {
            throw new LaterReleaseException($"{what} has version {version}; {present} is known here. {LaterReleaseException.Remedy}");
        }

        if (version < present)
        {
            text = upcasts.Lift(typeof(T), version, JsonNode.Parse(text)!.AsObject()).ToJsonString(options);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, options);
        }
        catch (JsonException) when (UnknownParts.In<T>(text, options) is { } place)
        {
            throw new LaterReleaseException($"{what} holds something under {place} that is not known here. {LaterReleaseException.Remedy}");
        }
    }
}
