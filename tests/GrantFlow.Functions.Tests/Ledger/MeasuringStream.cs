namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Swallows what is written and looks at the memory now and then.</summary>
internal sealed class MeasuringStream(Func<int> read) : Stream
{
    private long _nextLook;
    private long _entriesWritten;

    public int BytesBetweenLooks { get; init; } = 1_000_000;

    public Action? OnWrite { get; init; }

    public long Written { get; private set; }

    public long MostReadAhead { get; private set; }

    public long LeastMemory { get; private set; } = long.MaxValue;

    public long MostMemory { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Written;

    public override long Position
    {
        get => Written;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        OnWrite?.Invoke();
        Written += buffer.Length;
        // Two lines make an entry.
        _entriesWritten += buffer.Count((byte)'\n');
        MostReadAhead = Math.Max(MostReadAhead, read() - (_entriesWritten / 2));
        if (Written < _nextLook)
            return;

        _nextLook = Written + BytesBetweenLooks;
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        LeastMemory = Math.Min(LeastMemory, memory);
        MostMemory = Math.Max(MostMemory, memory);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
