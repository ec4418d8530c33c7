using System.Text.Json.Nodes;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Pipeline.Tests.Versions;

/// <summary>How a second and a third version will be read beside the first. They are made up here: everything that was ever written is version 1.</summary>
public sealed class UpcastTests
{
    /// <summary>Version 3: a list of notes with their languages. In version 1 there was one text, in version 2 one text with its language.</summary>
    private sealed record Remark(IReadOnlyList<Note> Notes);

    private sealed record Note(string Text, string Language);

    private static readonly Upcasts MadeUp = new(new Dictionary<(Type, int), Func<JsonObject, JsonObject>>
    {
        [(typeof(Remark), 1)] = one => new JsonObject { ["text"] = one["text"]!.DeepClone(), ["language"] = "en" },
        [(typeof(Remark), 2)] = two => new JsonObject { ["notes"] = new JsonArray(two.DeepClone()) },
        [(typeof(ScreeningRequest), 1)] = one =>
        {
            var person = one["who"]!.DeepClone();
            one.Remove("who");
            one["person"] = person;
            return one;
        },
    });

    [Theory]
    [InlineData(1, """{"text":"Fits."}""")]
    [InlineData(2, """{"text":"Fits.","language":"en"}""")]
    [InlineData(3, """{"notes":[{"text":"Fits.","language":"en"}]}""")]
    public void A_row_of_every_version_is_read_as_the_present_one(int version, string stored) =>
        Assert.Equal(new Note("Fits.", "en"), Assert.Single(StoredJson.Read<Remark>(stored, "A remark", version, MadeUp).Notes));

    [Fact]
    public void A_row_of_a_version_to_come_is_left_alone()
    {
        var later = Assert.Throws<LaterReleaseException>(() => StoredJson.Read<Remark>("""{"pages":[]}""", "Row G-1/note", 4, MadeUp));
        Assert.Equal("Row G-1/note has version 4; 3 is known here. Deploy the newer host, then redrive.", later.Message);
    }

    [Fact]
    public void An_older_row_with_something_unknown_is_a_later_release_s_and_a_broken_one_is_broken()
    {
        Assert.Throws<LaterReleaseException>(() => StoredJson.Read<Remark>("""{"notes":[{"text":"Fits.","language":"en","by":"x"}]}""", "A remark", 3, MadeUp));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => StoredJson.Read<Remark>("""{"notes":[{"text":7}]}""", "A remark", 3, MadeUp));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => StoredJson.Read<Remark>("""{"notes":[""", "A remark", 3, MadeUp));
    }

    [Fact]
    public void A_name_that_came_later_is_seen_wherever_names_stand()
    {
        Assert.Throws<LaterReleaseException>(() => StoredJson.Read<Dictionary<Pipeline.Statements.RowResult, int>>("""{"New":1,"Later":2}""", "Sums"));
        Assert.Throws<LaterReleaseException>(() => StoredJson.Read<IReadOnlyList<Domain.Lifecycle.GrantState?>>("""[null,"Closed","Later"]""", "States"));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => StoredJson.Read<Dictionary<Pipeline.Statements.RowResult, int>>("""{"New":"x"}""", "Sums"));
    }

    [Fact]
    public void A_message_of_the_first_version_is_read_beside_one_of_the_second()
    {
        var today = JsonNode.Parse(SampleMessages.Today["grantflow.screening-request"])!.AsObject();
        var first = today.DeepClone().AsObject();
        first["body"]!.AsObject().Remove("person");
        first["body"]!["who"] = today["body"]!["person"]!.DeepClone();
        today["version"] = 2;

        var expected = MessageText.Read<ScreeningRequest>(today.ToJsonString(), MadeUp);
        var read = MessageText.Read<ScreeningRequest>(first.ToJsonString(), MadeUp);
        Assert.Equal(expected.Body, read.Body);
        Assert.Equal((expected.Id, expected.Causation, expected.Correlation, expected.Time), (read.Id, read.Causation, read.Correlation, read.Time));

        today["version"] = 3;
        Assert.Throws<LaterReleaseException>(() => MessageText.Read<ScreeningRequest>(today.ToJsonString(), MadeUp));
        today["version"] = 2;
        Assert.Throws<LaterReleaseException>(() => MessageText.Read<ScreeningRequest>(today.ToJsonString()));
    }
}
