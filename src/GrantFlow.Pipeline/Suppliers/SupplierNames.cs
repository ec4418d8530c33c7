using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>A supplier's names, taken apart once to be compared with many.</summary>
internal sealed class SupplierNames
{
    /// <summary>From here on a person looks; lower than for people, since one look too many costs less than a listed supplier that is missed.</summary>
    public const int Threshold = 65;

    /// <summary>What firms are, not what they are called.</summary>
    private static readonly HashSet<string> Forms =
    [
        "CO", "COMPANY", "CORP", "CORPORATION", "ENTERPRISE", "ENTERPRISES", "EST", "ESTABLISHMENT", "FZE", "GENERAL", "GMBH", "GROUP", "HOLDING", "HOLDINGS", "INC", "INTERNATIONAL",
        "LIMITED", "LLC", "LTD", "PLC", "SA", "SARL", "SRL", "TRADING",
    ];

    private readonly IReadOnlyList<IReadOnlyList<NamePart>> _names;
    private readonly HashSet<string> _starts;

    public SupplierNames(IEnumerable<string> names)
    {
        _names = [.. names.Select(Parts).Where(parts => parts.Count > 0)];
        _starts = [.. _names.SelectMany(parts => parts).Select(Start)];
    }

    /// <summary>The name that is most alike, and how much, 0 to 100; null below the threshold.</summary>
    public (string Name, int Score)? Alike(IReadOnlyList<(string Name, IReadOnlyList<NamePart> Parts)> listed)
    {
        (string Name, int Score)? best = null;
        foreach (var (name, parts) in listed)
        {
            // Names that are alike share the beginning of a part; only those are compared, which is what takes time.
            if (!parts.Any(part => _starts.Contains(Start(part))))
            {
                continue;
            }

            var score = (int)Math.Round(_names.Max(own => NameLikeness.Of(own, parts)) * 100);
            if (score >= Threshold && score > (best?.Score ?? 0))
            {
                best = (name, score);
            }
        }

        return best;
    }

    /// <summary>The entry's names, taken apart.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<NamePart> Parts)> Of(ListedEntry entry) =>
        [.. entry.Names.Select(name => (name, Parts(name))).Where(one => one.Item2.Count > 0)];

    private static IReadOnlyList<NamePart> Parts(string name)
    {
        var words = IdentityText.Words(name);
        var telling = words.Where(word => !Forms.Contains(word)).ToList();
        return Screening.Names.NameParts.Of(string.Join(' ', telling.Count > 0 ? telling : words));
    }

    private static string Start(NamePart part) => part.Skeleton.Length > 1 ? part.Skeleton[..1] : part.Skeleton;
}
