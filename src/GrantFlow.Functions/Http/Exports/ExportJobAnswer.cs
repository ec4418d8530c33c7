using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Seals;

namespace GrantFlow.Functions.Http.Exports;

/// <summary>How an export stands, and what its file is checked against.</summary>
public sealed class ExportJobAnswer(ExportSlices slices, SealStore seals, ExportLink links, FunderNames names, TimeProvider time)
{
    internal async Task<object> Of(ExportJob job, CancellationToken cancellationToken) => Shown(job, job.File is { } file && IsThere(job) ? await Of(job, file, cancellationToken) : null);

    internal object InList(ExportJob job) => Shown(job, null);

    private bool IsThere(ExportJob job) => job.StateAt(time.GetUtcNow()) == JobState.Done;

    private object Shown(ExportJob job, object? file)
    {
        var (now, choice) = (time.GetUtcNow(), job.Choice);
        return new
        {
            job.Id,
            Href = $"/api/ledger/exports/{job.Id}",
            State = HttpJson.Name(job.StateAt(now)),
            Why = job.WhyAt(now) ?? (job.StateAt(now) == JobState.Expired ? "The file is deleted. Ask again under another Idempotency-Key." : null),
            job.AskedAt,
            job.By,
            Choice = new
            {
                choice.From,
                choice.To,
                Programme = choice is { ForFunder: true, Programme: { } programme } ? names.Of(programme) : choice.Programme?.Value,
                Line = choice is { ForFunder: true, Line: { } line } ? names.Of(line) : choice.Line?.Value,
                choice.Funder,
                Office = choice.Office?.Value,
                Account = choice.Account is { } account ? HttpJson.Name(account) : null,
                Period = choice.Period?.Value,
                For = choice.ForFunder ? "funder" : null,
                Format = ExportFormats.NameOf(choice.Format),
            },
            Progress = new { Days = job.Next.DayNumber - choice.From.DayNumber, OfDays = choice.Days, job.Rows },
            File = file,
        };
    }

    /// <summary>A day counts as sealed where it was before its rows were read: those cannot have changed since.</summary>
    private async Task<object> Of(ExportJob job, ExportedFile file, CancellationToken cancellationToken)
    {
        var known = new List<object>();
        var open = new List<DateOnly>();
        await foreach (var part in slices.PartsOf(job, cancellationToken))
        {
            var day = part.From;
            if (part.SealedTo is { } last)
            {
                await foreach (var seal in seals.Read(part.From, last < part.To ? last : part.To, cancellationToken))
                {
                    open.AddRange(Days(day, seal.Day));
                    known.Add(new { seal.Day, seal.Hash });
                    day = seal.Day.AddDays(1);
                }
            }

            open.AddRange(Days(day, part.To.AddDays(1)));
        }

        return new
        {
            file.Bytes,
            file.Sha256,
            job.Entries,
            job.Rows,
            Totals = job.Totals.Select(sum => new { sum.Debits, sum.Credits }),
            Seals = known,
            NotSealed = open,
            Download = $"/api/ledger/exports/{job.Id}/file/{links.For(job.Id, file.Until)}",
            file.Until,
        };
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly before) => Enumerable.Range(0, Math.Max(0, before.DayNumber - from.DayNumber)).Select(from.AddDays);
}
