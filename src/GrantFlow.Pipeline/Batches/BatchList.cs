using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>A page of batches and where to go on; null when it is the last.</summary>
public sealed record BatchPage(IReadOnlyList<PaymentBatch> Batches, string? Cursor);

/// <summary>Batches, the latest first.</summary>
public sealed class BatchList(BatchStore batches, ITables tables)
{
    /// <summary>The largest page.</summary>
    public const int MaxPage = 200;

    private const string Partition = "list";
    private const string Id = "batch";

    /// <summary>Reads the page at a cursor. It may be short, and even empty; only a null cursor says that it was the last.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list.</exception>
    public async Task<BatchPage> Page(BatchState? state, FundingLineId? fundingLine, int size, string? cursor, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Batches, new RowQuery(Partition), size, cursor, cancellationToken);
        var found = await Task.WhenAll(page.Rows.Select(row => batches.Find(BatchId.Parse(row.Text(Id)), cancellationToken)));
        // A request that died before the batch was stored left a row; repeated, it left another one, which is the batch's.
        var batchesHere = page.Rows.Zip(found).Where(pair => pair.Second is { Batch: var one } && Key(one) == pair.First.Key).Select(pair => pair.Second!.Batch);
        return new([.. batchesHere.Where(one => (state ?? one.State) == one.State && (fundingLine ?? one.FundingLine) == one.FundingLine)], page.Continuation);
    }

    internal Task Add(PaymentBatch batch, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Batches, [RowChange.Upsert(Partition, Key(batch), new Dictionary<string, object> { [Id] = batch.Id.Value })], cancellationToken);

    private static string Key(PaymentBatch batch) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - batch.DraftedAt.UtcTicks:D19}-{batch.Id}");
}
