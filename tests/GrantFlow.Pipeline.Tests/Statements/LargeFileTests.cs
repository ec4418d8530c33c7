using System.Text;
using GrantFlow.Pipeline.Statements.Reading;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>What measures the memory of the process runs alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}

/// <summary>A long file is read in the memory of a short one.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class LargeFileTests
{
    private const int Rows = 100_000;

    [Fact]
    public async Task A_hundred_thousand_rows_are_read_in_bounded_memory()
    {
        var (rows, most) = (0, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await foreach (var row in StatementReader.Read(new RowStream(), new StatementHead(), default))
        {
            Assert.Equal($"E{++rows}", row.Row.EndToEndId);
            if (rows % 10_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Rows, rows);
        Assert.True(most < 8 << 20, $"{most} bytes were held.");
    }

    /// <summary>Makes the file while it is read.</summary>
    private sealed class RowStream : MemoryStream
    {
        private byte[] _part = Encoding.UTF8.GetBytes("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"><CstmrPmtStsRpt><GrpHdr><MsgId>M</MsgId></GrpHdr><OrgnlPmtInfAndSts>");
        private int _at;
        private int _row;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _part.Length)
            {
                (_part, _at, _row) = (Next(_row + 1), 0, _row + 1);
            }

            var count = Math.Min(buffer.Length, _part.Length - _at);
            _part.AsSpan(_at, count).CopyTo(buffer.Span);
            _at += count;
            return ValueTask.FromResult(count);
        }

        private static byte[] Next(int row) => row switch
        {
            <= Rows => Encoding.UTF8.GetBytes($"<TxInfAndSts><OrgnlEndToEndId>E{row}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>{new string('x', 90)}</AddtlInf></StsRsnInf></TxInfAndSts>"),
            Rows + 1 => "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"u8.ToArray(),
            _ => [],
        };
    }
}
