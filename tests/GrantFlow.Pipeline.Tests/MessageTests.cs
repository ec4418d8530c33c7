using System.Reflection;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Messages: what was ever written is read, and what cannot be read says why without saying what it holds.</summary>
public sealed class MessageTests
{
    private const string Secret = "Mustafa";

    private static readonly string Good = SampleMessages.Today["grantflow.command.approve-grant"];

    public static TheoryData<string> Samples() =>
        [.. Directory.EnumerateDirectories(SampleMessages.Folder, "v*").SelectMany(version => Directory.EnumerateFiles(version, "*.json")).Select(file => Path.GetRelativePath(SampleMessages.Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Kinds() => [.. SampleMessages.Kinds()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_message_has_a_sample_of_its_present_version(string kind)
    {
        Assert.True(SampleMessages.Today.TryGetValue(kind, out var text), $"Write a message of the kind {kind} in SampleMessages.");
        var version = JsonNode.Parse(text)!["version"];
        var file = Path.Combine(SampleMessages.Folder, $"v{version}", $"{kind}.json");
        Assert.True(File.Exists(file), $"There is no sample Samples/v{version}/{kind}.json. Add it with this line:{Environment.NewLine}{text}");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_message_that_was_ever_written_is_read_without_loss(string sample)
    {
        var text = File.ReadAllText(Path.Combine(SampleMessages.Folder, sample));
        var schema = JsonNode.Parse(text)!["schema"]!.GetValue<string>();
        var body = MessageText.Schemas.Single(known => known.Value == schema).Key;
        var again = (string)typeof(MessageTests).GetMethod(nameof(ReadAndWrite), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(body).Invoke(null, [text])!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(again)), $"Read and written again, {sample} is:{Environment.NewLine}{again}");
    }

    [Fact]
    public void A_message_is_written_in_camel_case_with_utc_times_and_amounts_as_text()
    {
        Assert.StartsWith("{\"schema\":\"grantflow.command\",\"version\":1,\"id\":", Good, StringComparison.Ordinal);
        Assert.Contains("\"time\":\"2026-01-05T08:00:00+00:00\"", Good, StringComparison.Ordinal);
        Assert.Contains("\"body\":{\"$type\":\"approve-grant\",\"amount\":{\"amount\":\"1500.00\",\"currency\":\"EUR\"}", Good, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The message is no GrantFlow message: the whole of it does not fit.")]
    [InlineData("null", "The message is no GrantFlow message: it is null.")]
    [InlineData("Mustafa", "The message is no GrantFlow message: the whole of it does not fit.")]
    [InlineData("[\"Mustafa\"]", "The message is no GrantFlow message: the whole of it does not fit.")]
    [InlineData("\"Mustafa\"", "The message is no GrantFlow message: the whole of it does not fit.")]
    [InlineData("{\"schema\":\"grantflow.command\",\"version\":1,\"body\":", "The message is no GrantFlow message:")]
    [InlineData("{\"name\":\"Mustafa\"}", "This queue takes grantflow.command; the message has no schema at all. Send it to the queue it belongs to.")]
    [InlineData("{\"schema\":\"Mustafa\",\"version\":1}", "This queue takes grantflow.command; the message has a schema that is not known here. Send it to the queue it belongs to.")]
    [InlineData("{\"schema\":\"grantflow.posted-entry\",\"version\":1}", "This queue takes grantflow.command; the message has grantflow.posted-entry. Send it to the queue it belongs to.")]
    [InlineData("{\"schema\":\"grantflow.command\"}", "Version 0 of grantflow.command is not known here; 1 is.")]
    [InlineData("{\"schema\":\"grantflow.command\",\"version\":\"Mustafa\"}", "The message is no GrantFlow message:")]
    public void What_is_no_message_of_this_queue_says_so(string text, string why) => AssertUnreadable(text, why);

    [Fact]
    public void A_body_that_does_not_fit_says_where_and_never_what()
    {
        AssertUnreadable(Changed(body => body["amount"]!["amount"] = Secret), "The message is no grantflow.command: body.amount does not fit.");
        AssertUnreadable(Changed(body => body["amount"] = null), "The message is no grantflow.command: body.amount does not fit.");
        AssertUnreadable(Changed(body => body.Remove("amount")), "The message is no grantflow.command: body does not fit.");
        AssertUnreadable(Changed(body => body.Remove("$type")), "The message is no grantflow.command: it does not fit.");
        AssertUnreadable(Changed(body => body["id"] = Secret), "The message is no grantflow.command: body.id does not fit.");
        AssertUnreadable(Changed(body => body["actor"]!["role"] = 7.5), "The message is no grantflow.command: body.actor.role does not fit.");
        AssertUnreadable(Changed(body => body.Remove("actor")), "The message is no grantflow.command: body does not fit.");
        AssertUnreadable(Whole(message => message["body"] = null), "The message is no grantflow.command: it has no body.");
        AssertUnreadable(Whole(message => message.Remove("body")), "The message is no grantflow.command:");
        AssertUnreadable(Whole(message => message.Remove("correlation")), "The message is no grantflow.command:");
        AssertUnreadable(Whole(message => message["time"] = Secret), "The message is no grantflow.command: time does not fit.");
    }

    [Theory]
    [InlineData(QueueNames.Commands)]
    [InlineData(QueueNames.Households)]
    [InlineData(QueueNames.Screening)]
    [InlineData(QueueNames.Funding)]
    [InlineData(QueueNames.Payouts)]
    [InlineData(QueueNames.Batches)]
    [InlineData(QueueNames.Statements)]
    [InlineData(QueueNames.Postings)]
    [InlineData(QueueNames.Views)]
    [InlineData(QueueNames.Exports)]
    public async Task A_message_nobody_can_read_ends_in_its_poison_queue_unchanged(string queue)
    {
        var run = new PipelineRun();
        const string Text = "{\"schema\":\"grantflow.other\",\"version\":9,\"name\":\"Mustafa\"}";
        await run.Queues.Send(queue, Text, null, default);
        await run.Deliver();
        Assert.Equal([Text], await run.Bodies(QueueNames.Poison(queue)));
        Assert.Equal(5, run.Failures.Count);
        Assert.All(run.Failures, failure => Assert.IsType<UnreadableMessageException>(failure.Why));
        Assert.All(TableNames.All, table => Assert.Empty(run.Tables.Rows(table)));
    }

    private static string ReadAndWrite<TBody>(string text)
    {
        var message = MessageText.Read<TBody>(text);
        return MessageText.Write(message.Id, message.Causation, message.Correlation, message.Time, message.Body);
    }

    private static string Changed(Action<JsonObject> change) => Whole(message => change(message["body"]!.AsObject()));

    private static string Whole(Action<JsonObject> change)
    {
        var message = JsonNode.Parse(Good)!.AsObject();
        change(message);
        return message.ToJsonString();
    }

    private static void AssertUnreadable(string text, string why)
    {
        var failure = Assert.Throws<UnreadableMessageException>(() => MessageText.Read<GrantCommand>(text));
        Assert.StartsWith(why, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Throws<UnreadableMessageException>(() => MessageText.Read<FundingRequest>(text));
    }
}
