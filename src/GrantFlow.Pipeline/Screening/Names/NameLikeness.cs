namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>How alike two names are, whatever the order of their parts: forms disagree on which name comes first, and leave second names out.</summary>
internal static class NameLikeness
{
    /// <summary>At and below this two parts have nothing to do with each other; at and above the other they are spellings of one.</summary>
    private const double Unlike = 0.6;
    private const double Alike = 0.95;

    /// <summary>What the worst pair counts: brothers share all names but one.</summary>
    private const double WorstCounts = 0.45;
    private const double LeftOutCosts = 0.05;
    private const double OneNameOnly = 0.6;

    /// <summary>0 to 1.</summary>
    public static double Of(IReadOnlyList<NamePart> one, IReadOnlyList<NamePart> other)
    {
        if (one.Count > other.Count)
        {
            (one, other) = (other, one);
        }

        if (one.Count == 0)
        {
            return 0;
        }

        var best = Assigned(one, other);
        if (one.Count == other.Count)
        {
            return best;
        }

        // What one form writes in two words the other may write in one.
        for (var at = 0; at + 1 < other.Count; at++)
        {
            var sounds = other[at].Sounds + other[at + 1].Sounds;
            NamePart[] joined = [.. other.Take(at), new NamePart(sounds, Skeleton.Of(sounds)), .. other.Skip(at + 2)];
            best = Math.Max(best, Assigned(one, joined));
        }

        return best;
    }

    /// <summary>Each part of the shorter name goes with one of the longer so that all together fit best.</summary>
    private static double Assigned(IReadOnlyList<NamePart> one, IReadOnlyList<NamePart> other)
    {
        var best = new Dictionary<int, (double Sum, double Worst)> { [0] = (0, 1) };
        foreach (var part in one)
        {
            var next = new Dictionary<int, (double Sum, double Worst)>();
            var fits = other.Select(candidate => Fit(part, candidate)).ToArray();
            foreach (var (taken, (sum, worst)) in best)
            {
                for (var at = 0; at < other.Count; at++)
                {
                    var with = taken | (1 << at);
                    if (with != taken && (!next.TryGetValue(with, out var known) || known.Sum < sum + fits[at]))
                    {
                        next[with] = (sum + fits[at], Math.Min(worst, fits[at]));
                    }
                }
            }

            best = next;
        }

        var leftOut = other.Count - one.Count;
        var all = best.Values.Max(end => (end.Sum / one.Count * (1 - WorstCounts)) + (end.Worst * WorstCounts));
        return Math.Max(0, (one.Count == 1 && leftOut > 0 ? Math.Min(all, OneNameOnly) : all) - (leftOut * LeftOutCosts));
    }

    private static double Fit(NamePart one, NamePart other) =>
        Math.Clamp((SoundDistance.Similarity(one.Sounds, other.Sounds) - Unlike) / (Alike - Unlike), 0, 1);
}
