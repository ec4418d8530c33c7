using System.Security.Cryptography;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Statements.Reading;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Waiting;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What became of an import.</summary>
/// <param name="File">The file.</param>
/// <param name="IsNew">It was not known before.</param>
public sealed record Imported(StatementFile File, bool IsNew);

/// <summary>
/// Takes a bank's file in: read to its end and kept, sealed, in one go, before anything of it is applied. One that is broken anywhere is not taken at all; one that came before
/// changes nothing.
/// </summary>
public sealed class StatementImport(StatementStore store, StatementSteps steps, UnfinishedStore unfinished, IBlobs blobs, TimeProvider time, ILogger<StatementImport> log)
{
    /// <param name="content">The file, read once and not to its end when it is not taken.</param>
    /// <param name="by">Who brings it; null for the bank itself.</param>
    /// <param name="name">How the bank named it; null for an upload.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StatementRefusedException">The file is not taken.</exception>
    public async Task<Imported> Import(Stream content, ActorId? by, string? name, CancellationToken cancellationToken)
    {
        // Its id is known only at its end, so the place is a new one, and given up again where the file is known.
        var place = $"{time.GetUtcNow():yyyy-MM-dd}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}.xml";
        var head = new StatementHead();
        var kept = await blobs.Add(ContainerNames.Statements, place, (output, cancelled) => Read(content, output, head, cancelled), cancellationToken)
            ?? throw new InvalidOperationException($"There is a file {place} already. Try again.");
        var file = new StatementFile(StatementId.Parse(kept.Sha256), time.GetUtcNow(), by, kept.Length)
        {
            Kind = head.Kind,
            MessageId = head.MessageId,
            MadeAt = head.MadeAt,
            Name = name,
            Blob = place,
            Findings = head.Findings.Count == 0 ? null : [.. head.Findings],
        };
        var isNew = await store.Add(file, cancellationToken);
        var known = isNew ? file : (await store.Find(file.Id, cancellationToken))!;
        if (known.Blob != place)
        {
            await blobs.Delete(ContainerNames.Statements, place, cancellationToken);
        }

        if (known is { Rows: null, Fault: null })
        {
            // Also for a known one: whoever kept it first may have died before this.
            await unfinished.Add(WorkKind.Statement, known.Id.Value, cancellationToken);
            await steps.Send(new StatementRequest(known.Id, StatementStep.Lay, From: 1, Check: 0), null, cancellationToken);
        }

        log.LogInformation("{Kind} file {File} of {Bytes} bytes and {Rows} rows came in; it is {New}.", head.Kind, file.Id, kept.Length, head.Rows, isNew ? "new" : "known");
        return new Imported(known, isNew);
    }

    private static async Task Read(Stream content, Stream output, StatementHead head, CancellationToken cancellationToken)
    {
        await using var copied = new CopyingStream(content, output);
        await foreach (var _ in StatementReader.Read(copied, head, cancellationToken))
        {
        }
    }
}
