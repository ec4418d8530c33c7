using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Bodies that are not what they should be: a 400 that names the field, at every door that takes one.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class BadBodyTests(Service service)
{
    /// <summary>The door takes a body without them; whether the programme does is the domain's to say.</summary>
    private static readonly HashSet<string> AskedForByTheProgramme = ["declaration", "arrivedOn"];

    public static TheoryData<string> EveryDoorWithABody() => [.. Bodies.ByFunction.Keys];

    [Fact]
    public void Every_door_that_changes_a_grant_has_a_body_here() =>
        // The dry run changes nothing, and what is wrong with its body is its answer; evidence, exchange rates and banks' answers come in files of other forms; a reconciliation is asked by its address.
        Assert.Equal(Doors.Closed.Where(door => door.Method == HttpMethod.Post && door.Function is not ("DryRunProgramme" or "ImportRates" or "ImportStatement" or "UploadEvidence" or "ImportSupplierList" or "ReconcileLedger")).Select(door => door.Function).Order(), Bodies.ByFunction.Keys.Order());

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task Text_that_is_no_JSON_object(string function)
    {
        foreach (var text in new[] { "{", "[]", "null", "\"text\"", "42", "{'a':1}", "// comment\n{}", "\u00e4", "\ufeff{" })
            (await Post(function, text)).IsBad("body");

        // Here another mistake may show before the one in the text.
        foreach (var text in new[] { "{} {}", "{\"a\":1,}", "{\"a\":NaN}", "{\"reason\":" })
            (await Post(function, text)).IsProblem(400, "bad-request");
    }

    [Fact]
    public async Task JSON_that_ends_too_early_is_a_matter_of_the_body_not_of_the_field_it_ends_in()
    {
        var answer = (await Post("RejectGrant", "{\n  \"reason\":")).IsBad("body");
        Assert.Equal("body: The body is not well-formed JSON: see line 2, byte 12.", (string?)answer.Json["detail"]);
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task Bytes_that_are_no_UTF_8(string function)
    {
        (await PostBytes(function, [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'], "application/json")).IsProblem(400, "bad-request");
        (await PostBytes(function, [.. "{\"reason\":\""u8, 0xFF, 0xFE, .. "\"}"u8], "application/json")).IsProblem(400, "bad-request");
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task A_field_that_is_not_known(string function)
    {
        var body = Bodies.ByFunction[function]();
        body["unheardOf"] = 1;
        (await Post(function, body)).IsBad("unheardOf");
        foreach (var member in Bodies.ByFunction[function]().Where(member => member.Value is JsonObject).Select(member => member.Key))
        {
            body = Bodies.ByFunction[function]();
            body[member]!["unheardOf"] = 1;
            var answer = (await Post(function, body)).IsProblem(400, "bad-request");
            Assert.Contains(answer.BadFields, field => field == member || field == $"{member}.unheardOf");
        }
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task A_field_that_is_missing(string function)
    {
        foreach (var path in Paths(Bodies.ByFunction[function](), "").Where(path => !AskedForByTheProgramme.Contains(path)))
        {
            var body = Bodies.ByFunction[function]();
            var (holder, name) = Locate(body, path);
            holder.Remove(name);
            await IsBadAt(function, body, path, "nothing");
        }
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task A_value_of_another_type(string function)
    {
        foreach (var path in Paths(Bodies.ByFunction[function](), ""))
        {
            foreach (var wrong in Wrong(Locate(Bodies.ByFunction[function](), path)))
            {
                // Some people have one name only.
                if (path.EndsWith("person.givenNames", StringComparison.Ordinal) && wrong?.ToJsonString() == "\"\"")
                    continue;
                if (wrong is null && AskedForByTheProgramme.Contains(path))
                    continue;

                var body = Bodies.ByFunction[function]();
                var (holder, name) = Locate(body, path);
                holder[name] = wrong?.DeepClone();
                await IsBadAt(function, body, path, wrong?.ToJsonString() ?? "null");
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task Nesting_without_an_end(string function)
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 2000)) + "1" + new string('}', 2000);
        (await Post(function, deep)).IsProblem(400, "bad-request");
        (await Post(function, new string('[', 5000))).IsProblem(400, "bad-request");
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task A_member_given_twice(string function)
    {
        var members = Bodies.ByFunction[function]().Select(member => $"\"{member.Key}\":{member.Value!.ToJsonString()}").ToList();
        if (members.Count > 0)
            (await Post(function, $"{{{string.Join(',', [.. members, members[0]])}}}")).IsBad(Bodies.ByFunction[function]().First().Key);
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task Another_content_type(string function)
    {
        var bytes = Encoding.UTF8.GetBytes(Bodies.ByFunction[function]().ToJsonString());
        foreach (var type in new[] { null, "text/plain", "application/x-www-form-urlencoded", "application/jsonlines", "application/json-patch+json" })
            (await PostBytes(function, bytes, type)).IsBad("Content-Type");
    }

    [Theory]
    [MemberData(nameof(EveryDoorWithABody))]
    public async Task More_than_the_door_takes(string function)
    {
        var large = (await Post(function, $"{{\"reason\":\"{new string('x', 32 * 1024)}\"}}")).IsBad("body");
        Assert.Contains("32768 bytes", (string?)large.Json["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 11534336\r\n\r\n{", "32768 bytes")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nthis is no chunk\r\n", "cannot be read")]
    public async Task A_body_that_is_announced_wrongly(string rest, string why)
    {
        var token = Jwt.Signed(Jwt.Claims("intake"), service.Host.SigningKey);
        using var client = new TcpClient("127.0.0.1", service.Host.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/grants HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nConnection: close\r\n{rest}"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:grantflow:problem:bad-request", answer, StringComparison.Ordinal);
        Assert.Contains(why, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        var body = Bodies.Application().ToJsonString();
        body += new string(' ', (32 * 1024) - Encoding.UTF8.GetByteCount(body));
        (await (await service.Intake()).PostText("grants", body)).Is(200);
        (await (await service.Intake()).PostText("grants", body + " ")).IsBad("body");
    }

    [Fact]
    public async Task JSON_with_a_character_set_is_read() =>
        (await PostBytes("SubmitGrant", Encoding.UTF8.GetBytes(Bodies.Application().ToJsonString()), "application/json; charset=utf-8")).Is(202);

    [Fact]
    public async Task A_line_that_is_null()
    {
        (await Post("ConfirmSplit", """{"lines":[null]}""")).IsBad("lines[0]");
        (await Post("ConfirmSplit", """{"lines":[]}""")).IsBad("lines");
        (await Post("ConfirmSplit", Bodies.Split([.. Enumerable.Range(0, 21).Select(_ => Bodies.Cash("1.00"))]))).IsBad("lines");
    }

    private static IEnumerable<JsonNode?> Wrong((JsonObject Holder, string Name) at)
    {
        JsonNode?[] wrong = [null, 1.5, 1e300, JsonNode.Parse("[]"), JsonNode.Parse("[{}]")];
        return at.Holder[at.Name] switch
        {
            JsonObject => [.. wrong, true, "text"],
            JsonArray => [null, 1.5, true, "text", JsonNode.Parse("{}")],
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [.. wrong, true, JsonNode.Parse("{}"), "", "   ", "\u0001", "a\u0000b", new string('x', 5000)],
            _ => [.. wrong, "true", JsonNode.Parse("{}")],
        };
    }

    /// <summary>Every member, with those of inner objects and of the items of lists.</summary>
    private static IEnumerable<string> Paths(JsonObject body, string prefix) => body.SelectMany(member => member.Value switch
    {
        JsonObject inner => [prefix + member.Key, .. Paths(inner, $"{prefix}{member.Key}.")],
        JsonArray list => [prefix + member.Key, .. list.OfType<JsonObject>().SelectMany((item, at) => Paths(item, $"{prefix}{member.Key}[{at}]."))],
        _ => (IEnumerable<string>)[prefix + member.Key],
    });

    private static (JsonObject Holder, string Name) Locate(JsonObject body, string path)
    {
        JsonNode holder = body;
        var steps = path.Split('.', '[').Select(step => step.TrimEnd(']')).ToList();
        foreach (var step in steps[..^1])
            holder = int.TryParse(step, out var at) ? holder[at]! : holder[step]!;
        return (holder.AsObject(), steps[^1]);
    }

    /// <summary>The field is named, or, where it is a part of a value such as money, the value.</summary>
    private async Task IsBadAt(string function, JsonObject body, string path, string instead)
    {
        var answer = await Post(function, body);
        Assert.True(answer.Status == 400, $"{function} answered {answer.Status} to {instead} in {path}: {answer.Text}");
        answer.IsProblem(400, "bad-request");
        Assert.True(
            answer.BadFields.Any(field => field == path || path.StartsWith(field + ".", StringComparison.Ordinal)),
            $"{function} does not name {path}, where {instead} was: {answer.Text}");
    }

    private Task<Answer> Post(string function, JsonObject body) => Post(function, body.ToJsonString());

    private Task<Answer> Post(string function, string body) => PostBytes(function, Encoding.UTF8.GetBytes(body), "application/json");

    private async Task<Answer> PostBytes(string function, byte[] body, string? contentType)
    {
        var door = Doors.All.Single(door => door.Function == function);
        var role = await ClosedDoorTests.Visitor(service, function);
        return await role.Send(HttpMethod.Post, door.Path, request =>
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        });
    }
}
