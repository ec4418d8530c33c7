using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Suppliers;

/// <summary>From whom something is ordered, as a part or a line says it.</summary>
/// <param name="Id">The supplier in the register; null where only a name was given.</param>
/// <param name="Name">The name that was given; null beside an id.</param>
public readonly record struct SupplierRef(SupplierId? Id, string? Name)
{
    /// <summary>Those of everything in kind.</summary>
    internal static IEnumerable<SupplierRef> Of(IEnumerable<SplitPart> parts) => parts.Where(part => part.Kind.IsInKind()).Select(part => Of(part.SupplierId, part.Supplier)).Distinct();

    /// <summary>That of a line in kind; none for cash.</summary>
    internal static IEnumerable<SupplierRef> Of(GrantLine? line) => line is InKindLine inKind ? [Of(inKind.SupplierId, inKind.Supplier)] : [];

    internal static SupplierRef Of(SupplierId? id, string? name) => new(id, id is null ? name : null);
}
