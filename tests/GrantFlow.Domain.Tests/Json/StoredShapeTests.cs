using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Commands;
using GrantFlow.Domain.Tests.Properties;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Json;

/// <summary>Commands, events and grants as they are stored and sent: nothing is lost, and what was stored before can still be read.</summary>
public sealed class StoredShapeTests
{
    private const string Folder = "tests/GrantFlow.Domain.Tests/Stored";

    [Theory]
    [InlineData(typeof(GrantCommand))]
    [InlineData(typeof(GrantEvent))]
    [InlineData(typeof(GrantLine))]
    public void Every_concrete_type_has_a_stored_name_of_its_own(Type family)
    {
        var registered = family.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();

        Assert.Equal(
            family.Assembly.GetTypes().Where(type => type.IsSubclassOf(family) && !type.IsAbstract).OrderBy(type => type.Name),
            registered.Select(one => one.DerivedType).OrderBy(type => type.Name));
        Assert.Equal(registered.Count, registered.Select(one => one.TypeDiscriminator).Distinct().Count());
        if (family != typeof(GrantLine))
            Assert.All(registered, one => Assert.Equal(JsonNamingPolicy.KebabCaseLower.ConvertName(one.DerivedType.Name), one.TypeDiscriminator));
    }

    [Fact]
    public void Every_command_is_stored_as_the_sample_says_and_read_back_as_it_was()
    {
        var commands = CommandRow.All.Select(row => row.For(Stories.Busy)).ToList();

        CompareAndRead("commands.jsonl", commands);
        Assert.All(commands, command =>
        {
            var read = JsonSerializer.Deserialize<GrantCommand>(JsonSerializer.Serialize(command, StoredJson.Options), StoredJson.Options)!;
            Assert.All(Stories.Everywhere, story => Assert.Equal(OutcomeTable.Of(story.Decide(command)), OutcomeTable.Of(story.Decide(read))));
        });
    }

    [Fact]
    public void Every_event_is_stored_as_the_sample_says_and_read_back_as_it_was()
    {
        // One of each type, and of the moves one of each trigger, in the order in which they are registered.
        var types = typeof(GrantEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(one => one.DerivedType).ToList();
        var samples = RandomWalkTests.Sample()
            .SelectMany(walk => walk.Story.Events)
            .GroupBy(happened => (Type: happened.GetType(), Trigger: happened switch
            {
                Split.InKindMoved moved => moved.Trigger.ToString(),
                Payout.CashMoved moved => moved.Trigger.ToString(),
                _ => "",
            }))
            .OrderBy(group => types.IndexOf(group.Key.Type)).ThenBy(group => group.Key.Trigger, StringComparer.Ordinal)
            .Select(group => group.First())
            .ToList();

        Assert.Equal(types, samples.Select(happened => happened.GetType()).Distinct());
        foreach (var happened in samples)
        {
            var text = JsonSerializer.Serialize(happened, StoredJson.Options);
            var read = JsonSerializer.Deserialize<GrantEvent>(text, StoredJson.Options)!;
            Assert.Equal(happened.GetType(), read.GetType());
            Assert.Equal(text, JsonSerializer.Serialize(read, StoredJson.Options));
        }
    }

    [Fact]
    public void A_history_that_was_stored_leads_to_the_same_grant()
    {
        foreach (var story in Stories.Everywhere)
        {
            var stored = story.Events.Select(happened => JsonSerializer.Serialize(happened, StoredJson.Options)).ToList();
            var replayed = GrantDecider.Replay(stored.Select(text => JsonSerializer.Deserialize<GrantEvent>(text, StoredJson.Options)!));

            Assert.Equal(JsonSerializer.Serialize(story.Now, StoredJson.Options), JsonSerializer.Serialize(replayed, StoredJson.Options));
        }
    }

    [Fact]
    public void A_grant_that_was_stored_is_decided_on_as_before()
    {
        foreach (var story in Stories.Everywhere)
        {
            var text = JsonSerializer.Serialize(story.Now, StoredJson.Options);
            var read = new Story(JsonSerializer.Deserialize<Grant>(text, StoredJson.Options));

            Assert.Equal(text, JsonSerializer.Serialize(read.Now, StoredJson.Options));
            Assert.All(CommandRow.All, row => Assert.Equal(OutcomeTable.Of(story.Decide(row.For(story), row.Context)), OutcomeTable.Of(read.Decide(row.For(read), row.Context))));
        }
    }

    [Fact]
    public void The_stored_history_of_a_grant_is_as_the_sample_says()
    {
        var stories = new[] { Stories.Busy.Do(Ask.Withdraw()), Stories.At(GrantState.Closed), Stories.At(GrantState.UnderAppeal).Do(Ask.DecideAppeal(true)), Stories.At(GrantState.NeedsAdjudication).Do(Ask.Adjudicate(false)) };

        CompareAndRead("events.jsonl", stories.SelectMany(story => story.Events));
        CompareAndRead("grants.jsonl", stories.Select(story => story.Now));
    }

    /// <summary>Line by line: the text is the stored one, and reading the stored one gives the text again.</summary>
    private static void CompareAndRead<T>(string file, IEnumerable<T> values)
    {
        var lines = values.Select(value => JsonSerializer.Serialize(value, StoredJson.Options)).ToList();
        Generated.Compare($"{Folder}/{file}", string.Concat(lines.Select(line => line + "\n")));
        Assert.All(
            File.ReadAllLines(Path.Combine(Generated.Root(), Folder, file)),
            line => Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(line, StoredJson.Options), StoredJson.Options)));
    }
}
