using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Valid bodies, mutilated at random but always the same way: whatever comes, the doors keep their manners.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class FuzzTests(Service service)
{
    private const int Rounds = 300;

    private static readonly string[] Oddities =
    [
        "null", "true", "0", "-1", "1e400", "18446744073709551616", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"=1+1\"", "\"' OR 1 eq 1\"", "\"../../x\"",
        "\"\\u202eabc\"", "[]", "{}", "[[[[[[]]]]]]", "\"G-0000000000000000\"", "\"2026-02-29\"", "{\"amount\":\"1.00\",\"currency\":\"EUR\"}", "\"\\uffff\"",
    ];

    [Theory]
    [InlineData("SubmitGrant", 20260301)]
    [InlineData("VerifyArrival", 20260302)]
    [InlineData("ConfirmSplit", 20260303)]
    [InlineData("ApproveGrant", 20260304)]
    [InlineData("ReroutePayout", 20260305)]
    [InlineData("PayVoucher", 20260308)]
    [InlineData("SubmitHousehold", 20260306)]
    [InlineData("ApproveHousehold", 20260307)]
    public async Task No_mutilated_body_ever_gets_a_5xx(string function, int seed)
    {
        var random = new Random(seed);
        var door = Doors.All.Single(door => door.Function == function);
        var caller = await ClosedDoorTests.Visitor(service, function);
        var path = door.Concrete((await Journey.Verified(service)).Id);
        var seen = new Dictionary<int, int>();
        for (var round = 0; round < Rounds; round++)
        {
            var body = Mutilate(function == "SubmitGrant" ? Bodies.FullApplication() : Bodies.ByFunction[function](), random);
            var answer = await caller.Send(HttpMethod.Post, path, request =>
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            });
            seen[answer.Status] = seen.GetValueOrDefault(answer.Status) + 1;
            Assert.True(answer.Status < 500, $"Round {round} of seed {seed} got {answer.Status}: {answer.Text} to {Encoding.UTF8.GetString(body)}");
            if (answer.Status >= 400)
                Assert.False(string.IsNullOrEmpty(answer.ProblemType), $"Round {round} of seed {seed} got no problem: {answer.Text}");
        }

        Assert.True(seen.GetValueOrDefault(400) > Rounds / 4, $"Most mutilated bodies should be noticed: {string.Join(", ", seen)}.");
        await service.Settle();
        Assert.Empty((await (await service.Auditor()).Get("attention")).Json["poison"]!.AsArray());
    }

    private static byte[] Mutilate(JsonObject body, Random random)
    {
        for (var times = random.Next(3); times >= 0; times--)
            Replace(body, random);
        var text = body.ToJsonString();
        for (var oddity = 0; oddity < Oddities.Length; oddity++)
            text = text.Replace($"\"{Mark(oddity)}\"", Oddities[oddity], StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(2) == 0)
            return bytes;

        return random.Next(4) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => [.. bytes, .. bytes[random.Next(bytes.Length)..]],
            2 => Flip(bytes, random),
            _ => Cut(bytes, random),
        };
    }

    private static void Replace(JsonObject body, Random random)
    {
        var members = body.Select(member => member.Key).ToList();
        if (members.Count == 0)
            return;

        var name = members[random.Next(members.Count)];
        switch (body[name])
        {
            case JsonObject inner when random.Next(3) > 0:
                Replace(inner, random);
                break;
            case JsonArray { Count: > 0 } list when random.Next(3) > 0 && list[random.Next(list.Count)] is JsonObject item:
                Replace(item, random);
                break;
            default:
                if (random.Next(6) == 0)
                    body.Remove(name);
                else
                    body[name] = Odd(random);
                break;
        }
    }

    // Some are no JSON that a writer would write: they take their place afterwards.
    private static JsonValue Odd(Random random) => JsonValue.Create(Mark(random.Next(Oddities.Length)));

    private static string Mark(int oddity) => $"@@{oddity}@@";

    private static byte[] Flip(byte[] bytes, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Cut(byte[] bytes, Random random)
    {
        var from = random.Next(bytes.Length);
        return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + random.Next(1, 8))..]];
    }
}
