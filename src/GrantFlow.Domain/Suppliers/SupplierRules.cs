using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Suppliers;

/// <summary>Nothing is ordered from, and nothing paid to, a supplier that may be the one on the list.</summary>
internal static class SupplierRules
{
    /// <summary>Parts with their suppliers' names as the register has them.</summary>
    public static IReadOnlyList<Split.SplitPart> Named(IReadOnlyList<Split.SplitPart> parts, DecisionContext context) =>
        [.. parts.Select(part => part.SupplierId is { } id && context.Suppliers.Named.GetValueOrDefault(id) is { } known ? part with { Supplier = known.Name } : part)];

    /// <summary>Before anything is planned or ordered.</summary>
    public static IEnumerable<Decision.Refused> Check(IEnumerable<Split.SplitPart> parts, DecisionContext context) =>
        SupplierRef.Of(parts).SelectMany(one => Check(one, context));

    /// <summary>Before it is ordered from this supplier.</summary>
    public static IEnumerable<Decision.Refused> Check(SupplierRef one, DecisionContext context) => one.Id is null && context.Suppliers.MustBeRegistered
        ? [new(RefusalCode.SupplierNotRegistered, "A line in kind names no supplier of the register. Register the supplier, and give its id with the line.")]
        : CheckStanding(one, context);

    /// <summary>Before it is paid. What was ordered before suppliers had to be registered names none; then its name is compared, and that is all.</summary>
    public static IEnumerable<Decision.Refused> CheckPayment(GrantLine? line, DecisionContext context) => SupplierRef.Of(line).SelectMany(one => CheckStanding(one, context));

    private static IEnumerable<Decision.Refused> CheckStanding(SupplierRef one, DecisionContext context)
    {
        if (one.Id is { } id)
        {
            return context.Suppliers.Named.TryGetValue(id, out var supplier)
                ? Standing(supplier, context)
                : [new(RefusalCode.SupplierNotRegistered, $"There is no supplier {id}. Check the id, or register the supplier.")];
        }

        return one.Name is not { } name ? []
            : context.Suppliers.ByName.TryGetValue(name, out var known) ? Standing(known, context)
            : context.Suppliers.Alike.Contains(name)
                ? [new(RefusalCode.SupplierNotCleared, $"{name} looks like somebody on the sanctions list. Register it as a supplier under this name, so that an officer or finance can decide; or choose another supplier.")]
                : [];
    }

    private static IEnumerable<Decision.Refused> Standing(Supplier supplier, DecisionContext context)
    {
        if (supplier.Status != SupplierStatus.Clear)
        {
            yield return new(RefusalCode.SupplierNotCleared, supplier is { Status: SupplierStatus.Open, MoreHits: > 0 }
                ? $"{supplier.Name} ({supplier.Id}) looks like more than {Supplier.MostHits} entries of the sanctions list: its name says too little. Register it under its full name, or choose another supplier."
                : supplier.Status == SupplierStatus.Open ? $"{supplier.Name} ({supplier.Id}) looks like somebody on the sanctions list, and nobody has decided yet. Ask an officer or finance to decide, or choose another supplier."
                : $"{supplier.Name} ({supplier.Id}) is on the sanctions list. Choose another supplier; nothing is ordered from it or paid to it.");
        }

        if (context.Suppliers.ListProblem is { } problem)
        {
            yield return new(RefusalCode.SupplierListStale, problem);
        }
    }
}
