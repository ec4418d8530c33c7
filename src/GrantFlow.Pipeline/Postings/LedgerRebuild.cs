using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>What a rebuild did.</summary>
/// <param name="SealedDays">Days that were made again from what was sealed.</param>
/// <param name="Restored">Entries of these days.</param>
/// <param name="Journals">Entries of grants that were offered to the ledger as their messages would.</param>
/// <param name="Problems">What could not be made again as it was sealed; the first ones.</param>
public sealed record RebuiltLedger(int SealedDays, long Restored, long Journals, IReadOnlyList<string> Problems);

/// <summary>
/// Makes the ledger again from the grants' own journals. A sealed day takes nothing any more, so it does not go through its gates: the sealed leaves say which entries it had, the
/// grants say what they were, and an entry is written only where every one of its rows hashes to what was sealed. All others go the way their messages go. Doing it again changes nothing.
/// </summary>
public sealed class LedgerRebuild(GrantJournals journals, LedgerStore ledger, SealStore seals, Sealer sealer, IBlobs blobs)
{
    private const int PageSize = 500, MostProblems = 100;

    /// <summary>Runs over all sealed days, then over all journals, a page at a time.</summary>
    public async Task<RebuiltLedger> Run(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var (days, restored) = (0, 0L);
        await foreach (var seal in seals.Read(DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), cancellationToken))
        {
            days++;
            restored += await Restore(seal, problems, cancellationToken);
            if ((await sealer.SealOf(seal.Day, seal.Previous, cancellationToken)).Hash != seal.Hash)
            {
                Add(problems, $"{seal.Day:yyyy-MM-dd} does not fit its seal.");
            }
        }

        var count = 0L;
        string? continuation = null;
        do
        {
            (var entries, continuation) = await journals.Page(PageSize, continuation, cancellationToken);
            foreach (var entry in entries)
            {
                await ledger.Store(entry, cancellationToken);
                count++;
            }
        }
        while (continuation is not null);

        return new(days, restored, count, problems);
    }

    private async Task<long> Restore(Seal seal, List<string> problems, CancellationToken cancellationToken)
    {
        await ledger.Close(seal.Day, cancellationToken);
        await using var stored = await blobs.Open(ContainerNames.Seals, Sealer.LeavesOf(seal.Day), cancellationToken);
        if (stored is null)
        {
            Add(problems, $"The leaves of {seal.Day:yyyy-MM-dd} are not in storage.");
            return 0;
        }

        var restored = 0L;
        var leaves = new List<string>();
        string? current = null;
        await foreach (var leaf in ProofFile.Lines<SealedLeaf>(stored, cancellationToken))
        {
            if (current is not null && leaf.Entry != current)
            {
                restored += await Restore(seal.Day, current, leaves, problems, cancellationToken);
                leaves.Clear();
            }

            current = leaf.Entry;
            leaves.Add(leaf.Leaf);
        }

        return restored + (current is null ? 0 : await Restore(seal.Day, current, leaves, problems, cancellationToken));
    }

    private async Task<int> Restore(DateOnly day, string id, List<string> leaves, List<string> problems, CancellationToken cancellationToken)
    {
        if (!GrantId.TryParse(GrantOf(id), out var grant) || await journals.Find(grant, id, cancellationToken) is not { } own)
        {
            Add(problems, $"Entry {id} was sealed on {day:yyyy-MM-dd}, and no grant has it.");
            return 0;
        }

        var entry = own.PostedOn == day ? own : own.LateOn(day);
        if (!Sealer.Leaves(entry).Select(Convert.ToHexStringLower).SequenceEqual(leaves))
        {
            Add(problems, $"Entry {id} was sealed on {day:yyyy-MM-dd} with other content than its grant has.");
            return 0;
        }

        await ledger.Restore(entry, cancellationToken);
        return 1;
    }

    /// <summary>An entry's id is its grant's with the numbers of the event and of the entry.</summary>
    private static string GrantOf(string id) => id.LastIndexOf('-') is > 0 and var last && id.LastIndexOf('-', last - 1) is > 0 and var before ? id[..before] : "";

    private static void Add(List<string> problems, string problem)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(problem);
        }
    }
}
