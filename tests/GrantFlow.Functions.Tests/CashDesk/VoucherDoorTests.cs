using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.CashDesk;

/// <summary>The desk's doors: a voucher for the person, money against its code from somebody who had no part before, a receipt.</summary>
public sealed class VoucherDoorTests(DeskService service) : IClassFixture<DeskService>
{
    [Fact]
    public async Task From_voucher_to_receipt()
    {
        var journey = await service.Waiting();
        var path = $"{journey.Path}/lines/L01/voucher";
        var (verifier, cashier) = (await service.Office(), await service.Office(subject: "karim"));
        (await cashier.Post($"{path}/payment", Code("7KQ2-M9XF"))).IsProblem(409, "voucher-not-issued");

        var voucher = (await verifier.Post(path)).Is(200).Json;
        var code = (string)voucher["code"]!;
        Assert.Equal($"{journey.Id}-L01", (string?)voucher["payment"]);
        Assert.Equal($"{journey.Id}-L01/{code}", (string?)voucher["qr"]);
        Assert.Equal(("50700.00", "AFN"), ((string)voucher["amount"]!["amount"]!, (string)voucher["amount"]!["currency"]!));
        Assert.Equal(30, (DateTimeOffset.Parse((string)voucher["expiresAt"]!, null) - TimeProvider.System.GetUtcNow()).TotalDays, 0.1);

        (await verifier.Post($"{path}/payment", Code(code))).IsProblem(403, "cashier-involved");
        (await (await service.Office("iq-erbil", "erin")).Post($"{path}/payment", Code(code))).IsProblem(403, "other-office");
        (await cashier.Post($"{path}/payment", Code(Other(code)))).IsProblem(422, "voucher-code-wrong");
        (await cashier.Get($"{path}/receipt")).IsProblem(404, "not-found");

        var paid = (await cashier.Post($"{path}/payment", Code(code))).Is(200).Json;
        Assert.Equal("accepted", (string?)paid["status"]);
        var again = (await cashier.Post($"{path}/payment", Code(code))).Is(200).Json;
        Assert.Equal((string?)paid["command"], (string?)again["command"]);
        await journey.Reaches("completed");

        var receipt = (await (await service.Auditor()).Get($"{path}/receipt")).Is(200).Json;
        Assert.Equal($"R-{journey.Id}-L01-01", (string?)receipt["receipt"]);
        Assert.Equal(("650.00", "50700.00", "karim"), ((string)receipt["amount"]!["amount"]!, (string)receipt["paidOut"]!["amount"]!, (string)receipt["handedOverBy"]!));
        (await verifier.Post(path)).IsProblem(409, "nothing-at-cash-desk");
        (await (await service.Office(subject: "kabir")).Post($"{path}/payment", Code(code))).IsProblem(409, "wrong-line-state");
    }

    [Fact]
    public async Task A_new_voucher_makes_the_old_one_void_and_five_wrong_codes_lock()
    {
        var journey = await service.Waiting();
        var path = $"{journey.Path}/lines/L01/voucher";
        var (issuer, cashier) = (await service.Office(subject: "kabir"), await service.Office(subject: "karim"));
        var first = (string)(await issuer.Post(path)).Is(200).Json["code"]!;
        var second = (string)(await issuer.Post(path)).Is(200).Json["code"]!;
        for (var tries = 0; tries < 5; tries++)
            (await cashier.Post($"{path}/payment", Code(first))).IsProblem(422, "voucher-code-wrong");
        (await cashier.Post($"{path}/payment", Code(second))).IsProblem(409, "voucher-locked");
        (await issuer.Post($"{path}/payment", Code(second))).IsProblem(403, "cashier-involved");

        var third = (string)(await issuer.Post(path)).Is(200).Json["code"]!;
        (await cashier.Post($"{path}/payment", Code($" {third.ToLowerInvariant()} "))).Is(200);
        await journey.Reaches("completed");
        foreach (var code in new[] { first, second, third })
            Assert.DoesNotContain(service.Host.Log.Lines, line => line.Contains(code, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_voucher_is_void_once_its_person_withdrew()
    {
        var journey = await service.Waiting();
        var path = $"{journey.Path}/lines/L01/voucher";
        var (issuer, cashier) = (await service.Office(subject: "kabir"), await service.Office(subject: "karim"));
        var code = (string)(await issuer.Post(path)).Is(200).Json["code"]!;
        (await (await service.Intake()).Post($"{journey.Path}/withdrawal", new JsonObject())).Is(200);
        await journey.Reaches("withdrawn");
        (await cashier.Post($"{path}/payment", Code(code))).IsProblem(409, "wrong-state");
        (await issuer.Post(path)).IsProblem(409, "nothing-at-cash-desk");
        (await cashier.Get($"{path}/receipt")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task The_pages_stand_alone_and_say_nothing_of_the_person()
    {
        var journey = await service.Waiting();
        var path = $"{journey.Path}/lines/L01/voucher";
        var issuer = await service.Office();
        var page = await Html(issuer, HttpMethod.Post, path);
        Assert.Contains("<svg", page.Text, StringComparison.Ordinal);
        Assert.Contains("50\u202f700.00 AFN", System.Net.WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        var code = System.Text.RegularExpressions.Regex.Match(page.Text, "class=\"code\">([^<]+)<").Groups[1].Value;
        (await (await service.Office(subject: "karim")).Post($"{path}/payment", Code(code))).Is(200);
        await journey.Reaches("completed");
        var receipt = await Html(issuer, HttpMethod.Get, $"{path}/receipt");
        Assert.Contains($"R-{journey.Id}-L01-01", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("650.00 EUR", receipt.Text, StringComparison.Ordinal);
        foreach (var text in new[] { page.Text, receipt.Text })
        {
            Assert.All(["Family", "Given", "Holder", "calais", "return", "IOM", "kabul", "<script", "http:", "https:"], word => Assert.DoesNotContain(word, text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        }

        if (Environment.GetEnvironmentVariable("GRANTFLOW_PAGES") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "voucher.html"), page.Text);
            await File.WriteAllTextAsync(Path.Combine(folder, "receipt.html"), receipt.Text);
        }
    }

    [Theory]
    [InlineData("{}", "code")]
    [InlineData("""{"code":""}""", "code")]
    [InlineData("""{"code":"7KQ2-M9X"}""", "code")]
    [InlineData("""{"code":"7KQ2-M9XFF"}""", "code")]
    [InlineData("""{"code":"UUUU-UUUU"}""", "code")]
    [InlineData("""{"code":"7KQ2-M9XF","line":"L01"}""", "line")]
    public async Task What_is_no_code_is_said_before_it_counts_as_a_wrong_one(string body, string field) =>
        (await (await service.Office()).PostText($"grants/{Door.NoGrant}/lines/L01/voucher/payment", body)).IsBad(field);

    [Fact]
    public async Task Only_money_for_the_desk_has_a_voucher()
    {
        var journey = await Journey.Disbursing(service);
        var office = await service.Office();
        (await office.Post($"{journey.Path}/lines/L01/voucher")).IsProblem(422, "wrong-line-kind");
        (await office.Post($"{journey.Path}/lines/L02/voucher")).IsProblem(409, "not-at-cash-desk");
        (await office.Post($"{journey.Path}/lines/L09/voucher")).IsProblem(404, "line-not-found");
        (await office.Post($"{journey.Path}/lines/9/voucher")).IsBad("line");
    }

    private static async Task<Answer> Html(Caller caller, HttpMethod method, string path)
    {
        var page = (await caller.Send(method, path, request => request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml"))).Is(200);
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.StartsWith("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        return page;
    }

    private static JsonObject Code(string code) => new() { ["code"] = code };

    private static string Other(string code) => code[..^1] + (code[^1] == '7' ? '8' : '7');
}
