using GrantFlow.Pipeline.Export.Xlsx;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export;

/// <summary>Writes the ledger of a range as it is read: memory does not grow with the range.</summary>
public sealed class LedgerExport(LedgerStore ledger, FunderNames names)
{
    /// <summary>Comma-separated values.</summary>
    public async Task<ControlTotals> WriteCsv(LedgerRange range, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = new CsvLedger(output);
        return await Write(range, [csv], cancellationToken);
    }

    /// <summary>JSON Lines.</summary>
    public async Task<ControlTotals> WriteJsonLines(LedgerRange range, Stream output, CancellationToken cancellationToken)
    {
        await using var json = new JsonLinesLedger(output);
        return await Write(range, [json], cancellationToken);
    }

    /// <summary>A spreadsheet.</summary>
    public async Task<ControlTotals> WriteXlsx(LedgerRange range, Stream output, CancellationToken cancellationToken)
    {
        await using var book = new XlsxLedger(output);
        return await Write(range, [book], cancellationToken);
    }

    /// <summary>Writes the same lines into every file, reading the ledger once: what is posted meanwhile is in all of them or in none.</summary>
    public async Task<ControlTotals> Write(LedgerRange range, IReadOnlyList<LedgerFile> files, CancellationToken cancellationToken)
    {
        var totals = new ControlTotals();
        foreach (var file in range.After is null ? files : [])
        {
            await file.Begin(cancellationToken);
        }

        await Append(range, files, totals, cancellationToken);
        foreach (var file in files)
        {
            await file.End(cancellationToken);
        }

        return totals;
    }

    /// <summary>The same without beginning and end.</summary>
    internal async Task Append(LedgerRange range, IReadOnlyList<LedgerFile> files, ControlTotals totals, CancellationToken cancellationToken)
    {
        await foreach (var entry in Entries(range, cancellationToken))
        {
            totals.Add(entry);
            foreach (var line in Lines(entry, range))
            {
                foreach (var file in files)
                {
                    await file.Add(line, cancellationToken);
                }
            }
        }
    }

    /// <summary>The entries of a range, in order, with those of their postings that are asked for.</summary>
    public IAsyncEnumerable<PostedEntry> Entries(LedgerRange range, CancellationToken cancellationToken) =>
        (range.After is { } after ? ledger.ReadBehind(after, range.To, range.Stored, cancellationToken) : ledger.Read(range.From, range.To, range.Stored, cancellationToken)).Select(range.Choose).OfType<PostedEntry>();

    private IEnumerable<LedgerLine> Lines(PostedEntry entry, LedgerRange range) => range.ForFunder
        ? LedgerLine.Of(entry).Select(line => line with { Programme = names.Of(entry.Programme), FundingLine = names.Of(entry.FundingLine) })
        : LedgerLine.Of(entry);
}
