using System.Reflection;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Commands;

/// <summary>Every command at every state. The tables are text, so that a change of behaviour is a change someone reads.</summary>
public sealed class CommandMatrixTests
{
    private const string Folder = "tests/GrantFlow.Domain.Tests/Stored";

    [Fact]
    public void Every_command_at_every_state_does_what_the_stored_table_says()
    {
        var table = new OutcomeTable("""
            Every command at every state of a grant, sent by the right person and fit in all else.
            "-> X" is accepted and leads to X; everything else is the refusal. "OnHold/X" is on hold and goes back to X.
            """);
        Story[] places = [Story.Nothing, .. Stories.Everywhere];
        foreach (var row in CommandRow.All)
        {
            table.Add(
                row.Name,
                places.Select(story => (Story.Standing(story.Grant), OutcomeTable.Of(story.Decide(row.For(story), row.Context)))),
                row.Name is "submit-grant" or "open-case" ? "already-submitted" : "wrong-state");
        }

        Generated.Compare($"{Folder}/command-matrix.txt", table.ToString());
    }

    [Fact]
    public void No_command_is_missing_from_the_table()
    {
        var commands = typeof(GrantCommand).GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        Assert.Equal(
            commands.Select(command => command.TypeDiscriminator as string),
            CommandRow.All.Select(row => row.Name.Split(' ')[0]).Distinct());
        Assert.All(CommandRow.All, row => Assert.Equal(
            row.Name.Split(' ')[0],
            commands.Single(command => command.DerivedType == row.For(Story.Nothing).GetType()).TypeDiscriminator));
    }

    [Fact]
    public void The_stories_stand_where_they_say()
    {
        Assert.All(
            Enum.GetValues<GrantState>().Where(state => state != GrantState.OnHold),
            state => Assert.Equal(state, Stories.At(state).Now.State));
        Assert.All(
            GrantMachine.Holdable,
            state => Assert.Equal((GrantState.OnHold, state), (Stories.HeldFrom(state).Now.State, Stories.HeldFrom(state).Now.HeldFrom)));
    }
}
