using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Suppliers;

/// <summary>Nothing is ordered from, and nothing paid to, a supplier that may be the one on the list.</summary>
internal static class SupplierRules
{
    /// <summary>Parts with their suppliers' names as the register has them.</summary>
    public static IReadOnlyList<Split.SplitPart> Named(IReadOnlyList<Split.SplitPart> parts, DecisionContext context) =>
        [.. parts.Select(part => part.SupplierId is { } id && context.Suppliers.Named.GetValueOrDefault(id) is { } known ? part with { Supplier = known.Name } : part)];

    /// <summary>Before anything is planned or ordered.</summary>
    public static IEnumerable<Decision.Refused> Check(IEnumerable<Split.SplitPart> parts, DecisionContext context) =>
        parts.Where(part => part.Kind.IsInKind()).Select(part => part.SupplierId).Distinct().SelectMany(id => Check(id, context));

    /// <summary>Before it is ordered from this supplier; null for one that is only named.</summary>
    public static IEnumerable<Decision.Refused> Check(SupplierId? id, DecisionContext context)
    {
        if (id is null)
        {
            return context.Suppliers.MustBeRegistered
                ? [new(RefusalCode.SupplierNotRegistered, "A line in kind names no supplier of the register. Register the supplier, and give its id with the line.")]
                : [];
        }

        return context.Suppliers.Named.TryGetValue(id.Value, out var supplier)
            ? Standing(supplier, context)
            : [new(RefusalCode.SupplierNotRegistered, $"There is no supplier {id}. Check the id, or register the supplier.")];
    }

    /// <summary>Before it is paid. What was ordered before suppliers had to be registered names none, and is not held up.</summary>
    public static IEnumerable<Decision.Refused> CheckPayment(InKindLine? line, DecisionContext context) =>
        line?.SupplierId is { } id && context.Suppliers.Named.TryGetValue(id, out var supplier) ? Standing(supplier, context) : [];

    private static IEnumerable<Decision.Refused> Standing(Supplier supplier, DecisionContext context)
    {
        if (supplier.Status != SupplierStatus.Clear)
        {
            yield return new(RefusalCode.SupplierNotCleared, supplier.Status == SupplierStatus.Open
                ? $"{supplier.Name} ({supplier.Id}) looks like somebody on the sanctions list, and nobody has decided yet. Ask an officer or finance to decide, or choose another supplier."
                : $"{supplier.Name} ({supplier.Id}) is on the sanctions list. Choose another supplier; nothing is ordered from it or paid to it.");
        }

        if (context.Suppliers.ListProblem is { } problem)
        {
            yield return new(RefusalCode.SupplierListStale, problem);
        }
    }
}
