using System.Globalization;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>
/// One shard of a posting day, and its gate. An entry is stored in one transaction with the gate's row, which it overwrites: no entry enters once the gate is gone, and
/// entries never wait for each other. A second row, written with the gate and never removed, tells a day whose gate was closed from one that was never opened.
/// </summary>
internal sealed class DayGate(ITables tables, DateOnly day, int shard)
{
    /// <summary>Keys of entries begin with the time of day, these with a letter.</summary>
    private const string Gate = "gate", Opened = "opened";

    /// <summary>Both keys are written once a day at most: whoever meets a change meets the last one.</summary>
    private const int Tries = 4;

    private static readonly Dictionary<string, object> Nothing = new() { ["v"] = 1 };

    /// <summary>The shard's partition.</summary>
    public string Partition { get; } = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}|{shard}");

    /// <summary>The entries of a shard and not its gate.</summary>
    public RowQuery Entries => new(Partition, "0", ":");

    /// <summary>Stores an entry. False when the gate is closed.</summary>
    public async Task<bool> Enter(RowChange entry, Func<Task<bool>> mayOpen, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await Commit([entry, RowChange.Overwrite(Partition, Gate, Nothing)], cancellationToken) == CommitOutcome.Committed)
            {
                return true;
            }

            if (!await mayOpen())
            {
                return false;
            }

            if (await Commit([entry, RowChange.Add(Partition, Gate, Nothing), RowChange.Add(Partition, Opened, Nothing)], cancellationToken) == CommitOutcome.Committed)
            {
                return true;
            }

            if (await tables.Find(TableNames.Ledger, Partition, Gate, cancellationToken) is null)
            {
                return false;
            }
        }

        throw new InvalidOperationException($"The gate of {Partition} opened and closed {Tries} times. The queue tries again later.");
    }

    /// <summary>Lets nothing in any more. Closing again changes nothing.</summary>
    public async Task Close(CancellationToken cancellationToken)
    {
        // Taken away, or never there and never to be: the second row is added once only.
        while (await Commit([RowChange.Delete(new Row(Partition, Gate, Nothing))], cancellationToken) != CommitOutcome.Committed
            && await Commit([RowChange.Add(Partition, Opened, Nothing)], cancellationToken) != CommitOutcome.Committed
            && await tables.Find(TableNames.Ledger, Partition, Gate, cancellationToken) is not null)
        {
        }
    }

    private Task<CommitOutcome> Commit(IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) => tables.Commit(TableNames.Ledger, changes, cancellationToken);
}
