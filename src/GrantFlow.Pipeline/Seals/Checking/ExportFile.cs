using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Export;

namespace GrantFlow.Pipeline.Seals.Checking;

/// <summary>A row of an exported file with what it is compared by.</summary>
internal sealed record ExportRow(DateOnly Day, FundingLineId Line, FileRow Row);

/// <summary>Reads what was exported, CSV or JSON Lines, packed or not, row by row.</summary>
internal static class ExportFile
{
    /// <exception cref="InvalidDataException">It is no export of a ledger; the message names the row.</exception>
    public static async IAsyncEnumerable<ExportRow> Read(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var packed = await First(file, packed: false, cancellationToken) == 0x1f;
        // JSON Lines without a row are an empty file.
        var json = await First(file, packed, cancellationToken) is '{' or 0;
        await using var content = Open(file, packed);
        var number = 0L;
        await foreach (var values in json ? JsonLines(content, cancellationToken) : Csv(content, cancellationToken))
        {
            number++;
            yield return Row(number, values);
        }
    }

    private static Stream Open(Stream file, bool packed) => packed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : new BufferedStream(file);

    /// <summary>The first byte, zero where there is none; the file is at its beginning again.</summary>
    private static async Task<int> First(Stream file, bool packed, CancellationToken cancellationToken)
    {
        var first = new byte[1];
        await using var content = packed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : null;
        var count = await (content ?? file).ReadAsync(first, cancellationToken);
        file.Position = 0;
        return count == 0 ? 0 : first[0];
    }

    private static ExportRow Row(long number, IReadOnlyList<string> values)
    {
        string Of(string column) => values[Array.IndexOf(LedgerLine.Columns, column)];
        return DateOnly.TryParseExact(Of("postingDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && FundingLineId.TryParse(Of("fundingLine"), out var line)
            ? new ExportRow(day, line, new FileRow(number, Of("entryId"), Convert.ToHexStringLower(SealedRow.Leaf(values))))
            : throw new InvalidDataException($"Row {number} has no posting date or no funding line: '{Of("postingDate")}', '{Of("fundingLine")}'.");
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Csv(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(content, CsvReaderOptions.Default, leaveOpen: true);
        await csv.ReadHeaderAsync(cancellationToken);
        var places = LedgerLine.Columns.Select(column => csv.TryGetFieldIndex(column, out var place) ? place
            : throw new InvalidDataException($"The file has no column '{column}'. Only exports of the ledger can be held against a seal, and a funder's export of sealed identities cannot.")).ToList();
        while (await csv.ReadAsync(cancellationToken))
        {
            yield return [.. places.Select(csv.GetString)];
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> JsonLines(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            Dictionary<string, string?>? row;
            try
            {
                row = JsonSerializer.Deserialize<Dictionary<string, string?>>(text);
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"Row {number} is no JSON object of texts.", failure);
            }

            yield return [.. LedgerLine.Columns.Select(column => row!.GetValueOrDefault(column) ?? "")];
        }
    }
}
