using System.Text;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Suppliers;

/// <summary>Lists as they come in: read whole or not at all, and never more than a list is.</summary>
public sealed class ConsolidatedListTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private readonly MemoryTables _tables = new();
    private readonly MemoryBlobs _blobs = new();
    private readonly SupplierLists _lists;

    public ConsolidatedListTests() => _lists = new(_tables, _blobs, new ManualTime(Now));

    [Fact]
    public async Task People_and_organisations_are_read_under_every_name_they_have()
    {
        var list = await Import(ListText.Of("2026-03-09", ListText.Individual("TSi.001", "Quorvan", "Belzic", "Кворван"), ListText.Entity("TSe.007", "Zarqand Tools &amp; Sons", "Zarqand T.", "Zarqand Tools &amp; Sons")));

        Assert.Equal((2, new DateTimeOffset(2026, 3, 9, 0, 0, 1, TimeSpan.Zero), Now), (list.Entries, list.GeneratedAt, list.ImportedAt));
        var entries = await _lists.Entries(list, default).ToListAsync();
        Assert.Equal(["TSi.001: Quorvan Belzic|Кворван", "TSe.007: Zarqand Tools & Sons|Zarqand T."], entries.Select(entry => $"{entry.Reference}: {string.Join('|', entry.Names)}"));
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing()
    {
        var text = ListText.Of("2026-03-09", ListText.Entity("TSe.007", "Zarqand Tools"));
        var first = await Import(text);

        Assert.Equal(first, await Import(text));
        Assert.Equal([first.File], await Kept());
    }

    [Fact]
    public async Task Two_imports_at_once_leave_one_list_in_force()
    {
        var text = ListText.Of("2026-03-09", ListText.Entity("TSe.007", "Zarqand Tools"));
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Import(text))));

        Assert.Equal(both[0], both[1]);
        Assert.Equal([both[0].File], await Kept());
    }

    [Theory]
    [InlineData("<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"/>", "no DTD")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>", "no DTD")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\">&unknown;</CONSOLIDATED_LIST>", "no XML")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"/>", "CONSOLIDATED_LIST")]
    [InlineData("<html><body>Log in</body></html>", "CONSOLIDATED_LIST")]
    [InlineData("<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>", "dateGenerated")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"yesterday\"/>", "dateGenerated")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>", "names nobody")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"><ENTITIES><ENTITY><FIRST_NAME>Zarqand</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>", "no reference or no name")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"><ENTITIES><ENTITY><REFERENCE_NUMBER>TSe.007</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>", "no reference or no name")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"><ENTITIES><ENTITY/></ENTITIES></CONSOLIDATED_LIST>", "no reference or no name")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2027-03-09\"><ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>Zarqand</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>", "future")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-7\"?><CONSOLIDATED_LIST/>", "no XML")]
    [InlineData("not a list", "no XML")]
    [InlineData("", "no XML")]
    public async Task What_is_no_list_is_refused_with_the_reason_and_leaves_nothing(string text, string reason)
    {
        var refused = await Assert.ThrowsAsync<UnreadableListException>(() => Import(text));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        await NothingIsKept();
    }

    [Fact]
    public async Task A_list_that_breaks_off_is_not_in_force()
    {
        var text = ListText.Of("2026-03-09", ListText.Entity("TSe.007", "Zarqand Tools"), ListText.Entity("TSe.008", "Ombrevin"));
        foreach (var length in new[] { text.Length - 1, text.Length - 30, text.IndexOf("TSe.008", StringComparison.Ordinal) })
        {
            await Assert.ThrowsAsync<UnreadableListException>(() => Import(text[..length]));
        }

        await Assert.ThrowsAsync<UnreadableListException>(() => Import(text + "<more/>"));
        await NothingIsKept();
    }

    [Fact]
    public async Task Bytes_that_are_not_the_encoding_they_say_are_refused()
    {
        using var file = new MemoryStream([.. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?><CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"><ENTITIES><ENTITY><FIRST_NAME>"), 0xC3, 0x28, .. "</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"u8]);

        await Assert.ThrowsAsync<UnreadableListException>(() => _lists.Import(file, People.Finance.Id, default));
        await NothingIsKept();
    }

    [Fact]
    public async Task A_gigabyte_of_entries_or_of_one_name_is_not_read_to_its_end()
    {
        foreach (var part in new[] { ListText.Entity("TSe.007", new string('z', 2000)), new string('z', 4000) })
        {
            using var endless = new Endless("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\"><ENTITIES>" + (part[0] == 'z' ? "<ENTITY><FIRST_NAME>" : ""), part);
            await Assert.ThrowsAsync<UnreadableListException>(() => _lists.Import(endless, People.Finance.Id, default));
            Assert.InRange(endless.Given, 1, ConsolidatedList.MaxBytes + (1024 * 1024));
        }

        await NothingIsKept();
    }

    [Fact]
    public async Task What_is_nested_deeper_than_a_list_or_has_more_names_than_anybody_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<X>", 40)) + string.Concat(Enumerable.Repeat("</X>", 40));
        Assert.Contains("nested", (await Assert.ThrowsAsync<UnreadableListException>(() => Import(ListText.Of("2026-03-09", deep)))).Message, StringComparison.Ordinal);

        var many = ListText.Entity("TSe.007", "Zarqand", [.. Enumerable.Range(0, 201).Select(number => $"Zarqand {number}")]);
        Assert.Contains("more than 200 names", (await Assert.ThrowsAsync<UnreadableListException>(() => Import(ListText.Of("2026-03-09", many)))).Message, StringComparison.Ordinal);
        await NothingIsKept();
    }

    [Fact]
    public async Task An_older_list_does_not_take_the_place_of_a_newer_one()
    {
        var newer = await Import(ListText.Of("2026-03-09", ListText.Entity("TSe.007", "Zarqand Tools")));
        var refused = await Assert.ThrowsAsync<UnreadableListException>(() => Import(ListText.Of("2026-03-08", ListText.Entity("TSe.008", "Ombrevin"))));

        Assert.Contains("2026-03-09", refused.Message, StringComparison.Ordinal);
        Assert.Equal(newer, await _lists.Latest(default));
        Assert.Equal([newer.File], await Kept());
    }

    private async Task<SupplierList> Import(string text)
    {
        using var file = ListText.Stream(text);
        return await _lists.Import(file, People.Finance.Id, default);
    }

    private async Task<IReadOnlyList<string>> Kept() => await _blobs.List(ContainerNames.SupplierLists, "", default).ToListAsync();

    private async Task NothingIsKept()
    {
        Assert.Null(await _lists.Latest(default));
        Assert.Empty(await Kept());
    }

    /// <summary>A beginning, and then the same part over and over, a gigabyte of it.</summary>
    private sealed class Endless(string start, string part) : Stream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
        private readonly byte[] _part = Encoding.UTF8.GetBytes(part);

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var at = 0;
            while (at < buffer.Length && Given < 1L << 30)
            {
                var source = Given < _start.Length ? _start.AsMemory((int)Given) : _part.AsMemory((int)((Given - _start.Length) % _part.Length));
                var length = Math.Min(source.Length, buffer.Length - at);
                source[..length].CopyTo(buffer[at..]);
                at += length;
                Given += length;
            }

            return new(at);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
