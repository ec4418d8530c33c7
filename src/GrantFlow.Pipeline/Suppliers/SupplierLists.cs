using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>Sanctions lists: read once as they come in, kept entry by entry, the newest in force.</summary>
public sealed class SupplierLists(ITables tables, IBlobs blobs, TimeProvider time)
{
    private const string Partition = "lists";
    private const string InForce = "in-force";

    /// <summary>The list in force; null before the first.</summary>
    public async Task<SupplierList?> Latest(CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Suppliers, Partition, InForce, cancellationToken) is { } row ? GrantRows.Read<SupplierList>(row) : null;

    /// <summary>Reads a list and puts it in force; the one in force again changes nothing.</summary>
    /// <exception cref="UnreadableListException">It is no list, an older one than the one in force, or larger than any is.</exception>
    public async Task<SupplierList> Import(Stream file, ActorId by, CancellationToken cancellationToken)
    {
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var counted = new CountedStream(file, ConsolidatedList.MaxBytes);
        using var reading = new ConsolidatedList(counted);
        var entries = 0;
        await blobs.Add(ContainerNames.SupplierLists, name, async (target, cancel) => entries = await Write(reading, target, cancel), cancellationToken);
        var list = new SupplierList(counted.Sha256(), reading.GeneratedAt, time.GetUtcNow(), by, entries, name);
        try
        {
            return await PutInForce(list, cancellationToken);
        }
        catch (UnreadableListException)
        {
            await blobs.Delete(ContainerNames.SupplierLists, name, cancellationToken);
            throw;
        }
    }

    /// <summary>Who is listed, one by one.</summary>
    public async IAsyncEnumerable<ListedEntry> Entries(SupplierList list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        await using var content = await blobs.Open(ContainerNames.SupplierLists, list.File, cancellationToken) ?? throw new InvalidOperationException($"The entries of list {list.Id} are gone.");
        using var lines = new StreamReader(content, Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize<ListedEntry>(line, GrantJson.Options)!;
        }
    }

    private static async Task<int> Write(ConsolidatedList reading, Stream target, CancellationToken cancellationToken)
    {
        var entries = 0;
        await foreach (var entry in reading.Entries(cancellationToken))
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, GrantJson.Options) + "\n"), cancellationToken);
            entries++;
        }

        return entries > 0 ? entries : throw new UnreadableListException("The list names nobody. Ask for the file again.");
    }

    private async Task<SupplierList> PutInForce(SupplierList list, CancellationToken cancellationToken)
    {
        if (list.GeneratedAt > list.ImportedAt.AddDays(1))
        {
            throw new UnreadableListException("The list says it was made in the future. Ask for the file again.");
        }

        while (true)
        {
            var row = await tables.Find(TableNames.Suppliers, Partition, InForce, cancellationToken);
            var present = row is null ? null : GrantRows.Read<SupplierList>(row);
            if (present?.Id == list.Id)
            {
                await blobs.Delete(ContainerNames.SupplierLists, list.File, cancellationToken);
                return present;
            }

            if (list.GeneratedAt < present?.GeneratedAt)
            {
                throw new UnreadableListException($"The list is of {list.GeneratedAt:yyyy-MM-dd HH:mm}, older than the one in force of {present.GeneratedAt:yyyy-MM-dd HH:mm}. Import the newest.");
            }

            var change = row is null ? RowChange.Add(Partition, InForce, GrantRows.Values(list)) : RowChange.Replace(row, GrantRows.Values(list));
            if (await tables.Commit(TableNames.Suppliers, [change], cancellationToken) == CommitOutcome.Committed)
            {
                return list;
            }
        }
    }
}
