using GrantFlow.Domain.Tests;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Suppliers.Names;

namespace GrantFlow.Pipeline.Tests.Suppliers.Names;

/// <summary>How well listed names are found, measured anew at every run and published.</summary>
public sealed class SuppliersPageTests
{
    private static readonly IReadOnlyList<LabelledPair> Tuning = LabelledPair.Read("tuning.txt");
    private static readonly IReadOnlyList<LabelledPair> HeldOut = LabelledPair.Read("held-out.txt");

    [Fact]
    public void The_page_of_suppliers_says_what_is_measured() => Generated.Compare("docs/suppliers.md", SuppliersPage.Of(Tuning, HeldOut));

    [Fact]
    public void Nobody_of_the_labelled_is_missed_and_few_are_stopped_for_nothing()
    {
        foreach (var list in new[] { Tuning, HeldOut })
        {
            Assert.All(list.Where(pair => pair.MustHit), pair => Assert.True(pair.Score >= FirmLikeness.Threshold, $"{pair}: {pair.Score}"));
            Assert.InRange(SuppliersPage.Stopped(list, FirmLikeness.Threshold), 0, 0.1);
        }
    }

    [Fact]
    public void The_lists_share_no_name() =>
        Assert.Empty(Tuning.SelectMany(pair => new[] { pair.Listed, pair.Supplier }).Intersect(HeldOut.SelectMany(pair => new[] { pair.Listed, pair.Supplier }), StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Looking_up_by_words_finds_exactly_those_that_comparing_with_everybody_finds()
    {
        var pairs = Tuning.Concat(HeldOut).ToList();
        var entries = pairs.Select((pair, at) => new ListedEntry($"T{at}", [pair.Listed], pair.IsPerson, "hash")).ToList();
        var index = new ListIndex();
        entries.ForEach(index.Add);

        foreach (var supplier in pairs.Select(pair => pair.Supplier))
        {
            var all = entries.Where(entry => FirmLikeness.Of(new FirmName(supplier), new FirmName(entry.Names[0]), entry.IsPerson) >= FirmLikeness.Threshold).Select(entry => entry.Reference);
            Assert.Equal(all.Order(StringComparer.Ordinal), index.Alike([supplier]).Select(hit => hit.Reference).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Somebody_is_found_among_tens_of_thousands()
    {
        var random = new Random(20260122);
        var index = new ListIndex();
        for (var at = 0; at < 30_000; at++)
        {
            index.Add(new ListedEntry($"T{at}", [$"{Word(random)} {Word(random)} Trading Company", $"{Word(random)} Shipping"], at % 2 == 0, "hash"));
        }

        index.Add(new ListedEntry("TSe.007", ["Zarqand Tools", "Mivrel Import"], false, "hash"));
        Assert.Contains("TSe.007", index.Alike(["Miwrel Imports Ltd."]).Select(hit => hit.Reference));
        Assert.Contains("TSe.007", index.Alike(["Hupperdal", "Tools Zarkand"]).Select(hit => hit.Reference));
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("Ltd.")]
    [InlineData("L")]
    [InlineData("🪡🪡")]
    [InlineData("漢字")]
    public void Names_of_little_or_odd_letters_are_compared_without_harm(string name)
    {
        var index = new ListIndex();
        index.Add(new ListedEntry("T1", [name, "Zarqand Tools"], false, "hash"));

        Assert.Equal(name.Any(char.IsLetterOrDigit), index.Alike([name]).Count == 1);
        Assert.Empty(index.Alike(["Hupperdal"]));
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{"bdfghjklmnpqrstvz"[random.Next(17)]}{"aeiou"[random.Next(5)]}"));
}
