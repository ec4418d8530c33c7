using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>202 and where to look, or, with <c>Prefer: wait=N</c>, how it ended.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class CommandAnswerTests(Service service)
{
    [Fact]
    public async Task Without_a_preference_the_answer_is_202_and_where_to_look()
    {
        var intake = await service.Intake();
        var answer = (await intake.Post("grants", Bodies.Application(), wait: null)).Is(202);
        Assert.Equal("1", answer.Header("Retry-After"));
        Assert.Null(answer.Header("Preference-Applied"));
        Assert.Equal("pending", (string?)answer.Json["status"]);
        var location = answer.Header("Location")!;
        Assert.Equal(location, (string?)answer.Json["href"]);
        Assert.Equal($"/api/commands/{(string?)answer.Json["command"]}", location);

        JsonNode status = answer.Json;
        await Service.Eventually(async () => (string?)(status = (await intake.Get(location)).Is(200).Json)["status"] == "accepted", "the command is accepted");
        Assert.Equal(1, (int?)status["version"]);
        Assert.Equal((string?)answer.Json["grant"], (string?)status["grant"]);
    }

    [Fact]
    public async Task With_a_preference_the_answer_is_the_outcome()
    {
        var answer = (await (await service.Intake()).Post("grants", Bodies.Application(), wait: 20)).Is(200);
        Assert.Equal("wait=20", answer.Header("Preference-Applied"));
        Assert.Equal("accepted", (string?)answer.Json["status"]);
        Assert.Equal(1, (int?)answer.Json["version"]);
        Assert.NotNull(answer.Header("Location"));
        Assert.Null(answer.Header("Retry-After"));
    }

    [Theory]
    [InlineData("wait=5, respond-async", "wait=5")]
    [InlineData("respond-async; foo, WAIT=7", "wait=7")]
    [InlineData("wait=3600", "wait=30")]
    [InlineData("respond-async", null)]
    public async Task A_preference_is_found_among_others_and_bounded(string prefer, string? applied)
    {
        var answer = await (await service.Intake()).Send(HttpMethod.Post, "grants", request =>
        {
            request.Content = new StringContent(Bodies.Application().ToJsonString(), null, "application/json");
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        });
        answer.Is(applied is null ? 202 : 200);
        Assert.Equal(applied, answer.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("wait=soon")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=")]
    [InlineData("wait=99999999999")]
    public async Task A_preference_that_is_no_number_is_a_400(string prefer)
    {
        var answer = await (await service.Intake()).Send(HttpMethod.Post, "grants", request => request.Headers.TryAddWithoutValidation("Prefer", prefer));
        answer.IsBad("Prefer");
    }

    [Fact]
    public async Task A_wait_of_nothing_looks_once_and_does_not_hold_the_caller()
    {
        var answer = await (await service.Intake()).Post("grants", Bodies.Application(), wait: 0);
        Assert.Contains(answer.Status, new[] { 200, 202 });
        Assert.Equal("wait=0", answer.Header("Preference-Applied"));
    }

    /// <summary>Of two rejections that both pass the gate one is refused by the writer: waiting shows the refusal, and so does its status.</summary>
    [Fact]
    public async Task A_command_that_the_writer_refuses_says_so_to_who_waits_and_to_who_asks_later()
    {
        var olga = await service.Officer("olga");
        var oscar = await service.Officer("oscar");
        for (var round = 0; round < 20; round++)
        {
            var journey = await Journey.Submitted(service, Bodies.Application());
            var answers = await Task.WhenAll(
                olga.Post($"{journey.Path}/rejection", Bodies.Reason("Not complete.")),
                oscar.Post($"{journey.Path}/rejection", Bodies.Reason("Not complete either.")));
            var refused = Assert.Single(answers, answer => answer.Status != 200).IsProblem(409, "wrong-state");
            if (refused.Header("Location") is not { } location)
                continue;

            Assert.Equal("wait=20", refused.Header("Preference-Applied"));
            var status = (await olga.Get(location)).Is(200).Json;
            Assert.Equal("refused", (string?)status["status"]);
            Assert.Equal(Answer.Problems + "wrong-state", (string?)status["refusal"]!["type"]);
            Assert.Equal((string?)refused.Json["detail"], (string?)status["refusal"]!["detail"]);
            return;
        }

        Assert.Fail("In 20 rounds no two rejections passed the gate together.");
    }

    [Fact]
    public async Task A_command_that_nobody_sent_is_a_404()
    {
        var journey = await Journey.Submitted(service, Bodies.Application());
        (await (await service.Officer()).Get($"commands/{journey.Id}.0000000000000000")).IsProblem(404, "not-found");
        (await (await service.Officer()).Get($"commands/{Door.NoGrant}.0000000000000000")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_refusal_at_the_gate_stores_nothing()
    {
        var answer = (await (await service.Officer()).Post($"grants/{Door.NoGrant}/approval", new JsonObject { ["amount"] = Bodies.Euro("1.00") })).IsProblem(404, "grant-not-found");
        Assert.Null(answer.Header("Location"));
        Assert.Null(answer.Header("Preference-Applied"));
    }
}
