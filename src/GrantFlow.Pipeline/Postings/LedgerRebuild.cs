using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>
/// Makes the ledger again from the journals of the grants and of the funding lines themselves. A sealed day takes nothing any more, so it does not go through its gates: the sealed leaves say which entries it had, the
/// journals say what they were, and an entry is written only where every one of its rows hashes to what was sealed. All others go the way their messages go. Doing it again changes nothing,
/// so that it can stop after any day or page and go on there.
/// </summary>
public sealed class LedgerRebuild(GrantJournals journals, LedgerStore ledger, SealStore seals, Sealer sealer, BalanceBook balances, IBlobs blobs)
{
    private const int PageSize = 500;

    /// <summary>Runs over all sealed days, then over all journals, a page at a time.</summary>
    public async Task<RebuiltPart> Run(CancellationToken cancellationToken) => await Continue(null, () => true, cancellationToken);

    /// <summary>Goes on where the part before stopped, with at least one day or page.</summary>
    /// <param name="after">Where that was; null at the beginning.</param>
    /// <param name="goOn">Whether there is time for one more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FormatException"><paramref name="after"/> is no such place.</exception>
    public async Task<RebuiltPart> Continue(string? after, Func<bool> goOn, CancellationToken cancellationToken)
    {
        var part = new RebuiltPart();
        var place = after is null ? RebuildPlace.Start : RebuildPlace.Parse(after);
        if (place.Day is { } from)
        {
            await foreach (var seal in seals.Read(from, DateOnly.MaxValue.AddDays(-1), cancellationToken))
            {
                await Restore(seal, part, cancellationToken);
                if (!goOn())
                {
                    part.Next = new RebuildPlace(seal.Day.AddDays(1), null).ToString();
                    return part;
                }
            }
        }

        var continuation = place.Continuation;
        do
        {
            (var entries, continuation) = await journals.Page(PageSize, continuation, cancellationToken);
            foreach (var entry in entries)
            {
                await ledger.Store(entry, cancellationToken);
                part.Journals++;
            }
        }
        while (continuation is not null && goOn());

        part.Next = continuation is null ? null : new RebuildPlace(null, continuation).ToString();
        return part;
    }

    private async Task Restore(Seal seal, RebuiltPart part, CancellationToken cancellationToken)
    {
        part.SealedDays++;
        await ledger.Close(seal.Day, cancellationToken);
        await RestoreRows(seal, part, cancellationToken);
        var read = await sealer.Read(seal.Day, seal.Previous, null, cancellationToken);
        if (read.Seal.Hash != seal.Hash)
        {
            part.Add($"{seal.Day:yyyy-MM-dd} does not fit its seal.");
        }
        else if (await balances.Difference(seal.Day, read.Balances, cancellationToken) is { } difference)
        {
            part.Add(difference);
        }
    }

    private async Task RestoreRows(Seal seal, RebuiltPart part, CancellationToken cancellationToken)
    {
        await using var stored = await blobs.Open(ContainerNames.Seals, Sealer.LeavesOf(seal.Day), cancellationToken);
        if (stored is null)
        {
            part.Add($"The leaves of {seal.Day:yyyy-MM-dd} are not in storage.");
            return;
        }

        var leaves = new List<string>();
        string? current = null;
        await foreach (var leaf in ProofFile.Lines<SealedLeaf>(stored, cancellationToken))
        {
            if (current is not null && leaf.Entry != current)
            {
                await RestoreEntry(seal.Day, current, leaves, part, cancellationToken);
                leaves.Clear();
            }

            current = leaf.Entry;
            leaves.Add(leaf.Leaf);
        }

        if (current is not null)
        {
            await RestoreEntry(seal.Day, current, leaves, part, cancellationToken);
        }
    }

    private async Task RestoreEntry(DateOnly day, string id, List<string> leaves, RebuiltPart part, CancellationToken cancellationToken)
    {
        if (await journals.Find(id, cancellationToken) is not { } own)
        {
            part.Add($"Entry {id} was sealed on {day:yyyy-MM-dd}, and no {OwnerOf(id)} has it.");
            return;
        }

        var entry = await ledger.Place(own, day, cancellationToken);
        if (!Sealer.Leaves(entry).Select(Convert.ToHexStringLower).SequenceEqual(leaves))
        {
            part.Add($"Entry {id} was sealed on {day:yyyy-MM-dd} with other content than its {OwnerOf(id)} has.");
            return;
        }

        await ledger.Restore(entry, cancellationToken);
        part.Restored++;
    }

    private static string OwnerOf(string id) => LineRows.PartitionOf(id) is null ? "grant" : "funding line";
}
