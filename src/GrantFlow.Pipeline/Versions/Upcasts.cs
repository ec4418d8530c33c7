using System.Text.Json.Nodes;

namespace GrantFlow.Pipeline.Versions;

/// <summary>
/// How what earlier releases wrote becomes what this one reads: for a type, steps from one version of its JSON to the next. A type without steps has one version. A step is pure, is added together with the samples of
/// the version it ends, and stays for good: rows are not written anew when a version is.
/// </summary>
/// <param name="steps">The step that begins at each version, from 1, without gaps.</param>
public sealed class Upcasts(IReadOnlyDictionary<(Type Type, int From), Func<JsonObject, JsonObject>> steps)
{
    /// <summary>Those of this release. Everything that was ever written is version 1, so there are none.</summary>
    public static Upcasts Known { get; } = new(new Dictionary<(Type, int), Func<JsonObject, JsonObject>>());

    /// <summary>The version that this release writes and reads without a step.</summary>
    public int PresentOf(Type type)
    {
        var version = 1;
        while (steps.ContainsKey((type, version)))
        {
            version++;
        }

        return version;
    }

    /// <summary>Brings an older JSON to the present version.</summary>
    internal JsonObject Lift(Type type, int version, JsonObject older)
    {
        for (var present = PresentOf(type); version < present; version++)
        {
            older = steps[(type, version)](older);
        }

        return older;
    }
}
