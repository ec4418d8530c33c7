using System.Reflection;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Books;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>Thousands of grants are sent on random walks: with repetitions, gaps, late answers, wrong people and wrong amounts.</summary>
public sealed class RandomWalkTests
{
    private const int Walks = 1_500;

    [Fact]
    public void No_sequence_of_commands_breaks_a_law_or_throws() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Walks), Prop.ForAll(Step.Walks, steps => { Walk.Along(steps); }));

    [Fact]
    public void The_walks_are_worth_walking()
    {
        // A generator that never got as far as a payment would prove nothing.
        var walks = Sample().Select(walk => walk.Story).ToList();

        Assert.Equal(Enum.GetValues<GrantState>(), walks.SelectMany(story => story.Events).Select(happened => happened.State).Distinct().Order());
        Assert.Equal(Enum.GetValues<EntryKind>().Except(LedgerDocument.LineRules.Select(rule => rule.Kind)), walks.SelectMany(story => story.Entries).Select(entry => entry.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<CashState>(), walks.SelectMany(story => story.Now.Lines).OfType<CashLine>().Select(line => line.State).Distinct().Order());
        Assert.True(walks.Count(story => story.Now.State is GrantState.Completed or GrantState.Closed) > walks.Count / 50);
    }

    [Fact]
    public void Every_command_there_is_is_walked_with_and_accepted_somewhere()
    {
        var all = typeof(GrantCommand).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(one => one.DerivedType.Name).Order();
        var random = new Random(2026);

        Assert.Equal(all, Enumerable.Range(0, 5_000).Select(_ => AnyCommand.For(null, random).GetType().Name).Distinct().Order());
        Assert.Equal(all, Sample().SelectMany(walk => walk.Accepted).Select(step => step.Command.GetType().Name).Distinct().Order());
    }

    /// <summary>The same walks every time; every kind of thing that can happen happens in them.</summary>
    internal static IEnumerable<Walk> Sample() => Sampled.Value;

    private static readonly Lazy<IReadOnlyList<Walk>> Sampled = new(() =>
        [.. Step.Walks.Generator.Sample(1_500, new Rnd(2026), 100).Select(Walk.Along).Where(walk => walk.Story.Grant is not null)]);
}
