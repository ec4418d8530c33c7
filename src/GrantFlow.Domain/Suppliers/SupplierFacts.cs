using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Suppliers;

/// <summary>What a decision knows about suppliers.</summary>
public sealed record SupplierFacts
{
    /// <summary>A deployment that does not ask for registered suppliers, and a decision that names none.</summary>
    public static SupplierFacts None { get; } = new();

    /// <summary>Those that are named, by id; who is missing is not registered.</summary>
    public IReadOnlyDictionary<SupplierId, Supplier> Named { get; init; } = new Dictionary<SupplierId, Supplier>();

    /// <summary>Those that are named without their id, by the name as it was given.</summary>
    public IReadOnlyDictionary<string, Supplier> ByName { get; init; } = new Dictionary<string, Supplier>();

    /// <summary>Names that are nobody's in the register and look like somebody on the list.</summary>
    public IReadOnlySet<string> Alike { get; init; } = new HashSet<string>();

    /// <summary>Whoever delivers must be of the register.</summary>
    public bool MustBeRegistered { get; init; }

    /// <summary>Why the list cannot be relied on, where a deployment asks for a recent one; null where it can.</summary>
    public string? ListProblem { get; init; }
}
