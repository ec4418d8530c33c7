using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Payouts.Invoices;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>The register of suppliers. Whoever is read from it stands against the list in force.</summary>
public sealed class SupplierRegister(ITables tables, SupplierLists lists, SupplierScreening screening, TimeProvider time)
{
    /// <summary>The most suppliers on one page.</summary>
    public const int MaxPage = 100;

    private const int Chunk = 25;

    /// <summary>The supplier of this name, however it is spelled in case, accents and punctuation.</summary>
    public static SupplierId IdOf(string name) => SupplierId.Derive("supplier", InvoiceText.OfSupplier(name));

    /// <summary>Registers a supplier; one of the same name is the one on file.</summary>
    public async Task<Supplier> Register(string name, IEnumerable<string> aliases, CountryCode country, ActorId by, CancellationToken cancellationToken)
    {
        var supplier = new Supplier(IdOf(name), name, [.. aliases], country, by, time.GetUtcNow());
        if (await lists.Latest(cancellationToken) is { } list)
        {
            supplier = await screening.Screen(supplier, list, cancellationToken);
        }

        await tables.Commit(TableNames.Suppliers, [RowChange.Add(SupplierScreening.Partition, supplier.Id.Value, GrantRows.Values(supplier))], cancellationToken);
        return (await Find(supplier.Id, cancellationToken))!;
    }

    /// <summary>A supplier as it stands against the list in force; null when there is none.</summary>
    public async Task<Supplier?> Find(SupplierId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await tables.Find(TableNames.Suppliers, SupplierScreening.Partition, id.Value, cancellationToken) is not { } row)
            {
                return null;
            }

            var supplier = GrantRows.Read<Supplier>(row);
            if (await lists.Latest(cancellationToken) is not { } list || SupplierScreening.IsCurrent(supplier, list))
            {
                return supplier;
            }

            var screened = await screening.Screen(supplier, list, cancellationToken);
            if (await tables.Commit(TableNames.Suppliers, [RowChange.Replace(row, GrantRows.Values(screened))], cancellationToken) == CommitOutcome.Committed)
            {
                return screened;
            }
        }
    }

    /// <summary>Suppliers by id, a page at a time, as they stand against the list in force.</summary>
    /// <exception cref="FormatException">The cursor is not one that was handed out.</exception>
    public async Task<(IReadOnlyList<Supplier> Suppliers, string? Cursor)> Page(int size, string? cursor, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Suppliers, new RowQuery(SupplierScreening.Partition), size, cursor, cancellationToken);
        var suppliers = page.Rows.Select(GrantRows.Read<Supplier>).ToList();
        if (await lists.Latest(cancellationToken) is { } list)
        {
            foreach (var behind in Enumerable.Range(0, suppliers.Count).Where(at => !SupplierScreening.IsCurrent(suppliers[at], list)).Chunk(Chunk))
            {
                var screened = await screening.Screen([.. behind.Select(at => (page.Rows[at], suppliers[at]))], list, cancellationToken);
                foreach (var (at, supplier) in behind.Zip(screened))
                {
                    suppliers[at] = supplier;
                }
            }
        }

        return (suppliers, page.Continuation);
    }

    /// <summary>Notes what a person found about a hit.</summary>
    public async Task<(Supplier? Supplier, Decision.Refused? Refused)> Decide(SupplierId id, string reference, bool same, string why, Actor actor, CancellationToken cancellationToken)
    {
        while (await Find(id, cancellationToken) is not null && await tables.Find(TableNames.Suppliers, SupplierScreening.Partition, id.Value, cancellationToken) is { } row)
        {
            var (decided, refused) = GrantRows.Read<Supplier>(row).Decide(reference, same, why, actor, time.GetUtcNow());
            if (decided is null || await tables.Commit(TableNames.Suppliers, [RowChange.Replace(row, GrantRows.Values(decided))], cancellationToken) == CommitOutcome.Committed)
            {
                return (decided, refused);
            }
        }

        return (null, null);
    }
}
