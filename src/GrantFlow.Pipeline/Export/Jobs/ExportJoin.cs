using System.IO.Compression;
using System.Text.Json;
using GrantFlow.Pipeline.Export.Xlsx;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Export.Jobs;

/// <summary>
/// Makes one file of parts, in bounded memory: the same bytes that one reading would have written. Parts are CSV or JSON Lines without a beginning; those are put one after the other, packed on the way
/// where that is asked for. A spreadsheet cannot be put together of spreadsheets: it is written from parts of JSON Lines, row by row.
/// </summary>
internal sealed class ExportJoin(IBlobs blobs, IReadOnlyList<string> parts)
{
    /// <summary>Whether the parts of a format are CSV; all others are JSON Lines.</summary>
    public static bool IsCsv(ExportFormat format) => format is ExportFormat.Csv or ExportFormat.CsvGz;

    /// <summary>Writes the file.</summary>
    /// <exception cref="InvalidDataException">A part is gone, or was altered.</exception>
    public async Task Write(ExportFormat format, Stream output, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case ExportFormat.Csv or ExportFormat.Jsonl:
                await Plain(IsCsv(format), output, cancellationToken);
                break;
            case ExportFormat.Xlsx:
                await Spreadsheet(output, cancellationToken);
                break;
            default:
                await using (var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
                {
                    await Plain(IsCsv(format), packed, cancellationToken);
                }

                break;
        }
    }

    private async Task Plain(bool csv, Stream output, CancellationToken cancellationToken)
    {
        if (csv)
        {
            await using var header = new CsvLedger(output);
            await header.Begin(cancellationToken);
            await header.End(cancellationToken);
        }

        foreach (var part in parts)
        {
            await using var stored = await Open(part, cancellationToken);
            await stored.CopyToAsync(output, cancellationToken);
        }
    }

    private async Task Spreadsheet(Stream output, CancellationToken cancellationToken)
    {
        await using var book = new XlsxLedger(output);
        await book.Begin(cancellationToken);
        foreach (var part in parts)
        {
            await using var stored = await Open(part, cancellationToken);
            using var reader = new StreamReader(stored, leaveOpen: true);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                await book.Add(JsonSerializer.Deserialize<LedgerLine>(line, JsonLinesLedger.JsonLine)!, cancellationToken);
            }
        }

        await book.End(cancellationToken);
    }

    private async Task<Stream> Open(string part, CancellationToken cancellationToken) =>
        await blobs.Open(ContainerNames.Exports, part, cancellationToken) ?? throw new InvalidDataException($"The part {part} of an export is not in storage any more.");
}
