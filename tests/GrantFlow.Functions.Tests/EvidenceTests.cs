using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Photos and papers that prove deliveries, at the doors: what is taken, what is turned away, who reads it.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class EvidenceTests(Service service)
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF"u8];

    [Theory]
    [InlineData("jpeg", "image/jpeg", "jpg")]
    [InlineData("png", "image/png", "png")]
    [InlineData("web-p", "image/webp", "webp")]
    [InlineData("heic", "image/heic", "heic")]
    [InlineData("pdf", "application/pdf", "pdf")]
    public async Task A_file_is_taken_for_what_its_bytes_say_and_comes_back_as_it_was(string kind, string type, string extension)
    {
        var journey = await Journey.Disbursing(service);
        var bytes = Photo(kind, 70_000);
        var answer = await Upload(journey, bytes, contentType: "text/html");

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var file = answer.Is(201).Json;
        Assert.Equal((kind, hash, 70_000, "L01"), ((string?)file["kind"], (string?)file["sha256"], (int?)file["length"], (string?)file["line"]));
        Assert.Equal($"/api/{journey.Path}/evidence/{hash}", answer.Header("Location"));

        var download = (await (await service.Auditor()).Get($"{journey.Path}/evidence/{hash}")).Is(200);
        Assert.Equal(bytes, download.Bytes);
        Assert.Equal((type, "nosniff", "default-src 'none'; sandbox", "no-store"), (download.ContentType, download.Header("X-Content-Type-Options"), download.Header("Content-Security-Policy"), download.Header("Cache-Control")));
        Assert.Matches($"^attachment; filename=.*{journey.Id}-L01-{hash[..8]}\\.{extension}", download.Header("Content-Disposition"));
    }

    [Fact]
    public async Task What_is_no_photo_and_no_PDF_is_turned_away()
    {
        var journey = await Journey.Disbursing(service);
        byte[][] wrong =
        [
            [], "GIF89a"u8.ToArray(), "<html><script>alert(1)</script>"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), [0x4D, 0x5A, 0x90, 0x00], "%!PS-Adobe"u8.ToArray(), [0xFF, 0xD8],
            // Something else in front of a good file: readers that search for the beginning would take it.
            [.. "<svg onload=alert(1)>"u8, .. Photo("jpeg", 100)], [.. "GIF89a"u8, .. "%PDF-1.7"u8], [.. " "u8, .. "%PDF-1.7"u8],
        ];
        foreach (var bytes in wrong)
        {
            (await Upload(journey, bytes, contentType: "image/jpeg")).IsBad("body");
        }

        Assert.Empty((await (await service.Auditor()).Get($"{journey.Path}/evidence")).Is(200).Json["files"]!.AsArray());
    }

    [Fact]
    public async Task A_photo_with_a_page_behind_it_is_never_shown_as_one()
    {
        var journey = await Journey.Disbursing(service);
        byte[] bytes = [.. Photo("jpeg", 64), .. "<html><script>alert(1)</script></html>"u8];
        (await Upload(journey, bytes)).Is(201);

        var download = (await (await service.Finance()).Get($"{journey.Path}/evidence/{Convert.ToHexStringLower(SHA256.HashData(bytes))}")).Is(200);
        Assert.Equal(("image/jpeg", "nosniff"), (download.ContentType, download.Header("X-Content-Type-Options")));
        Assert.StartsWith("attachment", download.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_mebibytes_are_taken_and_one_byte_more_is_not_whether_announced_or_not(bool announced)
    {
        var journey = await Journey.Disbursing(service);
        var most = 10 * 1024 * 1024;
        (await Upload(journey, Photo("jpeg", most), announced: announced)).Is(201);

        foreach (var length in new[] { most + 1, 11 * 1024 * 1024 })
        {
            (await Upload(journey, Photo("png", length), announced: announced)).IsBad("body");
        }

        Assert.Single((await (await service.Auditor()).Get($"{journey.Path}/evidence")).Is(200).Json["files"]!.AsArray());
    }

    [Theory]
    [InlineData("lines/..%2F..%2Fstate/evidence")]
    [InlineData("lines/L1/evidence")]
    [InlineData("lines/L01%00/evidence")]
    [InlineData("lines/%2e%2e/evidence")]
    public async Task A_path_leads_to_a_line_or_nowhere(string path)
    {
        var journey = await Journey.Disbursing(service);
        var answer = await (await service.Office(journey.Office)).Send(HttpMethod.Post, $"{journey.Path}/{path}", request => request.Content = new ByteArrayContent(Photo("jpeg", 100)));
        Assert.True(answer.Status is 400 or 404 or 405, $"{path}: {answer.Status} {answer.Text}");
    }

    [Fact]
    public async Task Only_lines_in_kind_are_proven_and_only_by_their_own_office()
    {
        var journey = await Journey.Disbursing(service);
        (await Upload(journey, Jpeg, line: "L02")).IsProblem(422, "wrong-line-kind");
        (await Upload(journey, Jpeg, line: "L07")).IsProblem(404, "line-not-found");
        (await (await service.Office("iq-erbil")).Send(HttpMethod.Post, $"{journey.Path}/lines/L01/evidence", request => request.Content = new ByteArrayContent(Jpeg))).IsProblem(403, "other-office");
        (await (await service.Office("iq-erbil")).Get($"{journey.Path}/evidence")).IsProblem(403, "other-office");
        (await (await service.Intake()).Get($"{journey.Path}/evidence")).IsProblem(403, "wrong-role");
        (await (await service.Officer()).Get($"{journey.Path}/evidence/../person")).Is(200);
        (await (await service.Officer()).Get($"{journey.Path}/evidence/{new string('a', 64)}")).IsProblem(404, "not-found");
        (await (await service.Officer()).Get($"{journey.Path}/evidence/{new string('A', 64)}")).IsBad("sha256");
    }

    [Fact]
    public async Task A_download_is_noted_like_a_look_at_the_person()
    {
        var journey = await Journey.Disbursing(service);
        var hash = (string)(await Upload(journey, Photo("pdf", 500))).Is(201).Json["sha256"]!;
        (await (await service.Finance("fynn")).Get($"{journey.Path}/evidence/{hash}")).Is(200);

        var look = (await journey.Read())["looks"]!.AsArray()[^1]!;
        Assert.Equal(("fynn", $"evidence of L01, {hash[..8]}"), ((string?)look["by"]!["id"], (string?)look["reason"]));
    }

    [Fact]
    public async Task A_photo_used_for_two_cases_is_shown_on_both_and_asks_finance_for_a_reason()
    {
        var (one, two) = (await Journey.Disbursing(service), await Journey.Disbursing(service));
        var photo = Photo("jpeg", 900, System.Text.Encoding.ASCII.GetBytes(one.Id));
        var hash = (string)(await Upload(one, photo)).Is(201).Json["sha256"]!;
        (await Upload(two, photo)).Is(201);
        foreach (var (mine, other) in new[] { (one, two), (two, one) })
        {
            var seen = (await (await service.Officer()).Get($"{mine.Path}/evidence")).Is(200).Json;
            var finding = Assert.Single(seen["findings"]!.AsArray())!;
            Assert.Equal((hash, other.Id, "L01"), ((string?)finding["sha256"], (string?)finding["alsoUsedFor"]![0]!["grant"], (string?)finding["alsoUsedFor"]![0]!["line"]));
            // An office does not see other offices' cases.
            Assert.Null((await (await service.Office(mine.Office)).Get($"{mine.Path}/evidence")).Is(200).Json["findings"]);
        }

        await one.Deliver();
        var finance = await service.Finance();
        var invoice = Bodies.Invoice(await one.Read(), "L01");
        var refused = (await finance.Post($"{one.Path}/lines/L01/settlement", invoice.DeepClone())).IsProblem(409, "evidence-reused");
        Assert.Contains(two.Id, refused.Text, StringComparison.Ordinal);
        invoice["acknowledged"] = "One van brought both.";
        (await finance.Post($"{one.Path}/lines/L01/settlement", invoice)).Is(200);
        Assert.Equal("One van brought both.", (string?)(await one.Read())["timeline"]!.AsArray().Last(step => (string?)step!["event"] == "in-kind-moved")!["details"]!["acknowledged"]);
    }

    [Fact]
    public async Task A_delivery_names_its_file_and_part_of_it_may_come_later()
    {
        var journey = await Journey.Disbursing(service);
        var hash = (string)(await Upload(journey, Photo("webp", 300, System.Text.Encoding.ASCII.GetBytes(journey.Id)))).Is(201).Json["sha256"]!;
        var delivery = Bodies.Delivery();
        (delivery["sha256"], delivery["part"]) = (hash, new JsonObject { ["amount"] = Bodies.Euro("700.00") });
        var office = await service.Office(journey.Office);
        (await office.Post($"{journey.Path}/lines/L01/delivery", delivery)).Is(200);

        var lines = (await journey.Read())["lines"]!.AsArray();
        Assert.Equal(("accepted", "700.00", hash), ((string?)lines[0]!["state"], (string?)lines[0]!["amount"]!["amount"], (string?)lines[0]!["evidence"]!["sha256"]));
        Assert.Equal(("L03", "ordered", "500.00", "L01"), ((string?)lines[2]!["id"], (string?)lines[2]!["state"], (string?)lines[2]!["amount"]!["amount"], (string?)lines[2]!["partOf"]));
        await journey.Settle();
        (await office.Post($"{journey.Path}/lines/L03/cancellation", Bodies.Reason("The shop has closed."))).Is(200);
        var after = await journey.Read();
        Assert.Equal(("1350.00", "cancelled"), ((string?)after["approved"]!["amount"], (string?)after["lines"]![2]!["state"]));
    }

    private async Task<Answer> Upload(Journey journey, byte[] bytes, string line = "L01", string contentType = "application/octet-stream", bool announced = true) =>
        await (await service.Office(journey.Office)).Send(HttpMethod.Post, $"{journey.Path}/lines/{line}/evidence", request =>
        {
            request.Content = announced ? new ByteArrayContent(bytes) : new StreamContent(new Unannounced(bytes));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        });

    /// <summary>Of this kind by its first bytes, and of this length.</summary>
    private static byte[] Photo(string kind, int length, byte[]? mark = null)
    {
        byte[] head = kind switch
        {
            "png" => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8],
            "web-p" or "webp" => [.. "RIFF"u8, 0x24, 0, 0, 0, .. "WEBPVP8 "u8],
            "heic" => [0, 0, 0, 0x18, .. "ftypheic"u8],
            "pdf" => "%PDF-1.7\n"u8.ToArray(),
            _ => Jpeg,
        };
        var bytes = new byte[length];
        head.CopyTo(bytes, 0);
        mark?.CopyTo(bytes, head.Length);
        return bytes;
    }

    /// <summary>A stream that does not know how long it is.</summary>
    private sealed class Unannounced(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;
    }
}
