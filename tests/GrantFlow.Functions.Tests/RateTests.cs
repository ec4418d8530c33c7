using System.Text;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Exchange rates at the door: a file as it is published, imported once, corrected with a reason, listed with what holds.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class RateTests(Service service)
{
    [Fact]
    public async Task A_file_is_imported_once_corrected_with_a_reason_and_listed()
    {
        const string file = "isoA3Code,value\nKGS,94.1017\nUYU,43.2\n";
        var first = (await Import("source=infor-euro&month=2026-01", file)).Is(200);
        Assert.Equal((2, 0), ((int)first.Json["added"]!, (int)first.Json["unchanged"]!));
        Assert.Equal(2, (int)(await Import("source=infor-euro&month=2026-01", file)).Is(200).Json["unchanged"]!);

        var wrong = (await Import("source=infor-euro&month=2026-01", file.Replace("94.1017", "94.1071", StringComparison.Ordinal))).IsBad("body line 2");
        Assert.Contains("Give a reason to correct it.", (string?)wrong.Json["detail"], StringComparison.Ordinal);
        Assert.Equal(1, (int)(await Import("source=infor-euro&month=2026-01&reason=Digits%20were%20swapped.", file.Replace("94.1017", "94.1071", StringComparison.Ordinal))).Is(200).Json["corrected"]!);

        var listed = (await (await service.Auditor()).Get("rates?currency=KGS&day=2026-01-31")).Is(200).Json;
        Assert.Equal("94.1071", (string?)listed["used"]!["rate"]);
        Assert.Equal("94.1017", (string?)listed["rates"]![0]!["earlier"]![0]!["rate"]);
        Assert.Equal("rate-stale", (string?)(await (await service.Finance()).Get("rates?currency=KGS&day=2026-02-01")).Is(200).Json["problem"]!["code"]);
        Assert.Equal("rate-missing", (string?)(await (await service.Finance()).Get("rates?currency=KGS&day=2025-12-31")).Is(200).Json["problem"]!["code"]);
    }

    [Theory]
    [InlineData("", "a", "text/csv", "source")]
    [InlineData("source=moon", "a", "text/csv", "source")]
    [InlineData("source=infor-euro&month=03-2026", "a", "text/csv", "month")]
    [InlineData("source=infor-euro&rates=1", "a", "text/csv", "rates")]
    [InlineData("source=infor-euro", "isoA3Code,value\nKGS,94\n", "text/csv", "body")]
    [InlineData("source=office", "currency,day,rate,days\nKGS,2026-01-02,x,1\n", "text/csv", "body line 2")]
    [InlineData("source=office", "currency,day,rate,days\nKGS,2026-01-02,1,1\n", "application/pdf", "Content-Type")]
    public async Task What_is_wrong_with_a_file_is_named(string query, string file, string type, string field) => (await Import(query, file, type)).IsBad(field);

    [Fact]
    public async Task A_file_over_the_bound_is_not_read() => (await Import("source=ecb", new string('x', (256 * 1024) + 1))).IsBad("body");

    private async Task<Answer> Import(string query, string file, string type = "text/csv") =>
        await (await service.Finance()).Send(HttpMethod.Post, $"rates?{query}", request => request.Content = new StringContent(file, Encoding.UTF8, type));
}
