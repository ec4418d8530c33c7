using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>Hands a batch's file to finance. Every download is noted with the batch before the first byte leaves, where no log level or sampling can lose it.</summary>
public sealed class BankFileDownloads(ITables tables, IBlobs blobs)
{
    private const string Prefix = "see-";

    /// <summary>The file in clear; null when it is not in storage.</summary>
    public async Task<Stream?> Open(BatchId batch, string name, Look look, CancellationToken cancellationToken)
    {
        var file = await blobs.Open(ContainerNames.BankFiles, name, cancellationToken);
        try
        {
            if (file is not null)
            {
                await tables.Commit(TableNames.Batches, [RowChange.Upsert(batch.Value, GrantRows.Look(look), GrantRows.Values(look))], cancellationToken);
            }

            return file;
        }
        catch
        {
            await file!.DisposeAsync();
            throw;
        }
    }

    /// <summary>Who downloaded it, in order.</summary>
    public async Task<IReadOnlyList<Look>> Of(BatchId batch, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Batches, RowQuery.Prefix(batch.Value, Prefix), cancellationToken).Select(GrantRows.Read<Look>).ToListAsync(cancellationToken);
}
