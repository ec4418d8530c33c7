using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Banks' files at their door: taken once, read by finance and auditors, refused by name.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class StatementTests(Service service)
{
    private const string Head = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"><CstmrPmtStsRpt><GrpHdr><MsgId>";

    [Fact]
    public async Task A_file_is_taken_once_and_its_rows_wait_for_a_person_who_decides()
    {
        var (finance, auditor) = (await service.Finance(), await service.Auditor());
        var file = Report("DOOR-1", "E-1", "E-2");
        var taken = (await Upload(finance, file)).Is(202);
        Assert.True((bool)taken.Json["isNew"]!);
        var path = taken.Header("Location")!["/api/".Length..];
        Assert.Equal((string?)taken.Json["file"]!["id"], path["statements/".Length..]);
        await Service.Eventually(async () => (bool)(await auditor.Get(path)).Is(200).Json["done"]!, "the file is done");
        Assert.False((bool)(await Upload(finance, file)).Is(200).Json["isNew"]!);

        var summary = (await auditor.Get(path)).Json;
        Assert.Equal((2, 2, "status-report", "fatou"), ((int)summary["rows"]!, (int)summary["results"]!["unmatched"]!, (string)summary["file"]!["kind"]!, (string)summary["file"]!["by"]!));
        var first = (await auditor.Get($"{path}/rows?result=unmatched&limit=1")).Is(200).Json;
        Assert.Equal("E-1", (string?)Assert.Single(first["rows"]!.AsArray())!["endToEndId"]);
        var second = (await auditor.Get($"{path}/rows?result=unmatched&limit=1&cursor={first["cursor"]}")).Is(200).Json;
        Assert.Equal("E-2", (string?)Assert.Single(second["rows"]!.AsArray())!["endToEndId"]);
        Assert.Contains((await auditor.Get("statements/open?limit=200")).Is(200).Json["rows"]!.AsArray(), row => path.EndsWith((string)row!["file"]!, StringComparison.Ordinal));
        Assert.Contains((await auditor.Get("statements?limit=200")).Is(200).Json["files"]!.AsArray(), one => path.EndsWith((string)one!["id"]!, StringComparison.Ordinal));
        Assert.DoesNotContain("accountHash", (await auditor.Get($"{path}/rows")).Text, StringComparison.Ordinal);

        (await auditor.Post($"{path}/rows/1/decision", Bodies.ByFunction["DecideRow"]())).IsProblem(403, "wrong-role");
        (await finance.Post($"{path}/rows/1/decision", new JsonObject { ["payment"] = $"{Door.NoGrant}-L01", ["reason"] = "It is this one." })).IsProblem(422, "payment-not-in-book");
        (await finance.Post($"{path}/rows/1/decision", Bodies.ByFunction["DecideRow"]())).Is(202);
        await Service.Eventually(async () => (string?)(await auditor.Get($"{path}/rows/1")).Json["result"] == "ignored", "the row is ignored");
        (await finance.Post($"{path}/rows/1/decision", Bodies.Reason("Again.").With("ignore", true))).IsProblem(409, "row-not-open");
        (await finance.Post($"{path}/rows/3/decision", Bodies.ByFunction["DecideRow"]())).IsProblem(404, "not-found");
        await service.Settle();
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document/>", "statement-has-doctype")]
    [InlineData("<Document", "statement-not-well-formed")]
    [InlineData("", "statement-empty")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-7\"?><Document/>", "statement-wrong-encoding")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>", "statement-unknown-message")]
    public async Task What_is_no_file_to_take_is_refused_by_name(string file, string problem) =>
        (await Upload(await service.Finance(), Encoding.UTF8.GetBytes(file))).IsProblem(422, problem);

    [Fact]
    public async Task Another_type_of_body_is_not_taken() =>
        (await Upload(await service.Finance(), Report("DOOR-2", "E-1"), "application/json")).IsBad("Content-Type");

    [Fact]
    public async Task A_gigabyte_is_refused_before_it_is_sent()
    {
        var token = Jwt.Signed(Jwt.Claims("finance"), service.Host.SigningKey);
        using var client = new TcpClient("127.0.0.1", service.Host.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/statements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: 1073741824\r\n\r\n<"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("statement-too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_longer_than_other_bodies_may_be_is_taken()
    {
        var ids = Enumerable.Range(0, 60_000).Select(number => $"NOBODY-{number}-{new string('x', 20)}");
        var file = Report("DOOR-3", [.. ids]);
        Assert.True(file.Length > 11 * 1024 * 1024, $"{file.Length}");
        // Broken at its end: taken as a stream to there, and then not at all.
        var broken = (await Upload(await service.Finance(), file[..^10])).IsProblem(422, "statement-not-well-formed");
        Assert.Contains("after row 60000", (string?)broken.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_mutilated_file_ever_gets_a_5xx()
    {
        var (random, finance) = (new Random(20261122), await service.Finance());
        for (var round = 0; round < 60; round++)
        {
            var file = Report($"FUZZ-{round}", "E-1");
            for (var times = random.Next(1, 4); times > 0; times--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            var answer = await Upload(finance, file);
            Assert.True(answer.Status is 200 or 202 or 422, $"Round {round} got {answer.Status}: {answer.Text}");
        }

        await service.Settle();
        Assert.Empty((await (await service.Auditor()).Get("attention")).Json["poison"]!.AsArray());
    }

    [Theory]
    [InlineData("statements/x", "id")]
    [InlineData("statements?cursor=x", "cursor")]
    [InlineData("statements?limit=0", "limit")]
    [InlineData("statements/open?result=new", "result")]
    public async Task What_is_asked_wrongly_is_named(string path, string field) => (await (await service.Auditor()).Get(path)).IsBad(field);

    private static byte[] Report(string id, params string[] payments) => Encoding.UTF8.GetBytes(
        $"{Head}{id}</MsgId></GrpHdr><OrgnlPmtInfAndSts>{string.Concat(payments.Select(payment => $"<TxInfAndSts><OrgnlEndToEndId>{payment}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>{new string('x', 60)}</AddtlInf></StsRsnInf></TxInfAndSts>"))}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");

    private static Task<Answer> Upload(Caller caller, byte[] file, string type = "application/xml") => caller.Send(HttpMethod.Post, "statements", request =>
    {
        request.Content = new ByteArrayContent(file);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
    });
}

file static class Members
{
    public static JsonObject With(this JsonObject body, string name, JsonNode value)
    {
        body[name] = value;
        return body;
    }
}
