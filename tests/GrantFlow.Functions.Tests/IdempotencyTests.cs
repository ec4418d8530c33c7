using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

[Collection(ServiceCollectionFixture.Name)]
public sealed class IdempotencyTests(Service service)
{
    private static int _keys;

    private readonly string _key = $"idempotency-{Interlocked.Increment(ref _keys)}";

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_even_after_the_grant_moved_on()
    {
        var intake = await service.Intake();
        var application = Bodies.Application();
        var first = (await intake.Post("grants", application, _key)).Is(200);
        await (await Found(first)).Approve();

        var again = (await intake.Post("grants", application, _key)).Is(200);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Header("Location"), again.Header("Location"));
    }

    [Fact]
    public async Task A_step_again_gets_the_first_answer_and_happens_once()
    {
        var journey = await Journey.Submitted(service);
        var officer = await service.Officer();
        var first = (await officer.Post($"{journey.Path}/hold", Bodies.Reason("A letter is missing."), _key)).Is(200);
        (await officer.Post($"{journey.Path}/resumption", key: _key + "r")).Is(200);

        var again = (await officer.Post($"{journey.Path}/hold", Bodies.Reason("A letter is missing."), _key)).Is(200);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal("awaiting-approval", (string?)(await journey.Read())["state"]);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var intake = await service.Intake();
        var application = Bodies.Application();
        (await intake.Post("grants", application, _key)).Is(200);
        application["amount"] = Bodies.Euro("1849.99");
        (await intake.Post("grants", application, _key)).IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Another_step_on_the_grant_under_the_same_key_is_refused()
    {
        var journey = await Journey.Submitted(service);
        var officer = await service.Officer();
        (await officer.Post($"{journey.Path}/hold", Bodies.Reason("A letter is missing."), _key)).Is(200);
        (await officer.Post($"{journey.Path}/return", Bodies.Reason("A letter is missing."), _key)).IsProblem(422, "idempotency-key-reused");
        (await officer.Post($"{journey.Path}/resumption", key: _key)).IsProblem(422, "idempotency-key-reused");
        Assert.Equal("on-hold", (string?)(await journey.Read())["state"]);
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var first = (await (await service.Intake("ines")).Post("grants", Bodies.Application(), _key)).Is(200);
        var second = (await (await service.Intake("ivan")).Post("grants", Bodies.Application(), _key)).Is(200);
        Assert.NotEqual((string?)first.Json["grant"], (string?)second.Json["grant"]);
    }

    [Fact]
    public async Task A_key_may_be_quoted_as_the_draft_standard_writes_it()
    {
        var application = Bodies.Application();
        var plain = (await (await service.Intake()).Post("grants", application, _key)).Is(200);
        var quoted = (await (await service.Intake()).Post("grants", application, $"\"{_key}\"")).Is(200);
        Assert.Equal(plain.Text, quoted.Text);
    }

    [Fact]
    public async Task After_a_refusal_the_key_can_be_used_again()
    {
        var intake = await service.Intake();
        var application = Bodies.Application();
        application["amount"] = Bodies.Euro("2000.01");
        (await intake.Post("grants", application, _key)).IsProblem(422, "over-system-ceiling");
        application["amount"] = "2000.00";
        (await intake.Post("grants", application, _key)).IsBad("amount");
        application["amount"] = Bodies.Euro("2000.00");
        (await intake.Post("grants", application, _key)).Is(200);
    }

    [Fact]
    public async Task The_same_application_from_many_hands_at_once_is_one_grant()
    {
        var intake = await service.Intake();
        var application = Bodies.Application();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => intake.Post("grants", application.DeepClone(), _key)));
        Assert.Single(answers.Select(answer => answer.Is(200).Text).Distinct());
        var grant = await (await Found(answers[0])).Reaches("awaiting-approval");
        Assert.Equal(["grant-submitted", "screening-recorded"], grant["timeline"]!.AsArray().Select(step => (string?)step!["event"]));
    }

    [Fact]
    public async Task The_same_step_from_many_hands_at_once_happens_once()
    {
        var journey = await Journey.Submitted(service);
        var officer = await service.Officer();
        var body = new JsonObject { ["amount"] = Bodies.Euro("1850.00") };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => officer.Post($"{journey.Path}/approval", body.DeepClone(), _key)));
        Assert.Single(answers.Select(answer => answer.Is(200).Text).Distinct());
        var grant = await journey.Reaches("awaiting-verification");
        Assert.Single(grant["timeline"]!.AsArray(), step => (string?)step!["event"] == "grant-approved");
    }

    [Fact]
    public async Task Without_a_key_every_request_is_its_own()
    {
        var intake = await service.Intake();
        var application = Bodies.Application();
        var first = (await intake.Post("grants", application)).Is(200);
        var second = (await intake.Post("grants", application)).Is(200);
        Assert.NotEqual((string?)first.Json["grant"], (string?)second.Json["grant"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("with a space")]
    [InlineData("tab\there")]
    [InlineData("129")]
    public async Task A_key_that_is_none_is_a_400(string key)
    {
        var answer = await (await service.Intake()).Post("grants", Bodies.Application(), key == "129" ? new string('k', 129) : key);
        answer.IsBad("Idempotency-Key");
    }

    [Fact]
    public async Task The_longest_key_is_taken() => (await (await service.Intake()).Post("grants", Bodies.Application(), _key.PadRight(128, 'k'))).Is(200);

    [Fact]
    public async Task Two_keys_are_a_400()
    {
        var answer = await (await service.Intake()).Send(HttpMethod.Post, "grants", request =>
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "one");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "two");
        });
        answer.IsBad("Idempotency-Key");
    }

    private async Task<Journey> Found(Answer answer)
    {
        var journey = Journey.Of(service, (string)answer.Json["grant"]!);
        await journey.Reaches("awaiting-approval");
        return journey;
    }
}
