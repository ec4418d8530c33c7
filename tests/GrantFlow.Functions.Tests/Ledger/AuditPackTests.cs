using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Seals.Checking;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>One grant's audit pack, taken before its days were sealed and after.</summary>
public sealed class PackedGrant : IAsyncLifetime, IDisposable
{
    private readonly MovingService _service = new();

    public string Grant { get; private set; } = "";

    public JsonObject Application { get; private set; } = [];

    public byte[] Early { get; private set; } = [];

    public byte[] Sealed { get; private set; } = [];

    public string Seal { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        Application = Bodies.FullApplication();
        var journey = await Journey.Submitted(_service, Application);
        (await (await _service.Officer()).Post($"{journey.Path}/hold", Bodies.Reason("<script>alert('waits')</script> & more"))).Is(200);
        (await (await _service.Officer()).Post($"{journey.Path}/resumption")).Is(200);
        await journey.Approve();
        await journey.Verify();
        await journey.Split(Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00")));
        await journey.Finish();
        Grant = journey.Id;
        var auditor = await _service.Auditor();
        await Service.Eventually(async () => !(await Page(auditor)).Contains("is not in the ledger yet", StringComparison.Ordinal), "every entry is in the ledger");
        Early = (await auditor.Get($"{journey.Path}/audit-pack")).Is(200).Bytes;

        _service.Advance(2);
        await _service.Host.Services.GetRequiredService<Sealer>().Tick(default);
        var later = await (await _service.Auditor("anna")).Get($"{journey.Path}/audit-pack");
        Assert.Equal("application/zip", later.Is(200).ContentType);
        Sealed = later.Bytes;
        Seal = (await PackCheck.Run(new MemoryStream(Sealed), null, default)).Seals[0].Hash;
    }

    public Task DisposeAsync() => _service.DisposeAsync();

    public void Dispose() => _service.Dispose();

    private async Task<string> Page(Caller auditor) => Packs.Open((await auditor.Get($"grants/{Grant}/audit-pack")).Is(200).Bytes)["index.html"];
}

/// <summary>What an auditor finds in a pack, and how a pack that was changed is found out, all without the service.</summary>
public sealed class AuditPackTests(PackedGrant packed) : IClassFixture<PackedGrant>
{
    /// <summary>Commitment, settlement of the goods, release and payout have two postings each, the split three.</summary>
    private const int Postings = 11;

    [Fact]
    public async Task Every_row_of_the_pack_is_proven_by_the_seal_of_its_day()
    {
        var found = await Check(packed.Sealed, packed.Seal);
        Assert.Null(found.Finding);
        Assert.Equal((Postings, 0), (found.Proven, found.NotSealed));
        Assert.NotEmpty(found.Seals);
    }

    [Fact]
    public async Task Before_its_days_are_sealed_the_pack_says_so()
    {
        var found = await Check(packed.Early);
        Assert.Null(found.Finding);
        Assert.Equal((0, Postings), (found.Proven, found.NotSealed));
        Assert.Contains("not sealed yet", Packs.Open(packed.Early)["index.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_tells_who_decided_when_what_was_given_and_what_proves_it()
    {
        var page = Packs.Open(packed.Sealed)["index.html"];
        Assert.All(
            new[] { packed.Grant, "ines", "olga", "fatou", "Country office", "Grant approved", "EUR 1850.00", "EUR 650.00", "INV-", "calais-avr/reintegration", "2026-1", packed.Seal },
            text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tables_have_a_row_for_each_step_and_posting()
    {
        var files = Packs.Open(packed.Sealed);
        Assert.Equal(JsonNode.Parse(files["grant.json"])!["timeline"]!.AsArray().Count, Rows(files["decisions.csv"]));
        Assert.Equal(Postings, Rows(files["ledger.csv"]));
        Assert.Equal("2026-1", (string?)JsonNode.Parse(files["rules.json"])!["version"]);
    }

    [Fact]
    public void Who_the_person_is_and_where_their_money_goes_is_in_no_file()
    {
        var all = string.Concat(Packs.Open(packed.Sealed).Values);
        var person = packed.Application["person"]!;
        var account = (string)packed.Application["route"]!["account"]!;
        Assert.All(
            new[] { (string)person["familyName"]!, (string)person["givenNames"]!, (string)person["documentNumber"]!, (string)person["birthDate"]!, account },
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    [Fact]
    public void What_people_wrote_is_text_on_the_page_and_no_markup()
    {
        var page = Packs.Open(packed.Sealed)["index.html"];
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert('waits')&lt;/script&gt; &amp; more", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_that_was_changed_is_found_although_the_sums_were_made_again()
    {
        var found = (await Check(Packs.Change(packed.Sealed, PackCheck.Ledger, ledger => ledger.Replace("650.00", "950.00", StringComparison.Ordinal)))).Finding;
        Assert.Equal(FindingKind.RowAltered, found?.Kind);
        Assert.StartsWith(packed.Grant, found?.Entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_was_added_is_found()
    {
        var found = (await Check(Packs.Change(packed.Sealed, PackCheck.Ledger, ledger => ledger + ledger.Split("\r\n")[2] + "\r\n"))).Finding;
        Assert.Equal((FindingKind.RowAltered, Postings + 1), (found!.Kind, (int)found.Row!.Value));
    }

    [Fact]
    public async Task A_row_that_was_taken_out_is_found()
    {
        var found = (await Check(Packs.Change(packed.Sealed, PackCheck.Ledger, ledger => string.Join("\r\n", ledger.Split("\r\n").Where((_, at) => at != Postings))))).Finding;
        Assert.Equal((FindingKind.RowMissing, Postings), (found!.Kind, (int)found.Row!.Value));
    }

    [Fact]
    public async Task A_proof_that_was_taken_out_with_its_seal_is_found()
    {
        var forged = Packs.Change(packed.Sealed, PackCheck.Proof, text =>
        {
            var proof = JsonNode.Parse(text)!;
            proof["rows"]!.AsArray().RemoveAt(3);
            return proof.ToJsonString();
        });
        Assert.Equal((FindingKind.RowAltered, 4L), ((await Check(forged)).Finding!.Kind, (await Check(forged)).Finding!.Row!.Value));
    }

    [Fact]
    public async Task A_seal_that_was_changed_no_longer_has_its_hash()
    {
        var forged = Packs.Change(packed.Sealed, PackCheck.Proof, text =>
        {
            var proof = JsonNode.Parse(text)!;
            proof["seals"]![0]!["seal"]!["lines"]![0]!["entries"] = 999;
            return proof.ToJsonString();
        });
        Assert.Equal(FindingKind.SealAltered, (await Check(forged)).Finding?.Kind);
    }

    [Fact]
    public async Task Another_seal_than_the_auditors_own_is_found() =>
        Assert.Equal(FindingKind.OtherSeal, (await Check(packed.Sealed, new string('0', 64))).Finding?.Kind);

    [Theory]
    [InlineData("index.html")]
    [InlineData("decisions.csv")]
    public async Task A_file_that_is_not_the_one_packed_is_named(string name)
    {
        var found = (await Check(Packs.Change(packed.Sealed, name, text => text.Replace("olga", "oleg", StringComparison.Ordinal), sums: false))).Finding;
        Assert.Equal(FindingKind.FileAltered, found?.Kind);
        Assert.Contains(name, found!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_put_in_is_named()
    {
        var found = (await Check(Packs.Change(packed.Sealed, "letter.html", _ => "made up", sums: false))).Finding;
        Assert.Equal(FindingKind.FileAltered, found?.Kind);
    }

    [Theory]
    [InlineData("no zip at all")]
    [InlineData("")]
    public async Task What_is_no_pack_is_refused(string text) => await Assert.ThrowsAsync<InvalidDataException>(() => Check(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"columns":["entryId"],"seals":[null],"rows":[null],"problems":[]}""")]
    [InlineData("""{"columns":[],"seals":[],"rows":[],"problems":[]}""")]
    public async Task A_proof_that_is_none_is_refused(string proof) => await Assert.ThrowsAsync<InvalidDataException>(() => Check(Packs.Change(packed.Sealed, PackCheck.Proof, _ => proof)));

    [Fact]
    public async Task A_path_that_is_no_hash_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Check(Packs.Change(packed.Sealed, PackCheck.Proof, text => text.Replace("\"path\":[\"", "\"path\":[\"zz", StringComparison.Ordinal))));

    private static Task<CheckedPack> Check(byte[] pack, string? seal = null) => PackCheck.Run(new MemoryStream(pack), seal, default);

    private static int Rows(string csv) => csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1;
}

/// <summary>Packs taken apart and put together again.</summary>
internal static class Packs
{
    public static Dictionary<string, string> Open(byte[] pack)
    {
        using var archive = new ZipArchive(new MemoryStream(pack), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    /// <summary>The pack with another file, and, where nothing else is said, with sums that fit.</summary>
    public static byte[] Change(byte[] pack, string name, Func<string, string> change, bool sums = true)
    {
        var files = Open(pack);
        files[name] = change(files.GetValueOrDefault(name, ""));
        if (sums)
        {
            files[PackCheck.Sums] = string.Concat(files.Where(file => file.Key != PackCheck.Sums).Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Value)))}  {file.Key}\n"));
        }

        using var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (file, text) in files)
            {
                using var content = archive.CreateEntry(file).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return output.ToArray();
    }
}
