using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests;

/// <summary>Who gets a batch's payment file, and what they can check it against.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class BankFileTests(Service service)
{
    private const string Content = "<Document>Anna Muster</Document>";

    [Fact]
    public async Task Finance_downloads_the_file_with_its_hash_and_every_download_is_noted()
    {
        var (batch, file) = await Stored();
        var finance = await service.Finance("frida");
        var answer = await finance.Get($"batches/{batch}/file");
        Assert.Equal(Content, answer.Is(200).Text);
        Assert.Equal("application/xml", answer.Header("Content-Type"));
        Assert.Equal($"attachment; filename={file.Name}; filename*=UTF-8''{file.Name}", answer.Header("Content-Disposition"));
        Assert.Equal($"\"{file.Sha256}\"", answer.Header("ETag"));
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Content)))}:", answer.Header("Repr-Digest"));
        Assert.Equal($"{Content.Length}", answer.Header("Content-Length"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));

        await (await service.Finance("felix")).Get($"batches/{batch}/file");
        var seen = (await (await service.Auditor()).Get($"batches/{batch}/downloads")).Is(200).Json;
        Assert.Equal(["frida", "felix"], seen["downloads"]!.AsArray().Select(download => (string)download!["by"]!["id"]!));
        Assert.Equal(file.Sha256, (string)seen["file"]!["sha256"]!);
        Assert.DoesNotContain("Muster", seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("officer")]
    [InlineData("intake")]
    [InlineData("programme-admin")]
    public async Task Nobody_else_gets_it_and_a_refused_attempt_is_no_download(string role)
    {
        var (batch, _) = await Stored();
        (await (await service.As(role, "nosy")).Get($"batches/{batch}/file")).IsProblem(403, "wrong-role");
        Assert.Empty((await (await service.Auditor()).Get($"batches/{batch}/downloads")).Is(200).Json["downloads"]!.AsArray());
    }

    [Fact]
    public async Task A_batch_without_a_file_says_why()
    {
        var finance = await service.Finance();
        var bank = await Batch(RouteKind.BankAccount, null);
        Assert.Contains("no file yet", (await finance.Get($"batches/{bank}/file")).IsProblem(404, "not-found").Text, StringComparison.Ordinal);
        var desk = await Batch(RouteKind.CashDesk, null);
        Assert.Contains("without one", (await finance.Get($"batches/{desk}/file")).IsProblem(404, "not-found").Text, StringComparison.Ordinal);
        (await finance.Get("batches/B-0000000000000000/file")).IsProblem(404, "not-found");
        (await finance.Get("batches/nonsense/file")).IsBad("id");
    }

    [Fact]
    public async Task A_file_whose_time_is_over_is_gone_and_its_hash_is_not()
    {
        var (batch, file) = await Stored();
        var finance = await service.Finance("frida");
        (await finance.Get($"batches/{batch}/file")).Is(200);
        await service.Host.Services.GetRequiredService<IBlobs>().Delete(ContainerNames.BankFiles, file.Name, default);

        Assert.Contains("2026-11-20", (await finance.Get($"batches/{batch}/file")).IsProblem(410, "bank-file-deleted").Text, StringComparison.Ordinal);
        var known = (await (await service.Auditor()).Get($"batches/{batch}/downloads")).Is(200).Json;
        Assert.Equal(file.Sha256, (string?)known["file"]!["sha256"]);
        Assert.Single(known["downloads"]!.AsArray());
    }

    [Fact]
    public async Task What_is_in_the_file_is_in_no_log()
    {
        var (batch, _) = await Stored();
        await (await service.Finance()).Get($"batches/{batch}/file");
        Assert.DoesNotContain(service.Host.Log.Lines, line => line.Contains("Muster", StringComparison.Ordinal));
    }

    private async Task<(BatchId Batch, BatchFile File)> Stored()
    {
        var name = $"{Guid.NewGuid():n}.xml";
        var stored = await service.Host.Services.GetRequiredService<IBlobs>().Add(
            ContainerNames.BankFiles, name, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(Content), token).AsTask(), default);
        var file = new BatchFile(name, stored!.Length, stored.Sha256, new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero)) { Payments = 1, ControlSum = "10.00" };
        return (await Batch(RouteKind.BankAccount, file), file);
    }

    private async Task<BatchId> Batch(RouteKind kind, BatchFile? file)
    {
        var batch = new PaymentBatch
        {
            Id = BatchId.Derive(Guid.NewGuid().ToString()),
            State = BatchState.Released,
            FundingLine = FundingLineId.Parse("tact/reintegration"),
            Kind = kind,
            Currency = Currency.Eur,
            PayCurrency = Currency.Eur,
            Maximum = 10,
            Drafter = ActorId.Parse("fatou"),
            DraftedAt = new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero),
            File = file,
        };
        await service.Host.Services.GetRequiredService<ITables>().Commit(
            TableNames.Batches, [RowChange.Add(batch.Id.Value, "batch", GrantRows.Values(batch))], default);
        return batch.Id;
    }
}
