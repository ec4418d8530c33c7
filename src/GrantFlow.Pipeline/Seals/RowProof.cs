using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Seals;

/// <summary>A day's seal and the hash that names it.</summary>
public sealed record NamedSeal(Seal Seal, string Hash);

/// <summary>Where one row of a file stands in the tree of its day.</summary>
/// <param name="Row">Of the file; the first after the header is 1.</param>
/// <param name="Entry">The entry it is of.</param>
/// <param name="Day">The sealed day.</param>
/// <param name="Line">The funding line, whose tree it is.</param>
/// <param name="Index">Its place among the tree's rows, from 0.</param>
/// <param name="Count">How many rows the tree has.</param>
/// <param name="Path">From the row to the root (RFC 6962, section 2.1.1); 64 lower-case hex digits each.</param>
public sealed record ProvenRow(int Row, string Entry, DateOnly Day, FundingLineId Line, long Index, long Count, IReadOnlyList<string> Path);

/// <summary>Proves single rows without the others of their days.</summary>
/// <param name="Columns">What a row's leaf covers, in order.</param>
/// <param name="Seals">Of the days the rows are of.</param>
/// <param name="Rows">Those of sealed days that are as they were sealed.</param>
/// <param name="Problems">What is not, in plain words; empty where all is well.</param>
public sealed record RowProof(IReadOnlyList<string> Columns, IReadOnlyList<NamedSeal> Seals, IReadOnlyList<ProvenRow> Rows, IReadOnlyList<string> Problems);

/// <summary>Makes the proofs of some rows from the leaves that were kept of their days.</summary>
public sealed class RowProofs(SealStore seals, IBlobs blobs)
{
    /// <summary>Proves those rows whose days are sealed; reads one day's leaves at a time.</summary>
    public async Task<RowProof> Of(IReadOnlyList<(DateOnly Day, FundingLineId Funding, LedgerLine Line)> rows, CancellationToken cancellationToken)
    {
        var named = new List<NamedSeal>();
        var proven = new List<ProvenRow>();
        var problems = new List<string>();
        foreach (var day in rows.Select((row, at) => (row.Day, row.Funding, row.Line, Number: at + 1)).GroupBy(row => row.Day).OrderBy(day => day.Key))
        {
            if (await seals.Find(day.Key, cancellationToken) is not { } seal)
            {
                continue;
            }

            named.Add(new(seal, seal.Hash));
            foreach (var funding in day.GroupBy(row => row.Funding))
            {
                if (await Leaves(day.Key, funding.Key, cancellationToken) is not { } leaves)
                {
                    problems.Add($"The leaves of {day.Key:yyyy-MM-dd} are not in storage: its rows cannot be proven.");
                    continue;
                }

                var places = leaves.Index().ToDictionary(leaf => Convert.ToHexStringLower(leaf.Item), leaf => leaf.Index);
                foreach (var row in funding)
                {
                    if (!places.TryGetValue(Convert.ToHexStringLower(SealedRow.Leaf(row.Line.Values)), out var index))
                    {
                        problems.Add($"The ledger's row {row.Number} of entry {row.Line.EntryId} is not what was sealed on {day.Key:yyyy-MM-dd}. Reconcile the ledger, and make it again.");
                        continue;
                    }

                    proven.Add(new(row.Number, row.Line.EntryId, day.Key, funding.Key, index, leaves.Count, [.. MerklePath.Of(leaves, index).Select(Convert.ToHexStringLower)]));
                }
            }
        }

        return new(LedgerLine.Columns, named, [.. proven.OrderBy(row => row.Row)], problems);
    }

    private async Task<List<byte[]>?> Leaves(DateOnly day, FundingLineId line, CancellationToken cancellationToken)
    {
        await using var stored = await blobs.Open(ContainerNames.Seals, Sealer.LeavesOf(day), cancellationToken);
        return stored is null ? null : await ProofFile.Lines<SealedLeaf>(stored, cancellationToken).Where(leaf => leaf.Line == line).Select(leaf => Convert.FromHexString(leaf.Leaf)).ToListAsync(cancellationToken);
    }
}
