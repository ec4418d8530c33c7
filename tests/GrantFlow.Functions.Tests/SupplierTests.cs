using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>The register of suppliers and the sanctions list, at their doors. Every name is made up.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class SupplierTests(Service service)
{
    [Fact]
    public async Task A_supplier_that_looks_like_somebody_listed_waits_for_a_colleague_before_anything_is_ordered()
    {
        var (office, officer) = (await service.Office(), await service.Officer());
        var journey = await Journey.Verified(service);
        (await Import(officer, List(Entity("TDe.101", "Zarqand Tools", "Mivrel Import")))).Is(200);

        var registered = (await office.Post("suppliers", new JsonObject { ["name"] = "Mivrel Import Ltd", ["country"] = "AF" })).Is(200).Json;
        Assert.Equal("open", (string?)registered["status"]);
        // Who is listed is for those who decide.
        Assert.DoesNotContain("TDe.101", registered.ToJsonString(), StringComparison.Ordinal);
        var id = (string)registered["id"]!;
        var split = Bodies.Split(Goods(id), Bodies.Cash("650.00"));
        (await office.Post($"{journey.Path}/split", split.DeepClone())).IsProblem(409, "supplier-not-cleared");

        var seen = (await officer.Get("suppliers?limit=100")).Is(200).Json["suppliers"]!.AsArray().Single(one => (string?)one!["id"] == id)!;
        Assert.Equal(("TDe.101", "Mivrel Import"), ((string?)seen["hits"]![0]!["reference"], (string?)seen["hits"]![0]!["name"]));
        (await (await service.Officer("kamal")).Post($"suppliers/{id}/screening", Finding("TDe.101", "cleared"))).IsProblem(403, "own-supplier");
        (await officer.Post($"suppliers/{id}/screening", Finding("TDe.999", "cleared"))).IsProblem(409, "supplier-hit-gone");
        var cleared = (await officer.Post($"suppliers/{id}/screening", Finding("TDe.101", "cleared"))).Is(200).Json;
        Assert.Equal(("clear", "olga"), ((string?)cleared["status"], (string?)cleared["hits"]![0]!["finding"]!["by"]));

        (await office.Post($"{journey.Path}/split", split)).Is(200);
        var line = (await journey.Read())["lines"]![0]!;
        Assert.Equal(("Mivrel Import Ltd", id), ((string?)line["supplier"], (string?)line["supplierId"]));

        (await (await service.Finance()).Post($"suppliers/{id}/screening", Finding("TDe.101", "confirmed"))).Is(200);
        await journey.Deliver();
        (await (await service.Finance()).Post($"{journey.Path}/lines/L01/settlement", Bodies.Invoice(await journey.Read(), "L01"))).IsProblem(409, "supplier-not-cleared");
    }

    [Fact]
    public async Task The_same_list_again_and_an_older_one_change_nothing()
    {
        var (finance, auditor) = (await service.Finance(), await service.Auditor());
        var list = List(Entity("TDe.201", "Ombrevin Shipping"));
        var first = (await Import(finance, list)).Is(200).Json;
        var again = (await Import(finance, list)).Is(200).Json;
        Assert.Equal(((string?)first["id"], (string?)first["importedAt"], 1), ((string?)again["id"], (string?)again["importedAt"], (int)again["entries"]!));
        Assert.Equal((0, 0, (int)first["suppliers"]!), ((int)again["compared"]!, (int)again["left"]!, (int)again["suppliers"]!));

        (await Import(finance, List(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Entity("TDe.202", "Quorvan Belzic")))).IsBad("body");
        Assert.Equal((string?)first["id"], (string?)(await auditor.Get("suppliers")).Is(200).Json["list"]!["id"]);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><CONSOLIDATED_LIST dateGenerated=\"2026-03-09\">&e;</CONSOLIDATED_LIST>")]
    [InlineData("<Document/>")]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-03-09\">")]
    [InlineData("{\"not\":\"a list\"}")]
    [InlineData("")]
    public async Task What_is_no_list_is_turned_away(string file) => (await Import(await service.Finance(), file)).IsBad("body");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_may_be_longer_than_other_bodies_and_no_longer_than_lists_are(bool announced)
    {
        // The host's own bound is some 29 MiB.
        var padding = new string('z', 33 * 1024 * 1024);
        (await Import(await service.Finance(), List($"<ENTITY><DATAID>7</DATAID><FIRST_NAME>Ombrevin</FIRST_NAME><COMMENTS1>{padding}</COMMENTS1></ENTITY>"), announced)).Is(200);

        var refused = (await Import(await service.Finance(), List($"<ENTITY><DATAID>7</DATAID><FIRST_NAME>Ombrevin</FIRST_NAME><COMMENTS1>{padding}</COMMENTS1><COMMENTS1>{padding}</COMMENTS1></ENTITY>"), announced)).IsBad("body");
        Assert.Contains("64 MiB", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "  ---  ")]
    [InlineData("aliases[0]", "...")]
    public async Task A_name_has_something_to_compare(string field, string name)
    {
        var body = new JsonObject { ["name"] = field == "name" ? name : "Hupperdal Bakery", ["country"] = "AF", ["aliases"] = new JsonArray(field == "name" ? "Hupperdal" : name) };
        (await (await service.Office()).Post("suppliers", body)).IsBad(field);
    }

    [Fact]
    public async Task Suppliers_are_read_page_by_page()
    {
        var office = await service.Office();
        foreach (var name in new[] { "Hupperdal Bakery", "Wintrelo Seeds" })
        {
            (await office.Post("suppliers", new JsonObject { ["name"] = name, ["country"] = "AF" })).Is(200);
        }

        var first = (await office.Get("suppliers?limit=1")).Is(200).Json;
        var second = (await office.Get($"suppliers?limit=1&cursor={Uri.EscapeDataString((string)first["cursor"]!)}")).Is(200).Json;
        Assert.NotEqual((string?)Assert.Single(first["suppliers"]!.AsArray())!["id"], (string?)Assert.Single(second["suppliers"]!.AsArray())!["id"]);
        (await office.Get("suppliers?cursor=nonsense")).IsBad("cursor");
        (await (await service.Officer()).Post("suppliers/S-1/screening", Finding("TDe.101", "cleared"))).IsBad("id");
        (await (await service.Officer()).Post("suppliers/S-0000000000000000/screening", Finding("TDe.101", "cleared"))).IsProblem(404, "not-found");
    }

    private static JsonObject Goods(string supplier)
    {
        var goods = Bodies.Goods("1200.00");
        goods.Remove("supplier");
        goods["supplierId"] = supplier;
        return goods;
    }

    private static JsonObject Finding(string reference, string outcome) => new() { ["reference"] = reference, ["outcome"] = outcome, ["reason"] = "Compared owners and towns." };

    private static string Entity(string reference, string name, params string[] aliases) =>
        $"<ENTITY><DATAID>7</DATAID><FIRST_NAME>{name}</FIRST_NAME><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>{string.Concat(aliases.Select(alias => $"<ENTITY_ALIAS><ALIAS_NAME>{alias}</ALIAS_NAME></ENTITY_ALIAS>"))}</ENTITY>";

    /// <summary>A list made now, newer than those of the tests before.</summary>
    private static string List(string entity) => List(DateTimeOffset.UtcNow, entity);

    private static string List(DateTimeOffset at, string entity) =>
        $"<CONSOLIDATED_LIST dateGenerated=\"{at:yyyy-MM-ddTHH:mm:ss.fffZ}\"><INDIVIDUALS/><ENTITIES>{entity}</ENTITIES></CONSOLIDATED_LIST>";

    private static Task<Answer> Import(Caller who, string file, bool announced = true) => who.Send(HttpMethod.Post, "suppliers/list", request =>
    {
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        if (!announced)
        {
            request.Headers.TransferEncodingChunked = true;
        }
    });
}
