using System.Security.Cryptography;
using System.Text;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Statements.Reading;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Statements;

/// <summary>
/// Takes in what banks put into their container. A file that was taken goes out of it; one that was not is listed with the reason, kept aside, and goes out as well. Each is on its
/// own: none keeps the next one waiting, and none is tried for ever.
/// </summary>
public sealed class BankInbox(StatementImport import, StatementStore store, IBlobs blobs, ITables tables, TimeProvider time, ILogger<BankInbox> log)
{
    /// <summary>Files that are taken in at once.</summary>
    private const int Most = 25;

    /// <summary>How often a file is tried when it is not the file that is at fault.</summary>
    private const int Tries = 5;

    private const string Partition = "inbox";

    /// <summary>Takes in what is there.</summary>
    public async Task Tick(CancellationToken cancellationToken)
    {
        var taken = 0;
        await foreach (var name in blobs.List(ContainerNames.BankInbox, "", cancellationToken))
        {
            var tries = await TriesOf(name, cancellationToken);
            if (tries >= Tries)
            {
                continue;
            }

            if (++taken > Most)
            {
                return;
            }

            try
            {
                await Take(name, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The name is the bank's and stays out of the log.
                log.LogError(failure, "A file of a bank could not be taken in; this was try {Try} of {Tries}.", tries + 1, Tries);
                await Tried(name, tries + 1, cancellationToken);
                if (tries + 1 == Tries)
                {
                    await List(name, IdOf(name), null, new StatementRefusedException(StatementFault.NotComplete, $"The file could not be taken in {Tries} times, and not for what is in it. It stays where it is; have it uploaded, or put there again under another name."), null, cancellationToken);
                }
            }
        }
    }

    private async Task Take(string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await blobs.Open(ContainerNames.BankInbox, name, cancellationToken);
            if (content is not null)
            {
                await import.Import(content, by: null, Short(name), cancellationToken);
            }
        }
        catch (StatementRefusedException refused)
        {
            await PutAside(name, refused, cancellationToken);
            return;
        }

        await blobs.Delete(ContainerNames.BankInbox, name, cancellationToken);
        await Forget(name, cancellationToken);
    }

    private async Task PutAside(string name, StatementRefusedException refused, CancellationToken cancellationToken)
    {
        if (refused.Fault == StatementFault.TooLarge)
        {
            // Not even copied: it stays, and is left alone.
            await List(name, IdOf(name), null, refused, null, cancellationToken);
            await Tried(name, Tries, cancellationToken);
            return;
        }

        var place = $"refused/{time.GetUtcNow():yyyy-MM-dd}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}.xml";
        StoredFile? kept;
        await using (var content = await blobs.Open(ContainerNames.BankInbox, name, cancellationToken))
        {
            if (content is null)
            {
                return;
            }

            try
            {
                kept = await blobs.Add(ContainerNames.Statements, place, (output, cancelled) => new BoundedStream(default, content).CopyToAsync(output, cancelled), cancellationToken);
            }
            catch (StatementRefusedException tooLarge)
            {
                await PutAside(name, tooLarge, cancellationToken);
                return;
            }
        }

        if (!await List(name, StatementId.Parse(kept!.Sha256), kept.Length, refused, place, cancellationToken))
        {
            await blobs.Delete(ContainerNames.Statements, place, cancellationToken);
        }

        await blobs.Delete(ContainerNames.BankInbox, name, cancellationToken);
        await Forget(name, cancellationToken);
    }

    private async Task<bool> List(string name, StatementId id, long? bytes, StatementRefusedException refused, string? place, CancellationToken cancellationToken)
    {
        log.LogWarning("File {File} of a bank was not taken: {Fault}.", id, refused.Fault);
        return await store.Add(new StatementFile(id, time.GetUtcNow(), null, bytes) { Name = Short(name), Blob = place, Fault = refused.Fault, Why = refused.Message }, cancellationToken);
    }

    private async Task<int> TriesOf(string name, CancellationToken cancellationToken) =>
        (int)((await tables.Find(TableNames.Statements, Partition, IdOf(name).Value, cancellationToken))?.Number("tries") ?? 0);

    private Task<CommitOutcome> Tried(string name, int tries, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Statements, [RowChange.Upsert(Partition, IdOf(name).Value, new Dictionary<string, object> { ["tries"] = tries, [GrantRows.At] = time.GetUtcNow() })], cancellationToken);

    private Task<CommitOutcome> Forget(string name, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Statements, [RowChange.Delete(new Row(Partition, IdOf(name).Value, new Dictionary<string, object>()))], cancellationToken);

    /// <summary>Of a file that nobody read to its end.</summary>
    private static StatementId IdOf(string name) => StatementId.Parse(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"inbox|{name}"))));

    private static string Short(string name) => name.Length <= 200 ? name : name[..199] + "…";
}
