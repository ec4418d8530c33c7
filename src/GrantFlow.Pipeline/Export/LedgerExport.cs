using System.Text;
using System.Text.Json;
using CsvHelper;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export;

/// <summary>Writes the ledger of a range as it is read: memory does not grow with the range.</summary>
public sealed class LedgerExport(LedgerStore ledger, FunderNames names)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly JsonSerializerOptions JsonLine = new(JsonSerializerDefaults.Web);

    /// <summary>RFC 4180: CRLF, quotes where needed. A text that a spreadsheet would run as a formula is written with a leading apostrophe.</summary>
    private static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { NewLine = "\r\n", Injection = CsvInjection.Escape };

    /// <summary>Comma-separated values, UTF-8 without byte order mark, with a header line.</summary>
    public async Task<ControlTotals> WriteCsv(LedgerRange range, Stream output, CancellationToken cancellationToken)
    {
        var totals = new ControlTotals();
        await using var csv = CsvWriter.Create(output, Csv, leaveOpen: true);
        await csv.WriteRecordAsync(LedgerLine.Columns, cancellationToken);
        await foreach (var entry in ledger.Read(range.From, range.To, range.Programme, cancellationToken))
        {
            totals.Add(entry);
            foreach (var line in Lines(entry, range))
            {
                await csv.WriteRecordAsync(line.Values, cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
        return totals;
    }

    /// <summary>One JSON object a line, UTF-8, ending in a line feed each.</summary>
    public async Task<ControlTotals> WriteJsonLines(LedgerRange range, Stream output, CancellationToken cancellationToken)
    {
        var totals = new ControlTotals();
        await using var text = new StreamWriter(output, Utf8, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\n" };
        await foreach (var entry in ledger.Read(range.From, range.To, range.Programme, cancellationToken))
        {
            totals.Add(entry);
            foreach (var line in Lines(entry, range))
            {
                await text.WriteLineAsync(JsonSerializer.Serialize(line, JsonLine).AsMemory(), cancellationToken);
            }
        }

        return totals;
    }

    private IEnumerable<LedgerLine> Lines(PostedEntry entry, LedgerRange range) => range.ForFunder
        ? LedgerLine.Of(entry).Select(line => line with { Programme = names.Of(entry.Programme), FundingLine = names.Of(entry.FundingLine) })
        : LedgerLine.Of(entry);
}
