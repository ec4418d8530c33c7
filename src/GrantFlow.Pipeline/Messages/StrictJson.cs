using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GrantFlow.Pipeline.Messages;

/// <summary>How messages are read: what cannot be null must be there. Stored rows are read by <see cref="GrantJson"/> alone, since older ones may lack newer members.</summary>
internal static class StrictJson
{
    private static readonly ConcurrentDictionary<string, bool> Members = new(StringComparer.OrdinalIgnoreCase);

    public static JsonSerializerOptions Options { get; } = new(GrantJson.Options)
    {
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Require } },
    };

    /// <summary>Where an error is, as far as our own members lead. What follows is the message's content and is not repeated.</summary>
    public static string PlaceOf(JsonException error)
    {
        var known = (error.Path ?? "$").Split('.').Skip(1).TakeWhile(member => Members.ContainsKey(member.Split('[')[0])).ToList();
        return known.Count == 0 ? "the whole of it" : string.Join('.', known);
    }

    private static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            Members.TryAdd(member.Name, true);
            if (member.AssociatedParameter is { IsNullable: false, HasDefaultValue: false })
            {
                member.IsRequired = true;
            }
        }
    }
}
