using System.IO.Compression;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline.Export;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>What an export takes of an entry, and what is left of a download that breaks off.</summary>
public sealed class ExportBreakTests
{
    [Fact]
    public void An_entry_that_came_late_is_of_the_period_it_says()
    {
        var late = LongLedger.Entry(1) with { PostedOn = new(2026, 4, 1), LateFor = AccountingPeriod.Parse("2026-03") };
        var range = new LedgerRange(new(2026, 3, 1), new(2026, 4, 30), null);
        Assert.NotNull((range with { Period = AccountingPeriod.Parse("2026-03") }).Choose(late));
        Assert.Null((range with { Period = AccountingPeriod.Parse("2026-04") }).Choose(late));
    }

    [Fact]
    public void An_entry_without_an_office_is_of_none()
    {
        var range = new LedgerRange(new(2026, 3, 1), new(2026, 4, 30), null) { Office = OfficeId.Parse("af-kabul") };
        Assert.Null(range.Choose(LongLedger.Entry(1)));
        Assert.NotNull(range.Choose(LongLedger.Entry(1) with { Office = OfficeId.Parse("af-kabul") }));
    }

    [Fact]
    public void Of_an_account_there_are_its_own_rows_only()
    {
        var range = new LedgerRange(new(2026, 3, 1), new(2026, 4, 30), null);
        Assert.Equal(Account.Available, Assert.Single((range with { Account = Account.Available }).Choose(LongLedger.Entry(1))!.Postings).Account);
        Assert.Null((range with { Account = Account.InTransit }).Choose(LongLedger.Entry(1)));
    }

    [Theory]
    [InlineData("ledger.csv")]
    [InlineData("ledger.csv.gz")]
    public async Task A_packed_download_that_breaks_off_has_no_end(string name)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.AcceptEncoding = "gzip";
        context.Response.Body = body;
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);

        var download = Download.Text(context.Request, name, "text/csv", async output =>
        {
            await output.WriteAsync(noise);
            await output.FlushAsync();
            throw new IOException("Storage is gone.");
        });
        await Assert.ThrowsAsync<IOException>(() => download.ExecuteAsync(context));

        Assert.True(body.Length > 90_000, "What was flushed before it broke off went out.");
        body.Position = 0;
        await using var packed = new GZipStream(body, CompressionMode.Decompress);
        await using var plain = new MemoryStream();
        // The runtime's reader does not mind a missing end: what a whole file ends in is a checksum and a length, and they must not be there.
        await packed.CopyToAsync(plain);
        Assert.NotEqual(BitConverter.GetBytes(noise.Length), body.ToArray()[^4..]);
    }
}
