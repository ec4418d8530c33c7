using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Files that prove deliveries: kept once, found wherever else they are used, and gone with the person.</summary>
public sealed class EvidenceTests
{
    private readonly PipelineRun _run = new();
    private readonly Case _one = new("One");
    private readonly Case _two = new("Two");

    [Fact]
    public async Task A_file_is_kept_with_its_hash_uploader_time_and_kind()
    {
        await Ordered();
        var file = (await Upload(_one, 1, "photo"))!;

        Assert.Equal((new LineId(1), EvidenceKind.Jpeg, 5L, People.Erbil.Id, _run.Time.GetUtcNow()), (file.Line, file.Kind, file.Length, file.Uploader, file.At));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("photo"u8)), file.Sha256);
        await using var content = await _run.Get<EvidenceFiles>().Open(await Grant(_one), file, default);
        using var reader = new StreamReader(content!);
        Assert.Equal("photo", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task The_same_file_for_the_same_line_is_kept_once()
    {
        await Ordered();
        var first = await Upload(_one, 1, "photo");
        _run.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(first, await Upload(_one, 1, "photo"));
        Assert.Single(await _run.Get<EvidenceUses>().Files(_one.Grant, default));
        Assert.Single(await Names());
    }

    [Fact]
    public async Task Two_uploads_of_one_file_at_once_leave_one_file()
    {
        await Ordered();
        var grant = await Grant(_one);
        var bothAreWriting = new Barrier();
        var files = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _run.Get<EvidenceFiles>().Add(grant, new(1), EvidenceKind.Jpeg, People.Erbil.Id, async (target, cancel) =>
        {
            await bothAreWriting.Reached();
            await target.WriteAsync("photo"u8.ToArray(), cancel);
            return 5L;
        }, default)));

        Assert.Equal(files[0], files[1]);
        Assert.Equal([$"{_one.Grant}/{files[0]!.Name}"], await Names());
    }

    [Fact]
    public async Task Two_cases_that_upload_one_file_at_once_each_see_the_other()
    {
        await Ordered();
        var bothAreWriting = new Barrier();
        var files = await Task.WhenAll(new[] { _one, _two }.Select(async one => await _run.Get<EvidenceFiles>().Add(await Grant(one), new(1), EvidenceKind.Jpeg, People.Erbil.Id, async (target, cancel) =>
        {
            await bothAreWriting.Reached();
            await target.WriteAsync("photo"u8.ToArray(), cancel);
            return 5L;
        }, default)));

        var uses = _run.Get<EvidenceUses>();
        Assert.Equal([new LineUse(_two.Grant, new(1))], await uses.Others(_one.Grant, new(1), files[0]!.Sha256, default));
        Assert.Equal([new LineUse(_one.Grant, new(1))], await uses.Others(_two.Grant, new(1), files[1]!.Sha256, default));
    }

    [Fact]
    public async Task A_file_of_two_cases_is_settled_only_with_a_reason_on_both()
    {
        await Ordered();
        await Upload(_one, 1, "photo");
        await Upload(_two, 1, "photo");
        await _run.Do(_one.Deliver(1), _two.Deliver(1));
        foreach (var (mine, other) in new[] { (_one, _two), (_two, _one) })
        {
            var settle = (SettleInKind)mine.SettleInKind(1).Command;
            var refused = Assert.IsType<GateAnswer.Refused>(await _run.Pass(new Ask(settle)));
            Assert.Equal(RefusalCode.EvidenceReused, refused.Code);
            Assert.Contains(other.Grant.Value, refused.Why, StringComparison.Ordinal);
            await _run.Do(new Ask(settle with { Id = mine.Id("settle knowingly"), Acknowledged = "One van brought both." }));
            Assert.Equal(InKindState.Settled, ((InKindLine)(await Grant(mine)).Line(new(1))!).State);
        }
    }

    [Fact]
    public async Task Two_lines_of_one_case_are_found_too()
    {
        await Ordered();
        await Upload(_one, 1, "photo");
        await Upload(_one, 2, "photo");

        Assert.Equal([new LineUse(_one.Grant, new(2))], await _run.Get<EvidenceUses>().OthersOf(await Grant(_one), new(1), default));
    }

    [Fact]
    public async Task A_file_that_is_only_named_is_found_where_another_case_uploaded_it()
    {
        await Ordered();
        var file = (await Upload(_two, 1, "photo"))!;
        await _run.Do(new Ask(((ConfirmDelivery)_one.Deliver(1).Command) with { Evidence = new("note-1", file.Sha256, _one.ReturnOn) }));

        Assert.Equal([new LineUse(_two.Grant, new(1))], await _run.Get<EvidenceUses>().OthersOf(await Grant(_one), new(1), default));
    }

    [Fact]
    public async Task A_file_used_once_is_no_finding()
    {
        await Ordered();
        await Upload(_one, 1, "photo");
        await Upload(_two, 1, "another photo");
        await _run.Do(_one.Deliver(1), _one.SettleInKind(1));

        Assert.Equal(InKindState.Settled, ((InKindLine)(await Grant(_one)).Line(new(1))!).State);
    }

    [Fact]
    public async Task A_file_of_somebody_erased_is_not_read_and_none_is_added()
    {
        await Ordered();
        var file = (await Upload(_one, 1, "photo"))!;
        await _run.Vault.Erase(_one.Person, default);

        Assert.Null(await _run.Get<EvidenceFiles>().Open(await Grant(_one), file, default));
        Assert.Null(await Upload(_one, 1, "late photo"));
        Assert.Equal([$"{_one.Grant}/{file.Name}"], await Names());

        // What is left of it in blob storage is noise.
        using var left = new MemoryStream();
        await (await _run.Blobs.Open(ContainerNames.Evidence, $"{_one.Grant}/{file.Name}", default))!.CopyToAsync(left);
        Assert.DoesNotContain("photo", Encoding.Latin1.GetString(left.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await Ordered();
        await Assert.ThrowsAsync<IOException>(async () => await _run.Get<EvidenceFiles>().Add(await Grant(_one), new(1), EvidenceKind.Jpeg, People.Erbil.Id, (_, _) => throw new IOException("hung up"), default));

        Assert.Empty(await Names());
        Assert.Empty(_run.Tables.Rows(TableNames.Evidence));
    }

    [Fact]
    public async Task Neither_names_nor_rows_say_who_the_person_is()
    {
        await Ordered();
        await Upload(_one, 1, "photo");

        var told = string.Join(' ', (await Names()).Concat(_run.Tables.Rows(TableNames.Evidence).Select(row => $"{row.Partition} {row.Key} {string.Join(' ', row.Values.Values)}")));
        Assert.DoesNotContain(_one.Who.FamilyName, told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("FFD8FFE000104A464946", EvidenceKind.Jpeg)]
    [InlineData("FFD8FFDB0043", EvidenceKind.Jpeg)]
    [InlineData("89504E470D0A1A0A0000000D49484452", EvidenceKind.Png)]
    [InlineData("524946462400000057454250565038204C", EvidenceKind.WebP)]
    [InlineData("000000186674797068656963", EvidenceKind.Heic)]
    [InlineData("00000018667479706D696631", EvidenceKind.Heic)]
    [InlineData("255044462D312E370A", EvidenceKind.Pdf)]
    // A GIF, a video, a web page, a PDF behind other bytes, half a signature, a PNG without its header, an archive, a program, nothing.
    [InlineData("474946383961", null)]
    [InlineData("000000186674797069736F6D", null)]
    [InlineData("3C68746D6C3E", null)]
    [InlineData("0A255044462D312E37", null)]
    [InlineData("FFD8", null)]
    [InlineData("FFD8FF00", null)]
    [InlineData("89504E470D0A1A0A3C68746D6C3E00000000", null)]
    [InlineData("524946462400000057415645666D7420", null)]
    [InlineData("504B0304", null)]
    [InlineData("4D5A9000", null)]
    [InlineData("", null)]
    public void A_file_is_what_its_first_bytes_say(string hex, EvidenceKind? kind) =>
        Assert.Equal(kind, EvidenceKinds.Of(Convert.FromHexString(hex)));

    /// <summary>Both cases have goods on L01 and L02 on order.</summary>
    private async Task Ordered()
    {
        foreach (var one in new[] { _one, _two })
        {
            await _run.Do(one.Submit(), one.Approve(1_500), one.Verify(), one.Split(Case.Goods(600), Case.Goods(400), Case.Cash(500)));
        }
    }

    private async Task<EvidenceFile?> Upload(Case one, int line, string content) => await _run.Get<EvidenceFiles>().Add(
        await Grant(one), new(line), EvidenceKind.Jpeg, People.Erbil.Id, async (target, cancel) =>
        {
            var bytes = Encoding.UTF8.GetBytes(content);
            await target.WriteAsync(bytes, cancel);
            return bytes.Length;
        }, default);

    private async Task<Grant> Grant(Case one) => (await _run.Look(() => _run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;

    private async Task<IReadOnlyList<string>> Names() => await _run.Blobs.List(ContainerNames.Evidence, "", default).ToListAsync();

    /// <summary>Lets nobody on before both are there.</summary>
    private sealed class Barrier
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _there;

        public Task Reached()
        {
            if (Interlocked.Increment(ref _there) == 2)
            {
                _both.SetResult();
            }

            return _both.Task;
        }
    }
}
