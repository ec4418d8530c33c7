using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>Thousands of grants are sent on random walks: with repetitions, gaps, late answers, wrong people and wrong amounts.</summary>
public sealed class RandomWalkTests
{
    private const int Walks = 3_000;

    [Fact]
    public void No_sequence_of_commands_breaks_a_law_or_throws() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Walks), Prop.ForAll(Step.Walks, steps => { Walk.Along(steps); }));

    [Fact]
    public void The_walks_are_worth_walking()
    {
        // A generator that never got as far as a payment would prove nothing.
        var walks = Step.Walks.Generator.Sample(100, new Rnd(2026), 2_000).Select(steps => Walk.Along(steps).Story).Where(story => story.Grant is not null).ToList();

        Assert.Equal(Enum.GetValues<GrantState>(), walks.SelectMany(story => story.Events).Select(happened => happened.State).Distinct().Order());
        Assert.Equal(Enum.GetValues<EntryKind>(), walks.SelectMany(story => story.Entries).Select(entry => entry.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<CashState>(), walks.SelectMany(story => story.Now.Lines).OfType<CashLine>().Select(line => line.State).Distinct().Order());
        Assert.True(walks.Count(story => story.Now.State is GrantState.Completed or GrantState.Closed) > walks.Count / 50);
    }
}
