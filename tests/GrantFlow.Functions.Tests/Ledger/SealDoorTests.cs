using System.Globalization;
using System.Text;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Seals.Checking;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Seals and proofs through the doors, over storage as it is deployed.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class SealDoorTests(Service service)
{
    [Fact]
    public async Task An_auditor_holds_an_export_of_sealed_days_against_their_proof()
    {
        var yesterday = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2).AddDays(-1);
        var entry = LongLedger.Entry(1) with { PostedOn = DateOnly.FromDateTime(yesterday), At = yesterday.Date };
        await service.Host.Services.GetRequiredService<LedgerStore>().Store(entry, default);
        await service.Host.Services.GetRequiredService<Sealer>().Tick(default);
        var auditor = await service.Auditor();
        var range = string.Create(CultureInfo.InvariantCulture, $"from={yesterday:yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}");
        var listed = (await auditor.Get($"ledger/seals?{range}")).Is(200).Json;
        var seal = Assert.Single(listed["seals"]!.AsArray())!;
        Assert.Equal(yesterday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (string?)seal["day"]);

        var export = (await auditor.Get($"ledger/export?{range}")).Is(200);
        var proof = (await auditor.Get($"ledger/proof?{range}")).Is(200);
        Assert.Equal("application/jsonl; charset=utf-8", proof.ContentType);
        var found = await ExportCheck.Run(new MemoryStream(export.Bytes), new MemoryStream(proof.Bytes), new(LastSeal: (string?)seal["hash"]), default);
        Assert.Null(found.Finding);
        Assert.Equal(1, found.Days);
        Assert.True(found.Rows >= 2);

        // A manifest names the seals of its days; a choice of rows is held against the same proof.
        var manifest = (await auditor.Get($"ledger/manifest?{range}&account=committed")).Is(200).Json;
        Assert.Equal((string?)seal["hash"], (string?)Assert.Single(manifest["seals"]!.AsArray())!["hash"]);
        Assert.Empty(manifest["notSealed"]!.AsArray());
        var part = (await auditor.Get($"ledger/export?{range}&account=committed&format=csv.gz")).Is(200);
        Assert.Null((await ExportCheck.Run(new MemoryStream(part.Bytes), new MemoryStream(proof.Bytes), new(Part: true), default)).Finding);
        Assert.NotNull((await ExportCheck.Run(new MemoryStream(part.Bytes), new MemoryStream(proof.Bytes), new(), default)).Finding);

        var forged = Encoding.UTF8.GetBytes(export.Text.Replace("1.01", "1.02", StringComparison.Ordinal));
        Assert.Equal(entry.Id, (await ExportCheck.Run(new MemoryStream(forged), new MemoryStream(proof.Bytes), new(), default)).Finding!.Entry);
    }

    [Theory]
    [InlineData("seals", "to=2026-01-01", "from")]
    [InlineData("seals", "from=2026-01-02&to=2026-01-01", "to")]
    [InlineData("seals", "from=2025-01-01&to=2026-01-02", "to")]
    [InlineData("proof", "from=2026-01-01", "to")]
    [InlineData("proof", "from=2026-01-01&to=2026-01-02&programme=care", "programme")]
    public async Task A_range_that_is_none_is_named(string door, string query, string field) => (await (await service.Finance()).Get($"ledger/{door}?{query}")).IsBad(field);

    [Fact]
    public async Task Days_without_a_seal_have_none()
    {
        const string range = "from=2001-01-01&to=2001-01-31";
        Assert.Empty((await (await service.Finance()).Get($"ledger/seals?{range}")).Is(200).Json["seals"]!.AsArray());
        Assert.Single(Encoding.UTF8.GetString((await (await service.Finance()).Get($"ledger/proof?{range}")).Is(200).Bytes).TrimEnd('\n').Split('\n'));
    }
}
