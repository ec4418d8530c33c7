using GrantFlow.Domain.Tests;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Tests.Duplicates;

/// <summary>How well likely duplicates are found, measured anew at every run and published.</summary>
public sealed class DuplicatesPageTests
{
    private const int Registers = 4;

    private static readonly Measurement Tuning = Of("tuning.txt", 1);
    private static readonly Measurement HeldOut = Of("held-out.txt", 101);

    [Fact]
    public void The_page_of_duplicates_says_what_is_measured() => Generated.Compare("docs/duplicates.md", DuplicatesPage.Of(Tuning, HeldOut));

    [Fact]
    public void Names_that_no_rule_was_made_for_are_found_well_enough()
    {
        Assert.InRange(HeldOut.Precision(PersonLikeness.Threshold), 0.95, 1);
        Assert.InRange(HeldOut.Recall(PersonLikeness.Threshold), 0.90, 1);
        Assert.InRange(HeldOut.BlockingRecall(), 0.95, 1);
        foreach (var language in HeldOut.Entries.Select(entry => entry.Language).Distinct())
        {
            Assert.InRange(HeldOut.Recall(PersonLikeness.Threshold, entry => entry.Language == language), 0.85, 1);
            Assert.InRange(HeldOut.Precision(PersonLikeness.Threshold, entry => entry.Language == language), 0.90, 1);
        }
    }

    [Fact]
    public void The_lists_share_no_spelling_within_a_language()
    {
        var tuning = Spellings.Read("tuning.txt").ToDictionary(list => list.Language, All);
        Assert.All(Spellings.Read("held-out.txt"), list => Assert.Equal([], All(list).Intersect(tuning[list.Language], StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_score_is_the_same_whoever_comes_first() =>
        Assert.All(HeldOut.Pairs, pair => Assert.Equal(pair.Score, PersonLikeness.Of(pair.Other.Data, pair.One.Data).Total));

    [Fact]
    public void Nobody_is_filed_under_more_keys_than_agreed() =>
        Assert.All(HeldOut.Entries, entry => Assert.InRange(BlockingKeys.Of(entry.Data, Measurement.Programme).Count, 3, BlockingKeys.Most));

    private static IEnumerable<string> All(Spellings list) => list.Given.Concat(list.Family).SelectMany(names => names);

    private static Measurement Of(string list, int firstSeed) => new(Enumerable.Range(firstSeed, Registers).Select(seed => Register.Of(Spellings.Read(list), seed)));
}
