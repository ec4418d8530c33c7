using System.Text.Json;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Seals;

/// <summary>What one reading of a day gives.</summary>
/// <param name="Seal">The seal it would get.</param>
/// <param name="Balances">What its entries add to the balances.</param>
internal sealed record DayReading(Seal Seal, RunningBalances Balances);

/// <summary>
/// Seals every day that is over, one after the other, also those that passed while nothing ran. A day's gates are closed first; what is read then cannot change, so that a process
/// that dies on the way leaves nothing that the next one does not make again the same.
/// </summary>
public sealed class Sealer(LedgerStore ledger, SealStore seals, BalanceBook balances, IBlobs blobs, TimeProvider time, ILogger<Sealer> log)
{
    /// <summary>How long a day that is over stays open for entries still on their way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>The last day that may be sealed.</summary>
    private DateOnly LastOver => DateOnly.FromDateTime((time.GetUtcNow() - Grace).UtcDateTime).AddDays(-1);

    /// <summary>The file of a day's leaves in <see cref="ContainerNames.Seals"/>.</summary>
    public static string LeavesOf(DateOnly day) => $"{day:yyyy-MM-dd}.jsonl";

    /// <summary>Seals what is over. Returns how many days.</summary>
    public async Task<int> Tick(CancellationToken cancellationToken)
    {
        if (await seals.Head(cancellationToken) is null)
        {
            var first = await ledger.FirstDay(cancellationToken) is { } day && day < LastOver ? day : LastOver;
            await seals.Begin(first.AddDays(-1), cancellationToken);
        }

        var count = 0;
        while (await seals.Head(cancellationToken) is { } head && head.Day < LastOver)
        {
            count += await SealAfter(head, cancellationToken) ? 1 : 0;
        }

        if (count > 0)
        {
            log.LogInformation("{Count} days of the ledger were sealed.", count);
        }

        return count;
    }

    private async Task<bool> SealAfter(SealHead head, CancellationToken cancellationToken)
    {
        var day = head.Day.AddDays(1);
        await ledger.Close(day, cancellationToken);
        DayReading? read = null;
        await blobs.Add(ContainerNames.Seals, LeavesOf(day), async (output, cancel) => read = await Read(day, head.Hash, output, cancel), cancellationToken);

        // The leaves may have been stored by a process that died before it wrote the seal: they are the same, since a closed day does not change.
        read ??= await Read(day, head.Hash, null, cancellationToken);
        await balances.Keep(day, read.Balances, cancellationToken);
        return await seals.Add(read.Seal, head, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>The seal that a day would get as the ledger stands now.</summary>
    public async Task<Seal> SealOf(DateOnly day, string previous, CancellationToken cancellationToken) => (await Read(day, previous, null, cancellationToken)).Seal;

    /// <summary>Reads a day once: its seal, what it adds to the balances, and, where they are asked for, its leaves.</summary>
    internal async Task<DayReading> Read(DateOnly day, string previous, Stream? leaves, CancellationToken cancellationToken)
    {
        var (builder, balances) = (new SealBuilder(day, previous), new RunningBalances());
        await foreach (var entry in ledger.Read(day, day, null, cancellationToken))
        {
            var hashes = Leaves(entry).ToList();
            builder.Add(entry.FundingLine, entry.Postings, hashes);
            balances.Add(entry);
            if (leaves is not null)
            {
                await Write(leaves, entry, hashes, cancellationToken);
            }
        }

        return new(builder.Build(), balances);
    }

    private static async Task Write(Stream output, PostedEntry entry, List<byte[]> leaves, CancellationToken cancellationToken)
    {
        foreach (var leaf in leaves)
        {
            await JsonSerializer.SerializeAsync(output, new SealedLeaf(entry.FundingLine, entry.Id, Convert.ToHexStringLower(leaf)), GrantJson.Options, cancellationToken);
            await output.WriteAsync(NewLine, cancellationToken);
        }
    }

    /// <summary>What each row of an entry is hashed to.</summary>
    internal static IEnumerable<byte[]> Leaves(PostedEntry entry) => LedgerLine.Of(entry).Select(line => SealedRow.Leaf(line.Values));
}
