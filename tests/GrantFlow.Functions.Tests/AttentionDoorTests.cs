using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>What the doors about failed messages refuse before they look for any.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class AttentionDoorTests(Service service)
{
    [Theory]
    [InlineData("attention?queue=nothing", "queue")]
    [InlineData("attention?cursor=abc", "cursor")]
    [InlineData("attention?queue=views&cursor=abc", "cursor")]
    [InlineData("attention?queue=views&limit=101", "limit")]
    [InlineData("attention/nothing/00000000000000000000000000000000", "queue")]
    [InlineData("attention/views/1", "id")]
    public async Task A_queue_or_message_that_is_none_is_named(string path, string field) => (await (await service.Auditor()).Get(path)).IsBad(field);

    [Theory]
    [InlineData("""["1"]""")]
    [InlineData("[]")]
    [InlineData("""[null]""")]
    public async Task Ids_that_are_none_are_named(string messages) =>
        (await (await service.Officer()).Post("attention/views/redrive", new JsonObject { ["reason"] = "Try.", ["messages"] = JsonNode.Parse(messages) })).IsBad("messages");

    [Fact]
    public async Task Nobody_decides_without_a_reason() =>
        (await (await service.Finance()).Post($"attention/views/{new string('0', 32)}/discard", new JsonObject())).IsBad("reason");
}
