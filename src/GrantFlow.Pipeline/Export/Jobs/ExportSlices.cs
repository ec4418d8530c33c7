using System.Globalization;
using System.Security.Cryptography;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Export.Jobs;

/// <summary>
/// Writes an export slice by slice: some days a slice, each a part of its own, then the file of all parts. Every part and every file is written under a name nobody else writes to, and counts from the
/// moment the job says so; what another delivery was faster with is thrown away, after a look whether it was not our own change whose answer got lost. So two deliveries at once never mix, each day is read into the file once, and what a process that died left behind is deleted with the container's old files.
/// </summary>
public sealed class ExportSlices(LedgerExport export, SealStore seals, JobStore store, ITables tables, IBlobs blobs, JobPace pace, TimeProvider time)
{
    private const string Parts = "part-";

    /// <summary>The parts of an export, in order.</summary>
    public IAsyncEnumerable<ExportPart> PartsOf(ExportJob job, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Exports, RowQuery.Prefix(job.Id.Value, Parts), cancellationToken).Select(GrantRows.Read<ExportPart>);

    internal Task Next(ExportJob job, Row row, CancellationToken cancellationToken) =>
        job.Next <= job.Choice.To ? WritePart(job, row, cancellationToken) : WriteFile(job, row, cancellationToken);

    private async Task WritePart(ExportJob job, Row row, CancellationToken cancellationToken)
    {
        // Before the rows: a day that is sealed by now will not change while it is read.
        var sealedTo = await seals.LastDay(cancellationToken);
        var (totals, last) = (new ControlTotals(), job.Next);
        var name = NameOf(job, "part");
        await blobs.Add(ContainerNames.Exports, name, async (output, cancel) => last = await WriteDays(job, totals, output, cancel), cancellationToken);
        var part = new ExportPart(name, job.Next, last, sealedTo);
        var after = job.With(totals) with { State = JobState.Running, Slices = job.Slices + 1, Failures = 0, MovedAt = time.GetUtcNow(), Next = last.AddDays(1) };
        var key = string.Create(CultureInfo.InvariantCulture, $"{Parts}{job.Slices:D5}");
        if (!await store.Change(row, after, cancellationToken, RowChange.Add(job.Id.Value, key, GrantRows.Values(part)))
            && (await PartsOf(job, cancellationToken).LastOrDefaultAsync(cancellationToken))?.Blob != name)
        {
            await blobs.Delete(ContainerNames.Exports, name, cancellationToken);
        }
    }

    /// <summary>Whole days until there is no time for more; gives the last.</summary>
    private async Task<DateOnly> WriteDays(ExportJob job, ControlTotals totals, Stream output, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var day = job.Next;
        await using LedgerFile file = ExportJoin.IsCsv(job.Choice.Format) ? new CsvLedger(output) : new JsonLinesLedger(output);
        while (true)
        {
            await export.Append(job.Choice.Range(day, day), [file], totals, cancellationToken);
            if (day == job.Choice.To || day.DayNumber - job.Next.DayNumber + 1 >= pace.Days || totals.Postings >= pace.Rows || time.GetElapsedTime(start) >= pace.Time)
            {
                await file.End(cancellationToken);
                return day;
            }

            day = day.AddDays(1);
        }
    }

    private async Task WriteFile(ExportJob job, Row row, CancellationToken cancellationToken)
    {
        var parts = await PartsOf(job, cancellationToken).ToListAsync(cancellationToken);
        var join = new ExportJoin(blobs, [.. parts.Select(part => part.Blob)]);
        var name = NameOf(job, "file");
        var stored = await blobs.Add(ContainerNames.Exports, name, (output, cancel) => join.Write(job.Choice.Format, output, cancel), cancellationToken)
            ?? throw new InvalidOperationException("A name that was made for this file alone is taken.");
        var now = time.GetUtcNow();
        var after = job with
        {
            State = JobState.Done,
            Slices = job.Slices + 1,
            Failures = 0,
            MovedAt = now,
            File = new(name, stored.Length, stored.Sha256, now + ExportJob.LinkLife),
        };
        if (!await store.Change(row, after, cancellationToken) && (await store.Find(job.Id, cancellationToken) as ExportJob)?.File?.Blob != name)
        {
            await blobs.Delete(ContainerNames.Exports, name, cancellationToken);
            return;
        }

        foreach (var part in parts)
        {
            await blobs.Delete(ContainerNames.Exports, part.Blob, cancellationToken);
        }
    }

    private static string NameOf(ExportJob job, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{job.Id}/{what}-{job.Slices:D5}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
}
