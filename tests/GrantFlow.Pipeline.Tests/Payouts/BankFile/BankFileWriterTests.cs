using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Payouts.BankFile;

/// <summary>When the file is written, of what, and that it stays the same one.</summary>
public sealed class BankFileWriterTests
{
    [Fact]
    public async Task The_batch_notes_the_files_name_hash_length_count_and_control_sum()
    {
        var bench = await Released(3);
        var text = await bench.Write();
        var bytes = Encoding.UTF8.GetBytes(text);
        var file = (await bench.Stored()).File!;
        Assert.Equal(
            new BatchFile($"{Bench.Batch}.xml", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), bench.Time.GetUtcNow()) { Payments = 3, ControlSum = "30.03" }, file);
        Assert.Equal(bench.Payments.Select(payment => payment.Value).Order(StringComparer.Ordinal), Paid(text));
    }

    [Fact]
    public async Task Asked_again_it_stays_as_it_is()
    {
        var bench = await Released(2);
        await bench.Write();
        var file = (await bench.Stored()).File;
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.Writer.Write(Bench.Batch, default);
        Assert.Equal(file, (await bench.Stored()).File);
    }

    [Fact]
    public async Task The_same_batch_written_elsewhere_and_later_is_the_same_bytes()
    {
        var (one, other) = (await Released(5), await Released(5));
        other.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(await one.Write(), await other.Write());
    }

    [Fact]
    public async Task A_crash_between_the_file_and_its_note_heals()
    {
        var bench = await Released(3);
        var text = await bench.Write();
        var noted = (await bench.Stored()).File;
        await bench.Batches.Change(Bench.Batch, batch => batch with { File = null }, default);

        await bench.Writer.Write(Bench.Batch, default);
        Assert.Equal(noted, (await bench.Stored()).File);
        Assert.Equal(text, await bench.Read(noted!.Name));
    }

    [Fact]
    public async Task Of_two_writers_at_once_both_note_the_one_file()
    {
        var bench = await Released(20);
        await Task.WhenAll(bench.Writer.Write(Bench.Batch, default), bench.Writer.Write(Bench.Batch, default));
        var file = (await bench.Stored()).File!;
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(await bench.Read(file.Name)))));
    }

    [Fact]
    public async Task What_was_taken_out_refused_stopped_or_failed_is_not_in_it()
    {
        var bench = await Released(1);
        await bench.Add(10, 700, Bench.Details(Bench.German), state: BatchLineState.Excluded, instruct: false);
        await bench.Add(11, 700, Bench.Details(Bench.German), state: BatchLineState.Refused, instruct: false);
        await bench.Add(12, 700, Bench.Details(Bench.German), state: BatchLineState.Failed, instruct: false);
        var stopped = await bench.Add(13, 700, Bench.Details(Bench.German), state: BatchLineState.Released, instruct: false);
        await bench.Provider.Stop(stopped, default);
        await bench.Add(14, 700, Bench.Details(Bench.German, "أحمد"), state: BatchLineState.Released);

        Assert.Equal([bench.Payments[0].Value], Paid(await bench.Write()));
        Assert.Equal((1, "10.00"), ((await bench.Stored()).File!.Payments, (await bench.Stored()).File!.ControlSum));
    }

    [Fact]
    public async Task While_a_line_is_on_its_way_into_the_book_there_is_no_file()
    {
        var bench = await Released(1);
        var late = await bench.Add(10, 700, Bench.Details(Bench.German), state: BatchLineState.Released, instruct: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Writer.Write(Bench.Batch, default));
        Assert.Null((await bench.Stored()).File);

        await bench.Pay(late, Bench.Details(Bench.German));
        Assert.Equal(2, Paid(await bench.Write()).Count);
    }

    [Fact]
    public async Task A_batch_of_which_nothing_is_left_to_pay_has_no_file()
    {
        var bench = await Released(0);
        await bench.Add(1, 700, Bench.Details(Bench.German), state: BatchLineState.Refused, instruct: false);
        await bench.Writer.Write(Bench.Batch, default);
        Assert.Null((await bench.Stored()).File);
    }

    [Theory]
    [InlineData(RouteKind.CashDesk)]
    [InlineData(RouteKind.MobileMoney)]
    public async Task Wallets_and_desks_have_no_file(RouteKind kind)
    {
        var bench = new Bench();
        await bench.Release(kind: kind);
        await bench.Add(1, 700, Bench.Details(Bench.German));
        await bench.Writer.Write(Bench.Batch, default);
        Assert.Null((await bench.Stored()).File);
    }

    [Fact]
    public async Task An_account_that_is_not_the_instructed_one_is_not_paid()
    {
        var bench = await Released(1);
        var request = await bench.Add(10, 700, Bench.Details(Bench.German));
        await bench.Vault.StoreRoute(request.Person, "route-1", Bench.Details(Bench.Iraqi), default);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Writer.Write(Bench.Batch, default));
        Assert.DoesNotContain(Bench.Iraqi, error.ToString(), StringComparison.Ordinal);
        Assert.Null(await bench.Blobs.Open(ContainerNames.BankFiles, $"{Bench.Batch}.xml", default));
    }

    [Fact]
    public async Task An_amount_that_is_not_the_batchs_is_not_paid()
    {
        var bench = await Released(1);
        await bench.Book.Change(bench.Payments[0], 1, attempt => attempt with { PayAs = attempt.PayAs + attempt.PayAs }, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Writer.Write(Bench.Batch, default));
    }

    [Fact]
    public async Task No_row_holds_a_name_or_an_account()
    {
        var bench = await Released(2);
        await bench.Write();
        Assert.All(TableNames.All.SelectMany(bench.Tables.Rows), row =>
        {
            var text = $"{row.Partition} {row.Key} {JsonSerializer.Serialize(row.Values)}";
            Assert.DoesNotContain("Muster", text, StringComparison.Ordinal);
            Assert.DoesNotContain("512108001245126199", text, StringComparison.Ordinal);
        });
        var order = new PaymentOrder(bench.Payments[0], 1, new(1, Domain.Values.Currency.Eur), CreditorAccount.Of(Bench.Details(Bench.German), Bench.Party.Country)!);
        Assert.DoesNotContain("Muster", $"{order} {order.Account}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_download_is_noted_before_it_begins_and_none_of_what_is_gone()
    {
        var bench = await Released(1);
        var text = await bench.Write();
        var downloads = new BankFileDownloads(bench.Tables, bench.Blobs);
        var look = new Commit.Look(new Actor(Domain.Values.ActorId.Parse("finance-1"), Role.Finance, null), bench.Time.GetUtcNow());
        await using (var file = await downloads.Open(Bench.Batch, (await bench.Stored()).File!.Name, look, default))
        {
            Assert.Equal([look], await downloads.Of(Bench.Batch, default));
            Assert.Equal(text, await new StreamReader(file!).ReadToEndAsync());
        }

        var second = look with { At = look.At.AddSeconds(1) };
        Assert.Null(await downloads.Open(Bench.Batch, "gone.xml", second, default));
        Assert.Equal([look], await downloads.Of(Bench.Batch, default));
    }

    private static async Task<Bench> Released(int payments)
    {
        var bench = new Bench();
        await bench.Release();
        for (var i = 0; i < payments; i++)
        {
            await bench.Add(i, 1_000 + i, Bench.Details(Bench.German));
        }

        return bench;
    }

    private static List<string> Paid(string file) => [.. System.Xml.Linq.XDocument.Parse(file).Descendants(Bench.Ns + "EndToEndId").Select(id => id.Value)];
}
