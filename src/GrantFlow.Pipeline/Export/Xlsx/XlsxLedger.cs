using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace GrantFlow.Pipeline.Export.Xlsx;

/// <summary>
/// A spreadsheet (ISO/IEC 29500) with one row per line: amounts are numbers with the digits of their currency, days and moments are dates, everything else is text and never a formula. Sheet after
/// sheet is written as the lines come, so that nothing but the last few rows is held.
/// </summary>
/// <param name="output">Stays open.</param>
/// <param name="rowsPerSheet">What a sheet holds below its header.</param>
public sealed class XlsxLedger(Stream output, int rowsPerSheet = XlsxLedger.RowsPerSheet) : LedgerFile
{
    /// <summary>The most that readers of the format take, without the header.</summary>
    public const int RowsPerSheet = 1_048_575;

    /// <summary>The media type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows go out when this much of them is ready.</summary>
    private const int Chunk = 64 * 1024;

    private readonly BreakingStream _whole = new(output);
    private readonly MemoryStream _ready = new();
    private ZipArchive? _archive;
    private Stream? _sheet;
    private XmlWriter? _xml;
    private int _sheets;
    private int _rows;
    private bool _ended;

    /// <inheritdoc/>
    public override async Task Begin(CancellationToken cancellationToken)
    {
        _archive = await ZipArchive.CreateAsync(_whole, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await AddPart("[Content_Types].xml", XlsxParts.ContentTypes, cancellationToken);
        await AddPart("_rels/.rels", XlsxParts.Root, cancellationToken);
        await AddPart("xl/styles.xml", XlsxParts.Styles, cancellationToken);
        await BeginSheet(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task Add(LedgerLine line, CancellationToken cancellationToken)
    {
        if (_rows == rowsPerSheet)
        {
            await EndSheet(cancellationToken);
            await BeginSheet(cancellationToken);
        }

        _rows++;
        new XlsxRow(_xml!, _rows + 1).Write(line);
        if (_ready.Length >= Chunk)
        {
            await Send(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task End(CancellationToken cancellationToken)
    {
        await EndSheet(cancellationToken);
        await AddPart("xl/workbook.xml", XlsxParts.Workbook(_sheets), cancellationToken);
        await AddPart("xl/_rels/workbook.xml.rels", XlsxParts.Sheets(_sheets), cancellationToken);
        await _archive!.DisposeAsync();
        await _whole.FlushAsync(cancellationToken);
        _ended = true;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _whole.Break();
            if (_sheet is not null)
            {
                await _sheet.DisposeAsync();
            }

            if (_archive is not null)
            {
                await _archive.DisposeAsync();
            }
        }

        if (_xml is not null)
        {
            await _xml.DisposeAsync();
        }

        await _ready.DisposeAsync();
        await _whole.DisposeAsync();
    }

    private async Task BeginSheet(CancellationToken cancellationToken)
    {
        _sheets++;
        _rows = 0;
        _sheet = await _archive!.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_sheets}.xml"), CompressionLevel.Fastest).OpenAsync(cancellationToken);
        _xml = XmlWriter.Create(_ready, XlsxParts.Xml);
        XlsxParts.BeginSheet(_xml);
        new XlsxRow(_xml, 1).WriteHeader(LedgerLine.Columns);
    }

    private async Task EndSheet(CancellationToken cancellationToken)
    {
        XlsxParts.EndSheet(_xml!);
        await Send(cancellationToken);
        await _xml!.DisposeAsync();
        _xml = null;
        await _sheet!.DisposeAsync();
        _sheet = null;
    }

    private async Task Send(CancellationToken cancellationToken)
    {
        await _xml!.FlushAsync();
        await _sheet!.WriteAsync(_ready.GetBuffer().AsMemory(0, (int)_ready.Length), cancellationToken);
        _ready.SetLength(0);
    }

    private async Task AddPart(string name, string content, CancellationToken cancellationToken)
    {
        await using var part = await _archive!.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await part.WriteAsync(System.Text.Encoding.UTF8.GetBytes(content), cancellationToken);
    }
}
