using System.IO.Compression;
using System.Text;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Seals.Checking;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Seals;

/// <summary>An exported file is held against the proof of its days: whatever was done to it is found and named.</summary>
public sealed class ExportCheckTests : IAsyncLifetime
{
    private static readonly DateOnly First = SealRun.Day, Last = First.AddDays(3);

    private readonly SealRun _run = new();
    private byte[] _proof = [];
    private string _lastSeal = "";

    public async Task InitializeAsync()
    {
        for (var number = 0; number < 24; number++)
        {
            await _run.Ledger.Store(SealRun.Entry(number, First.AddDays(number % 3)), default);
        }

        _run.Until(Last);
        await _run.Sealer.Tick(default);
        // One that comes after its day was sealed.
        await _run.Ledger.Store(SealRun.Entry(24), default);
        _run.Until(Last.AddDays(1));
        await _run.Sealer.Tick(default);
        using var proof = new MemoryStream();
        await new ProofFile(_run.Seals, _run.Blobs).Write(First, Last, proof, default);
        _proof = proof.ToArray();
        _lastSeal = (await _run.Seals.Find(Last, default))!.Hash;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("csv", false)]
    [InlineData("csv", true)]
    [InlineData("jsonl", false)]
    [InlineData("jsonl", true)]
    public async Task An_export_as_it_was_downloaded_is_as_it_was_sealed(string format, bool packed)
    {
        var content = await Export(format);
        var (finding, days, rows, seal) = await Check(packed ? Packed(content) : content, new(LastSeal: _lastSeal));
        Assert.Null(finding);
        Assert.Equal((4, 50L, _lastSeal), (days, rows, seal));
    }

    [Fact]
    public async Task Proofs_of_parts_put_one_after_the_other_are_the_proof_of_the_whole()
    {
        using var proof = new MemoryStream();
        await new ProofFile(_run.Seals, _run.Blobs).Write(First, First.AddDays(1), proof, default);
        await new ProofFile(_run.Seals, _run.Blobs).Write(First.AddDays(2), Last, proof, default);
        _proof = proof.ToArray();
        var (finding, days, rows, seal) = await Check(await Export("csv"), new(LastSeal: _lastSeal));
        Assert.Null(finding);
        Assert.Equal((4, 50L, _lastSeal), (days, rows, seal));
    }

    [Fact]
    public async Task One_programme_s_export_is_whole_on_its_own()
    {
        var one = await Export("csv", new(First, Last, World.Dated));
        Assert.Null((await Check(one, new(World.Dated))).Finding);
        Assert.Equal(FindingKind.RowMissing, (await Check(one, new())).Finding!.Kind);
        Assert.Equal(FindingKind.RowMissing, (await Check(Lines(one, lines => lines.RemoveAt(4)), new(World.Dated))).Finding!.Kind);
    }

    [Fact]
    public async Task A_choice_of_rows_is_held_against_the_seals_as_far_as_it_goes()
    {
        var some = Lines(await Export("csv"), lines => lines.RemoveAll(line => line.Contains(",Available,", StringComparison.Ordinal)));
        Assert.Null((await Check(some, new(Part: true))).Finding);
        Assert.Equal(FindingKind.RowAltered, (await Check(Lines(some, lines => lines[3] = lines[3].Replace(".00,", ".01,", StringComparison.Ordinal)), new(Part: true))).Finding!.Kind);
    }

    [Fact]
    public async Task A_proof_with_another_last_seal_is_not_the_one_that_was_kept() =>
        Assert.Equal(FindingKind.OtherSeal, (await Check(await Export("csv"), new(LastSeal: Seal.First))).Finding!.Kind);

    [Fact]
    public async Task A_day_that_is_not_in_the_proof_is_named()
    {
        await _run.Ledger.Store(SealRun.Entry(30, Last.AddDays(1)), default);
        var finding = (await Check(await Export("csv", new(First, Last.AddDays(1), null)), new())).Finding;
        Assert.Equal((FindingKind.DayNotSealed, Last.AddDays(1), 51L), (finding!.Kind, finding.Day, finding.Row!.Value));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Every_row_that_is_changed_dropped_added_or_moved_is_found_where_it_is(string format)
    {
        var content = await Export(format);
        var header = format == "csv" ? 1 : 0;
        var count = Encoding.UTF8.GetString(content).Split('\n').Length - 1 - header;
        for (var row = 1; row <= count; row++)
        {
            var at = row - 1 + header;
            await Finds(FindingKind.RowAltered, row, content, lines => lines[at] = lines[at].Contains("Available", StringComparison.Ordinal) ? lines[at].Replace("Available", "Returned", StringComparison.Ordinal) : lines[at].Replace("Committed", "Returned", StringComparison.Ordinal));
            await Finds(FindingKind.RowMissing, null, content, lines => lines.RemoveAt(at));
            await Finds(FindingKind.RowAdded, row, content, lines => lines.Insert(at, lines[at].Replace("0Z", "1Z", StringComparison.Ordinal)));
            await Finds(FindingKind.RowMissing, null, content, lines => lines.RemoveRange(at, lines.Count - at - 1));
            if (row < count && lines(at)[..30] != lines(at + 1)[..30] && lines(at).Contains(Day(at), StringComparison.Ordinal) && lines(at + 1).Contains(Day(at), StringComparison.Ordinal))
            {
                await Finds(FindingKind.RowMoved, row, content, all => (all[at], all[at + 1]) = (all[at + 1], all[at]));
            }
        }

        string lines(int at) => Encoding.UTF8.GetString(content).Split('\n')[at];
        string Day(int at) => System.Text.RegularExpressions.Regex.Match(lines(at), "2026-01-0[0-9]").Value;
    }

    [Theory]
    [MemberData(nameof(TheoryNumbers.Seeds), 40, MemberType = typeof(TheoryNumbers))]
    public async Task No_single_altered_character_of_a_row_goes_unseen(int seed)
    {
        var random = new Random(seed);
        var text = Encoding.UTF8.GetString(await Export("csv"));
        var from = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (var time = 0; time < 25; time++)
        {
            var at = random.Next(from, text.Length - 2);
            var other = (char)random.Next('!', '~');
            if (text[at] is '\r' or '\n' || text[at] == other)
            {
                continue;
            }

            try
            {
                var finding = (await Check(Encoding.UTF8.GetBytes(text[..at] + other + text[(at + 1)..]), new())).Finding;
                Assert.True(finding is not null, $"'{text[at]}' at {at} became '{other}', and nobody saw it.");
            }
            catch (InvalidDataException)
            {
                // Not even a row any more.
            }
        }
    }

    [Fact]
    public async Task Nothing_but_an_export_and_a_proof_is_taken()
    {
        var csv = await Export("csv");
        await Assert.ThrowsAsync<InvalidDataException>(() => Check("a,b\r\n1,2\r\n"u8.ToArray(), new()));
        Assert.Equal(FindingKind.RowMissing, (await Check([], new())).Finding!.Kind);
        await Assert.ThrowsAsync<InvalidDataException>(() => ExportCheck.Run(new MemoryStream(csv), new MemoryStream(), new(), default));
        await Assert.ThrowsAsync<InvalidDataException>(() => ExportCheck.Run(new MemoryStream(csv), new MemoryStream(csv), new(), default));
        await Assert.ThrowsAsync<InvalidDataException>(() => ExportCheck.Run(new MemoryStream(csv), new MemoryStream("""{"columns":["a"]}"""u8.ToArray()), new(), default));
    }

    [Fact]
    public async Task A_proof_that_was_altered_is_not_believed()
    {
        var text = Encoding.UTF8.GetString(_proof).Split('\n').ToList();
        var csv = await Export("csv");
        var leaf = text.FindIndex(line => line.Contains("\"leaf\":{", StringComparison.Ordinal));
        var without = text.Where((_, at) => at != leaf);
        var finding = (await ExportCheck.Run(new MemoryStream(csv), new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', without))), new(), default)).Finding;
        Assert.Equal((FindingKind.LeavesAltered, First), (finding!.Kind, finding.Day));
    }

    private async Task Finds(FindingKind kind, int? row, byte[] content, Action<List<string>> change)
    {
        var finding = (await Check(Lines(content, change), new())).Finding;
        Assert.True(finding?.Kind == kind && (row is null || finding.Row == row), $"{kind} at {row}: {finding}");
    }

    private static byte[] Lines(byte[] content, Action<List<string>> change)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n').ToList();
        change(lines);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Packed(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    private Task<CheckedExport> Check(byte[] content, ExportClaim claim) => ExportCheck.Run(new MemoryStream(content), new MemoryStream(_proof), claim, default);

    private async Task<byte[]> Export(string format, LedgerRange? range = null)
    {
        using var output = new MemoryStream();
        var export = new LedgerExport(_run.Ledger, new FunderNames(World.Catalogue));
        await (format == "csv" ? export.WriteCsv(range ?? new(First, Last, null), output, default) : export.WriteJsonLines(range ?? new(First, Last, null), output, default));
        return output.ToArray();
    }
}
