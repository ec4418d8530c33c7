using System.Diagnostics;
using System.Globalization;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using Xunit.Abstractions;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>How fast a long ledger goes out, and how much the process grows. GRANTFLOW_EXPORT_ROWS in the environment says how many rows; one million is what was promised.</summary>
[Collection(Measured.Name)]
public sealed class ExportBenchmarkTests(ITestOutputHelper output)
{
    private const long MostGrowth = 200L << 20;

    private static readonly int Rows = int.Parse(Environment.GetEnvironmentVariable("GRANTFLOW_EXPORT_ROWS") ?? "20000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("xlsx")]
    public async Task The_process_grows_by_less_than_200_MiB(string format)
    {
        var ledger = new LongLedger(Rows / 2);
        var export = new LedgerExport(new LedgerStore(ledger, new SealStore(ledger), new PeriodBook(ledger, TimeProvider.System)), new FunderNames(new Catalogue([], new Dictionary<OfficeId, Office>())));
        var range = new LedgerRange(LongLedger.Day, LongLedger.Day, null);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Environment.WorkingSet;
        await using var growing = new GrowthStream();
        var watch = Stopwatch.StartNew();
        var totals = format switch
        {
            "csv" => await export.WriteCsv(range, growing, CancellationToken.None),
            "jsonl" => await export.WriteJsonLines(range, growing, CancellationToken.None),
            _ => await export.WriteXlsx(range, growing, CancellationToken.None),
        };
        var seconds = watch.Elapsed.TotalSeconds;
        var growth = Math.Max(growing.Most, Environment.WorkingSet) - before;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{format}: {totals.Postings} rows, {growing.Length >> 20} MiB, {totals.Postings / seconds:0} rows a second, the process grew by at most {growth >> 20} MiB"));
        Assert.Equal(2 * (Rows / 2), totals.Postings);
        Assert.True(growth < MostGrowth, $"The process grew by {growth} bytes.");
    }

    /// <summary>Swallows what is written and looks at the process now and then.</summary>
    private sealed class GrowthStream : Stream
    {
        private const int BytesBetweenLooks = 256 * 1024;

        private long _written;
        private long _nextLook;

        public long Most { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _written;

        public override long Position
        {
            get => _written;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _written += buffer.Length;
            if (_written >= _nextLook)
            {
                _nextLook = _written + BytesBetweenLooks;
                Most = Math.Max(Most, Environment.WorkingSet);
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
            // Nothing is held back.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
