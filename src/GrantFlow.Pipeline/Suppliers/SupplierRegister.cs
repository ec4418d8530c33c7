using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Payouts.Invoices;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>
/// The register of suppliers, each compared with the list in force: when it is registered, when a list is imported, and, should that have been cut short, whenever it is looked at.
/// </summary>
public sealed class SupplierRegister(ITables tables, SupplierLists lists, SupplierPolicy policy, TimeProvider time, ILogger<SupplierRegister> log)
{
    /// <summary>The most suppliers on one page.</summary>
    public const int MaxPage = 100;

    private const string Partition = "register";

    /// <summary>Registers a supplier; one of the same name is the one on file.</summary>
    public async Task<Supplier> Register(string name, IEnumerable<string> aliases, CountryCode country, ActorId by, CancellationToken cancellationToken)
    {
        var id = SupplierId.Derive("supplier", InvoiceText.OfSupplier(name));
        var supplier = new Supplier(id, name, [.. aliases], country, by, time.GetUtcNow());
        if (await lists.Latest(cancellationToken) is { } list)
        {
            supplier = (await Screen([supplier], list, cancellationToken))[0];
        }

        return await tables.Commit(TableNames.Suppliers, [RowChange.Add(Partition, id.Value, GrantRows.Values(supplier))], cancellationToken) == CommitOutcome.Committed
            ? supplier
            : (await Find(id, cancellationToken))!;
    }

    /// <summary>A supplier as it stands against the list in force; null when there is none.</summary>
    public async Task<Supplier?> Find(SupplierId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await tables.Find(TableNames.Suppliers, Partition, id.Value, cancellationToken) is not { } row)
            {
                return null;
            }

            var supplier = GrantRows.Read<Supplier>(row);
            if (await lists.Latest(cancellationToken) is not { } list || list.Id == supplier.List)
            {
                return supplier;
            }

            var screened = (await Screen([supplier], list, cancellationToken))[0];
            if (await tables.Commit(TableNames.Suppliers, [RowChange.Replace(row, GrantRows.Values(screened))], cancellationToken) == CommitOutcome.Committed)
            {
                return screened;
            }
        }
    }

    /// <summary>Suppliers by id, a page at a time.</summary>
    /// <exception cref="FormatException">The cursor is not one that was handed out.</exception>
    public async Task<(IReadOnlyList<Supplier> Suppliers, string? Cursor)> Page(int size, string? cursor, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Suppliers, new RowQuery(Partition), size, cursor, cancellationToken);
        return ([.. page.Rows.Select(GrantRows.Read<Supplier>)], page.Continuation);
    }

    /// <summary>Compares every supplier with a list that was just put in force. Gives how many have to be decided on.</summary>
    public async Task<int> ScreenAll(SupplierList list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        var rows = (await tables.Query(TableNames.Suppliers, new RowQuery(Partition), cancellationToken).ToListAsync(cancellationToken)).ConvertAll(row => (Row: row, Supplier: GrantRows.Read<Supplier>(row)));
        var screened = await Screen([.. rows.Select(one => one.Supplier)], list, cancellationToken);
        foreach (var (row, supplier) in rows.Select(one => one.Row).Zip(screened))
        {
            // Who changed meanwhile is compared when looked at.
            await tables.Commit(TableNames.Suppliers, [RowChange.Replace(row, GrantRows.Values(supplier))], cancellationToken);
        }

        var open = screened.Count(supplier => supplier.Status == SupplierStatus.Open);
        log.LogInformation("{Count} suppliers were compared with list {List}; {Open} wait for a decision.", screened.Count, list.Id, open);
        return open;
    }

    /// <summary>Notes what a person found about a hit.</summary>
    public async Task<(Supplier? Supplier, Decision.Refused? Refused)> Decide(SupplierId id, string reference, bool same, string why, Actor actor, CancellationToken cancellationToken)
    {
        while (await Find(id, cancellationToken) is not null && await tables.Find(TableNames.Suppliers, Partition, id.Value, cancellationToken) is { } row)
        {
            var (decided, refused) = GrantRows.Read<Supplier>(row).Decide(reference, same, why, actor, time.GetUtcNow());
            if (decided is null || await tables.Commit(TableNames.Suppliers, [RowChange.Replace(row, GrantRows.Values(decided))], cancellationToken) == CommitOutcome.Committed)
            {
                return (decided, refused);
            }
        }

        return (null, null);
    }

    /// <summary>What a decision has to know about the suppliers that a command names.</summary>
    internal async Task<SupplierFacts> FactsFor(GrantCommand command, Grant? grant, CancellationToken cancellationToken)
    {
        var named = new Dictionary<SupplierId, Supplier>();
        foreach (var id in grant is null ? [] : command.SuppliersNamed(grant).Distinct())
        {
            if (await Find(id, cancellationToken) is { } supplier)
            {
                named[id] = supplier;
            }
        }

        return new SupplierFacts
        {
            Named = named,
            MustBeRegistered = policy.ListDays is not null,
            ListProblem = policy.ListDays is { } days && named.Count > 0 ? Problem(await lists.Latest(cancellationToken), days) : null,
        };
    }

    private string? Problem(SupplierList? list, int days) => list switch
    {
        null => "Suppliers are compared with a sanctions list here, and none has been imported. Ask an officer or finance to import the current one.",
        { GeneratedAt: var made } when made.AddDays(days) < time.GetUtcNow() => $"The sanctions list is of {made:yyyy-MM-dd}; here it may be {days} days old. Ask an officer or finance to import the current one.",
        _ => null,
    };

    private async Task<List<Supplier>> Screen(List<Supplier> suppliers, SupplierList list, CancellationToken cancellationToken)
    {
        var names = suppliers.ConvertAll(supplier => new SupplierNames(supplier.Aliases.Prepend(supplier.Name)));
        var hits = suppliers.ConvertAll(_ => new List<SupplierHit>());
        await foreach (var entry in lists.Entries(list, cancellationToken))
        {
            var listed = SupplierNames.Of(entry);
            for (var at = 0; at < names.Count; at++)
            {
                if (names[at].Alike(listed) is { } alike)
                {
                    hits[at].Add(new SupplierHit(entry.Reference, HashOf(entry), alike.Name, alike.Score));
                }
            }
        }

        return [.. suppliers.Select((supplier, at) => supplier.Screened(list.Id, hits[at].OrderByDescending(hit => hit.Score).DistinctBy(hit => hit.Reference)))];
    }

    private static string HashOf(ListedEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', entry.Names.Prepend(entry.Reference)))))[..16];
}
