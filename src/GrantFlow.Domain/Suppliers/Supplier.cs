using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Suppliers;

/// <summary>How a supplier stands against the list.</summary>
public enum SupplierStatus
{
    /// <summary>Nobody alike is listed, or people found that it is another.</summary>
    Clear,

    /// <summary>Somebody alike is listed, and nobody has decided yet.</summary>
    Open,

    /// <summary>It is the one that is listed.</summary>
    Confirmed,
}

/// <summary>Somebody listed who looks like a supplier.</summary>
/// <param name="Reference">The entry's own reference on the list.</param>
/// <param name="Entry">Hash of what the entry says: another one is another hit.</param>
/// <param name="Name">The listed name or alias that is most alike.</param>
/// <param name="Score">How alike, 0 to 100.</param>
public sealed record SupplierHit(string Reference, string Entry, string Name, int Score)
{
    /// <summary>What a person found; null while nobody has decided.</summary>
    public SupplierFinding? Finding { get; init; }
}

/// <summary>What a person found about a hit.</summary>
/// <param name="Same">It is the one that is listed.</param>
/// <param name="Why">The reason.</param>
/// <param name="By">Who found it.</param>
/// <param name="At">When (UTC).</param>
public sealed record SupplierFinding(bool Same, string Why, ActorId By, DateTimeOffset At);

/// <summary>A supplier of the register, and how it stands against the list that it was last compared with.</summary>
/// <param name="Id">Follows from the name: one name, one supplier.</param>
/// <param name="Name">1 to 100 characters; what lines in kind say.</param>
/// <param name="Aliases">Other names; at most 10.</param>
/// <param name="Country">Where it is.</param>
/// <param name="RegisteredBy">Who put it there.</param>
/// <param name="RegisteredAt">When (UTC).</param>
public sealed record Supplier(SupplierId Id, string Name, ImmutableList<string> Aliases, CountryCode Country, ActorId RegisteredBy, DateTimeOffset RegisteredAt)
{
    /// <summary>The most hits that are kept: who looks like more is called too much like everybody.</summary>
    public const int MostHits = 50;

    /// <summary>The list it was last compared with; null before the first.</summary>
    public string? List { get; init; }

    /// <summary>By which measure.</summary>
    public int Measure { get; init; }

    /// <summary>Who looks like it; at most <see cref="MostHits"/>, and those that were confirmed.</summary>
    public ImmutableList<SupplierHit> Hits { get; init; } = [];

    /// <summary>How many more look like it; it is not clear then, whatever people find about the others.</summary>
    public int MoreHits { get; init; }

    /// <summary>One confirmed hit is enough, and one that is open.</summary>
    [JsonIgnore]
    public SupplierStatus Status => Hits.Any(hit => hit.Finding?.Same == true) ? SupplierStatus.Confirmed
        : MoreHits > 0 || Hits.Any(hit => hit.Finding is null) ? SupplierStatus.Open
        : SupplierStatus.Clear;

    /// <summary>
    /// Compared with a list. What people found about an entry that says the same as before still holds; what was confirmed stays, also once it is not listed any more, until a person says
    /// otherwise.
    /// </summary>
    /// <param name="list">The list.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="found">Who looks like it, the most alike first.</param>
    public Supplier Screened(string list, int measure, IReadOnlyList<SupplierHit> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var hits = found.Take(MostHits).Select(hit => hit with { Finding = Hits.Find(known => known.Reference == hit.Reference && known.Entry == hit.Entry)?.Finding }).ToList();
        var kept = Hits.Where(known => known.Finding?.Same == true && !hits.Exists(hit => hit.Reference == known.Reference && hit.Finding is not null));
        return this with { List = list, Measure = measure, MoreHits = Math.Max(0, found.Count - MostHits), Hits = [.. hits.Concat(kept).OrderBy(hit => hit.Reference, StringComparer.Ordinal)] };
    }

    /// <summary>What a person found about one hit; never who registered the supplier. The supplier after it, or why not.</summary>
    public (Supplier? Decided, Decision.Refused? Refused) Decide(string reference, bool same, string why, Actor actor, DateTimeOffset now)
    {
        if (actor.Id == RegisteredBy)
        {
            return (null, new(RefusalCode.OwnSupplier, "Nobody decides on a supplier they registered. Ask a colleague."));
        }

        return Hits.Exists(hit => hit.Reference == reference)
            ? (this with { Hits = [.. Hits.Select(hit => hit.Reference == reference ? hit with { Finding = new(same, why, actor.Id, now) } : hit)] }, null)
            : (null, new(RefusalCode.SupplierHitGone, $"{Name} has no hit {reference}. Read the supplier again: the list may be another by now."));
    }
}
