using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>Made-up suppliers, registered by the office in Erbil.</summary>
internal static class Sellers
{
    /// <summary>Looks like a made-up entry of a list; nobody has decided.</summary>
    public static readonly Supplier Alike = new Supplier(SupplierId.Derive("test", "alike"), "Zarqand Tools", [], World.Iraq, People.Erbil.Id, World.Noon)
        .Screened("list-1", 1, [new("TSe.007", "entry-1", "Zarqande Tools", 91)]);

    /// <summary>The same, found to be another by an officer.</summary>
    public static readonly Supplier Cleared = Alike.Decide("TSe.007", same: false, "Another town, another owner.", People.Officer, World.Noon).Decided!;

    public static SupplierFacts Knowing(params Supplier[] suppliers) => new() { Named = suppliers.ToDictionary(supplier => supplier.Id) };
}
