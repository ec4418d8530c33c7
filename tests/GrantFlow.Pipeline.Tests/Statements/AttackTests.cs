using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using GrantFlow.Pipeline.Statements.Reading;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Statements;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>Files that are made to hurt: each is refused by name, keeps nothing, and costs next to nothing.</summary>
public sealed class AttackTests
{
    private const string Head = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"><CstmrPmtStsRpt>";

    private static readonly string Good = Encoding.UTF8.GetString(ReadingTests.Bytes("pain.002.001.11-transactions"));

    public static TheoryData<string, string, string> Attacks() => new()
    {
        { "a document type", "HasDoctype", $"<!DOCTYPE Document>{Head}" },
        { "a billion laughs", "HasDoctype", $"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;\">]>{Head}&lol2;" },
        { "an entity from outside", "HasDoctype", $"<!DOCTYPE foo [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>{Head}&xxe;" },
        { "a definition from outside", "HasDoctype", $"<!DOCTYPE foo SYSTEM \"http://127.0.0.1:1/evil.dtd\">{Head}" },
        { "an entity nobody declared", "NotWellFormed", $"{Head}&xxe;" },
        { "nothing", "Empty", "" },
        { "JSON", "NotWellFormed", "{\"a\":1}" },
        { "an end that is missing", "NotWellFormed", Good[..^20] },
        { "something after the end", "NotWellFormed", Good + "<x/>" },
        { "a wrong nesting", "NotWellFormed", Good.Replace("</TxSts>", "</TxSt>", StringComparison.Ordinal) },
        { "a character that XML does not have", "NotWellFormed", Good.Replace("STATUS-1", "STATUS\u0001", StringComparison.Ordinal) },
        { "an older version", "UnknownMessage", Good.Replace("pain.002.001.11", "pain.002.001.03", StringComparison.Ordinal) },
        { "another message", "UnknownMessage", Good.Replace("pain.002.001.11", "pain.001.001.09", StringComparison.Ordinal) },
        { "no namespace", "UnknownMessage", "<Document/>" },
        { "another root", "UnknownMessage", "<html xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"/>" },
        { "a kind and another content", "NotComplete", Good.Replace("GrpHdr", "Header", StringComparison.Ordinal) },
        { "a million elements in each other", "TooDeep", Head + string.Concat(Enumerable.Repeat("<a>", 1_000_000)) },
        { "a long text", "TextTooLong", $"{Head}<GrpHdr><MsgId>{new string('x', 20_000_000)}</MsgId>" },
        { "a text that is only too long for a bank", "TextTooLong", $"{Head}<GrpHdr><MsgId>{new string('x', 3_000)}</MsgId>" },
        { "a long attribute", "TextTooLong", $"{Head}<GrpHdr a=\"{new string('x', 20_000_000)}\">" },
        { "a long name", "TextTooLong", $"{Head}<{new string('x', 20_000_000)}>" },
        { "a CDATA section full of tags", "TextTooLong", $"{Head}<GrpHdr><MsgId><![CDATA[{string.Concat(Enumerable.Repeat("<a>]]", 2_000_000))}]]></MsgId>" },
        { "a thousand names", "TooMany", Head + string.Concat(Enumerable.Range(0, 100_000).Select(number => $"<n{number}/>")) },
        { "a transaction without end", "TooMany", $"{Head}<OrgnlPmtInfAndSts><TxInfAndSts>{string.Concat(Enumerable.Repeat("<StsRsnInf/>", 100_000))}" },
        { "another encoding", "WrongEncoding", "<?xml version=\"1.0\" encoding=\"windows-1252\"?>" + Head },
        { "UTF-7", "WrongEncoding", "+/v8-+ADw-Document+AD4-" },
        { "UTF-7 by its own word", "WrongEncoding", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-Document+AD4-" },
        { "the word UTF-16 and single bytes", "WrongEncoding", Good.Replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public Task Is_refused(string what, string fault, string file) => IsRefused(what, fault, new MemoryStream(Encoding.UTF8.GetBytes(file)));

    public static TheoryData<string, string, byte[]> OtherBytes() => new()
    {
        { "UTF-32", "WrongEncoding", Encoding.UTF32.GetPreamble().Concat(Encoding.UTF32.GetBytes(Good)).ToArray() },
        { "bytes that are no UTF-8", "WrongEncoding", [.. Encoding.UTF8.GetBytes(Head), .. "<GrpHdr><MsgId>"u8, 0xC3, 0x28, .. "</MsgId>"u8] },
        { "letters of another encoding under a wrong name", "WrongEncoding", [.. Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Head + "<GrpHdr><MsgId>"), 0x80, 0x93, .. "</MsgId>"u8] },
        { "a mark of UTF-8 and the word ISO-8859-1", "WrongEncoding", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Head)] },
        { "UTF-16 and the word UTF-8", "WrongEncoding", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Good)).ToArray() },
        { "half a letter of UTF-16", "WrongEncoding", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Head + "<GrpHdr><MsgId>"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("</MsgId>")] },
        { "a bomb in UTF-16", "TooDeep", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Head + string.Concat(Enumerable.Repeat("<a>", 1_000_000)))).ToArray() },
        { "something packed", "NotWellFormed", Packed(Good) },
    };

    [Theory]
    [MemberData(nameof(OtherBytes))]
    public Task Is_refused_by_its_bytes(string what, string fault, byte[] file) => IsRefused(what, fault, new MemoryStream(file));

    [Theory]
    [InlineData("   ")]
    [InlineData("<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>x</OrgnlEndToEndId></TxInfAndSts></OrgnlPmtInfAndSts>")]
    [InlineData("<OrgnlPmtInfAndSts/>")]
    [InlineData("<!-- <![CDATA[ -->")]
    public async Task A_gigabyte_is_refused_long_before_its_end(string again)
    {
        var endless = new EndlessStream(Encoding.UTF8.GetBytes(Head), Encoding.UTF8.GetBytes(again), 1L << 30);
        await IsRefused("a gigabyte", null, endless);
        Assert.True(endless.Given <= StatementLimits.Bytes + (1 << 20), $"{endless.Given} bytes were read.");
    }

    [Fact]
    public async Task A_file_that_breaks_after_five_thousand_rows_says_where_and_is_not_taken_at_all()
    {
        var run = new PipelineRun();
        var rows = string.Concat(Enumerable.Range(1, 5_000).Select(number => $"<TxInfAndSts><OrgnlEndToEndId>E{number}</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>\n"));
        var file = $"{Head}<GrpHdr><MsgId>M</MsgId></GrpHdr><OrgnlGrpInfAndSts/><OrgnlPmtInfAndSts>\n{rows}<TxInfAndSts><oops></TxInfAndSts>";
        var refused = await Assert.ThrowsAsync<StatementRefusedException>(() => run.Get<StatementImport>().Import(new MemoryStream(Encoding.UTF8.GetBytes(file)), People.Finance.Id, null, default));
        Assert.Equal(StatementFault.NotWellFormed, refused.Fault);
        Assert.Equal("The file is broken at line 5002, position 22, after row 5000: it is no well-formed XML there. Nothing of it was taken.", refused.Message);
        await Nothing(run);
    }

    [Fact]
    public async Task Whatever_byte_is_changed_a_file_is_read_or_refused()
    {
        var random = new Random(20261122);
        var samples = ReadingTests.Names().Select(ReadingTests.Bytes).ToList();
        var refused = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = samples[random.Next(samples.Count)].ToArray();
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                await foreach (var row in StatementReader.Read(new MemoryStream(bytes), new StatementHead(), default))
                {
                    Assert.True(row.Row.Fault is null || row.Row.Fault.Length < 200);
                }
            }
            catch (StatementRefusedException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 2_999);
    }

    private static async Task IsRefused(string what, string? fault, Stream file)
    {
        var run = new PipelineRun();
        // Nothing here waits: all of it runs on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var refused = await Assert.ThrowsAsync<StatementRefusedException>(() => StatementReader.Read(file, new StatementHead(), default).ToListAsync().AsTask());
        Assert.True(fault is null ? refused.Fault is StatementFault.TooLarge or StatementFault.TextTooLong or StatementFault.TooMany : refused.Fault.ToString() == fault, $"{what} is {refused.Fault}: {refused.Message}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{what} took {watch.Elapsed}.");
        Assert.DoesNotContain("passwd", refused.ToString(), StringComparison.Ordinal);
        Assert.True(fault is null || GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20, $"{what} took {GC.GetAllocatedBytesForCurrentThread() - before} bytes.");
        await Nothing(run);
    }

    private static async Task Nothing(PipelineRun run)
    {
        Assert.Empty(run.Tables.Rows(TableNames.Statements));
        Assert.Equal(0, await run.Queues.Count(QueueNames.Statements, default));
        Assert.Empty(await run.Blobs.List(ContainerNames.Statements, "", default).ToListAsync());
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>A beginning, and then the same over and over.</summary>
    private sealed class EndlessStream(byte[] head, byte[] again, long length) : MemoryStream
    {
        private readonly byte[] _block = [.. Enumerable.Repeat(again, 4096).SelectMany(bytes => bytes)];

        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var source = Given < head.Length ? head.AsMemory((int)Given) : _block.AsMemory((int)((Given - head.Length) % _block.Length));
            var count = (int)Math.Min(Math.Min(source.Length, buffer.Length), length - Given);
            source[..count].CopyTo(buffer);
            Given += count;
            return ValueTask.FromResult(count);
        }
    }
}
