using FuzzySharp;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Suppliers.Names;

/// <summary>
/// How much a supplier's name looks like a listed one, 0 to 100. Firms are compared by the words that tell them apart, in any order, by FuzzySharp's ratio of their sounds; listed people as people are
/// compared elsewhere (<see cref="NameLikeness"/>), since a workshop often has its owner's name. Measured in <c>docs/suppliers.md</c>.
/// </summary>
internal static class FirmLikeness
{
    /// <summary>From here on a person looks.</summary>
    public const int Threshold = 75;

    /// <summary>Raised whenever this measure finds others than before: every supplier is then compared anew.</summary>
    public const int Version = 1;

    private const double WorstCounts = 0.5;
    private const double LeftOutCosts = 3;

    public static int Of(FirmName own, FirmName listed, bool isPerson)
    {
        if (isPerson)
        {
            return (int)Math.Round(NameLikeness.Of(own.Person, listed.Person) * 100);
        }

        if (own.IsCommon && !listed.IsCommon)
        {
            return 0;
        }

        // A listed name that says only what is sold is looked for among all words of the supplier's.
        return listed.IsCommon ? Compare(own.Words, listed.Words) : Compare(own.Telling, listed.Telling);
    }

    private static int Compare(IReadOnlyList<FirmWord> one, IReadOnlyList<FirmWord> other)
    {
        if (one.Count == 0 || other.Count == 0)
        {
            return 0;
        }

        var joined = Fuzz.Ratio(string.Concat(one.Select(word => word.Sounds)), string.Concat(other.Select(word => word.Sounds)));
        return Math.Max(joined, Math.Max(one.Count <= other.Count ? InAnyOrder(one, other) : 0, other.Count <= one.Count ? InAnyOrder(other, one) : 0));
    }

    /// <summary>Each word of the shorter name with the one of the longer that is most alike; the worst of them counts as much as all together.</summary>
    private static int InAnyOrder(IReadOnlyList<FirmWord> fewer, IReadOnlyList<FirmWord> more)
    {
        var left = more.Select(word => word.Sounds).ToList();
        var scores = new List<int>();
        foreach (var word in fewer)
        {
            var (score, at) = left.Select((other, at) => (Score: Fuzz.Ratio(word.Sounds, other), at)).MaxBy(fit => fit.Score);
            scores.Add(score);
            left.RemoveAt(at);
        }

        return Math.Max(0, (int)Math.Round((scores.Average() * (1 - WorstCounts)) + (scores.Min() * WorstCounts) - (left.Count * LeftOutCosts)));
    }
}
