using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Tests.Duplicates;

/// <summary>Two entries of a register that share a blocking key, and their score.</summary>
internal sealed record Compared(Entry One, Entry Other, int Score)
{
    public bool IsOnePerson => One.Person == Other.Person;
}

/// <summary>What the product finds in a register in which the truth is known.</summary>
internal sealed class Measurement
{
    public static readonly ProgrammeId Programme = ProgrammeId.Parse("register");

    public Measurement(IEnumerable<IReadOnlyList<Entry>> registers)
    {
        var all = registers.ToList();
        Entries = [.. all.SelectMany(register => register)];
        Pairs = [.. all.SelectMany(Compare)];
    }

    public IReadOnlyList<Entry> Entries { get; }

    public IReadOnlyList<Compared> Pairs { get; }

    private static IEnumerable<Compared> Compare(IReadOnlyList<Entry> register)
    {
        var byKey = register.SelectMany(entry => BlockingKeys.Of(entry.Data, Programme).Select(key => (key, entry))).GroupBy(one => one.key, one => one.entry);
        var pairs = new HashSet<(Entry, Entry)>();
        foreach (var sharing in byKey.Select(group => group.ToList()))
        {
            for (var one = 0; one < sharing.Count; one++)
            {
                for (var other = one + 1; other < sharing.Count; other++)
                {
                    pairs.Add((sharing[one], sharing[other]));
                }
            }
        }

        return pairs.Select(pair => new Compared(pair.Item1, pair.Item2, PersonLikeness.Of(pair.Item1.Data, pair.Item2.Data).Total));
    }

    /// <summary>How many people applied twice.</summary>
    public int Duplicates(Func<Entry, bool>? of = null) => Entries.Count(entry => Register.Again.Contains(entry.How) && (of?.Invoke(entry) ?? true));

    /// <summary>The share of them whose two entries are compared at all.</summary>
    public double BlockingRecall(Func<Entry, bool>? of = null) => Share(Pairs.Count(pair => pair.IsOnePerson && Of(pair, of)), Duplicates(of));

    /// <summary>The share of them that an officer sees.</summary>
    public double Recall(int threshold, Func<Entry, bool>? of = null) => Share(Pairs.Count(pair => pair.IsOnePerson && pair.Score >= threshold && Of(pair, of)), Duplicates(of));

    /// <summary>The share of them whose names, in any order and case, and birth date are the same letter by letter.</summary>
    public double Exact(Func<Entry, bool>? of = null) => Share(Pairs.Count(pair => pair.IsOnePerson && Of(pair, of) && Letters(pair.One) == Letters(pair.Other)), Duplicates(of));

    /// <summary>The share of what an officer sees that is one person.</summary>
    public double Precision(int threshold, Func<Entry, bool>? of = null)
    {
        var seen = Pairs.Where(pair => pair.Score >= threshold && Of(pair, of)).ToList();
        return Share(seen.Count(pair => pair.IsOnePerson), seen.Count);
    }

    /// <summary>The share of those who resemble somebody in this way and are taken for them.</summary>
    public double Mistaken(int threshold, string how) => Share(
        Pairs.Where(pair => !pair.IsOnePerson && pair.Score >= threshold).SelectMany(pair => new[] { (Entry: pair.One, pair.Other), (Entry: pair.Other, Other: pair.One) })
            .Where(seen => seen.Entry.How == how && seen.Other.Person == seen.Entry.Like).Select(seen => seen.Entry).Distinct().Count(),
        Entries.Count(entry => entry.How == how));

    private static bool Of(Compared pair, Func<Entry, bool>? of) => of is null || of(pair.One) || of(pair.Other);

    private static (string, DateOnly) Letters(Entry entry) =>
        (string.Join(' ', $"{entry.Data.GivenNames} {entry.Data.FamilyName}".ToUpperInvariant().Split(' ').Order(StringComparer.Ordinal)), entry.Data.BirthDate);

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
