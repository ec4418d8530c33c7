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
    /// <summary>The list it was last compared with; null before the first.</summary>
    public string? List { get; init; }

    /// <summary>Who looks like it.</summary>
    public ImmutableList<SupplierHit> Hits { get; init; } = [];

    /// <summary>One confirmed hit is enough, and one that is open.</summary>
    [JsonIgnore]
    public SupplierStatus Status =>
        Hits.Any(hit => hit.Finding?.Same == true) ? SupplierStatus.Confirmed : Hits.Any(hit => hit.Finding is null) ? SupplierStatus.Open : SupplierStatus.Clear;

    /// <summary>
    /// Compared with a list. What people found about an entry that says the same as before still holds; what was confirmed stays, also once it is not listed any more, until a person says
    /// otherwise.
    /// </summary>
    public Supplier Screened(string list, IEnumerable<SupplierHit> found)
    {
        var hits = found.Select(hit => hit with { Finding = Hits.Find(known => known.Reference == hit.Reference && known.Entry == hit.Entry)?.Finding }).ToList();
        var kept = Hits.Where(known => known.Finding?.Same == true && !hits.Exists(hit => hit.Reference == known.Reference && hit.Finding is not null));
        return this with { List = list, Hits = [.. hits.Concat(kept).OrderBy(hit => hit.Reference, StringComparer.Ordinal)] };
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
