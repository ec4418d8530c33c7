using System.Text;
using System.Text.Json;
using CsvHelper;

namespace GrantFlow.Pipeline.Export;

/// <summary>A file of ledger lines on its way out. What was not ended is not whole.</summary>
public abstract class LedgerFile : IAsyncDisposable
{
    /// <summary>Before the first line.</summary>
    public abstract Task Begin(CancellationToken cancellationToken);

    /// <summary>The next line.</summary>
    public abstract Task Add(LedgerLine line, CancellationToken cancellationToken);

    /// <summary>After the last line.</summary>
    public abstract Task End(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Comma-separated values with a header line (<see cref="CsvOutput"/>).</summary>
/// <param name="output">Stays open.</param>
public sealed class CsvLedger(Stream output) : LedgerFile
{
    private readonly CsvWriter _csv = CsvOutput.To(output);

    /// <inheritdoc/>
    public override async Task Begin(CancellationToken cancellationToken) => await _csv.WriteRecordAsync(LedgerLine.Columns, cancellationToken);

    /// <inheritdoc/>
    public override async Task Add(LedgerLine line, CancellationToken cancellationToken) => await _csv.WriteRecordAsync(line.Values, cancellationToken);

    /// <inheritdoc/>
    public override async Task End(CancellationToken cancellationToken) => await _csv.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _csv.DisposeAsync();
}

/// <summary>One JSON object a line, UTF-8, ending in a line feed each.</summary>
/// <param name="output">Stays open.</param>
public sealed class JsonLinesLedger(Stream output) : LedgerFile
{
    internal static readonly JsonSerializerOptions JsonLine = new(JsonSerializerDefaults.Web);

    private readonly StreamWriter _text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\n" };

    /// <inheritdoc/>
    public override Task Begin(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task Add(LedgerLine line, CancellationToken cancellationToken) => _text.WriteLineAsync(JsonSerializer.Serialize(line, JsonLine).AsMemory(), cancellationToken);

    /// <inheritdoc/>
    public override Task End(CancellationToken cancellationToken) => _text.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _text.DisposeAsync();
}
