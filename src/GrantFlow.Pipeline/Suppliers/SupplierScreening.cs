using GrantFlow.Domain.Suppliers;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers.Names;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>What became of the register when it was compared with a list.</summary>
/// <param name="Suppliers">How many are registered.</param>
/// <param name="Compared">How many were compared now; the others had been before.</param>
/// <param name="Open">How many wait for a decision.</param>
/// <param name="Left">How many are still to be compared: the time was up.</param>
public sealed record ScreeningRun(int Suppliers, int Compared, int Open, int Left);

/// <summary>
/// Compares suppliers with the list in force. Each says with which list and measure it was compared last, so that what was cut short goes on where it stopped: with the next import, the next hour, or
/// when somebody looks at it, whichever comes first.
/// </summary>
public sealed class SupplierScreening(ITables tables, SupplierLists lists, ListIndexes indexes, TimeProvider time, ILogger<SupplierScreening> log)
{
    /// <summary>How long one go lasts: well within what a request may.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);

    /// <summary>Where suppliers are kept.</summary>
    internal const string Partition = "register";

    /// <summary>One commit's worth, even of suppliers with as many hits as are kept.</summary>
    private const int Chunk = 25;

    /// <summary>It was compared with this list, by the measure of today; or there is no list.</summary>
    public static bool IsCurrent(Supplier supplier, SupplierList? list)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        return list is null || (supplier.List == list.Id && supplier.Measure == FirmLikeness.Version);
    }

    /// <summary>The supplier as it stands against this list. Writes nothing.</summary>
    public async Task<Supplier> Screen(Supplier supplier, SupplierList list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        ArgumentNullException.ThrowIfNull(list);
        return Screen(supplier, list, await indexes.Of(list, cancellationToken));
    }

    /// <summary>Whether somebody on this list looks like this name.</summary>
    public async Task<bool> IsAlike(string name, SupplierList list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        return (await indexes.Of(list, cancellationToken)).Alike([name]).Count > 0;
    }

    /// <summary>Compares whoever is not current with the list in force, for as long as one go lasts.</summary>
    public async Task<ScreeningRun> Run(CancellationToken cancellationToken)
    {
        var run = new ScreeningRun(0, 0, 0, 0);
        if (await lists.Latest(cancellationToken) is not { } list)
        {
            return run;
        }

        var began = time.GetTimestamp();
        await foreach (var rows in tables.Query(TableNames.Suppliers, new RowQuery(Partition), cancellationToken).Chunk(Chunk).WithCancellation(cancellationToken))
        {
            var suppliers = rows.Select(row => (Row: row, Supplier: GrantRows.Read<Supplier>(row))).ToList();
            var behind = suppliers.Where(one => !IsCurrent(one.Supplier, list)).ToList();
            var isUp = behind.Count > 0 && time.GetElapsedTime(began) > MostTime;
            var screened = behind.Count == 0 || isUp ? [] : await Screen(behind, list, cancellationToken);
            run = new ScreeningRun(
                run.Suppliers + suppliers.Count,
                run.Compared + screened.Count,
                run.Open + screened.Concat(suppliers.Except(isUp ? [] : behind).Select(one => one.Supplier)).Count(one => one.Status == SupplierStatus.Open),
                run.Left + (isUp ? behind.Count : 0));
        }

        if (run.Compared + run.Left > 0)
        {
            log.LogInformation("{Compared} suppliers were compared with list {List}; {Left} are left; {Open} wait for a decision.", run.Compared, list.Id, run.Left, run.Open);
        }

        return run;
    }

    /// <summary>Compares and stores rows of the register; one that changed meanwhile is compared when looked at.</summary>
    internal async Task<IReadOnlyList<Supplier>> Screen(IReadOnlyList<(Row Row, Supplier Supplier)> behind, SupplierList list, CancellationToken cancellationToken)
    {
        var index = await indexes.Of(list, cancellationToken);
        var screened = behind.Select(one => Screen(one.Supplier, list, index)).ToList();
        var changes = behind.Zip(screened, (one, after) => RowChange.Replace(one.Row, GrantRows.Values(after))).ToList();
        if (await tables.Commit(TableNames.Suppliers, changes, cancellationToken) != CommitOutcome.Committed)
        {
            foreach (var change in changes)
            {
                await tables.Commit(TableNames.Suppliers, [change], cancellationToken);
            }
        }

        return screened;
    }

    private static Supplier Screen(Supplier supplier, SupplierList list, ListIndex index) =>
        supplier.Screened(list.Id, FirmLikeness.Version, index.Alike(supplier.Aliases.Prepend(supplier.Name)));
}
