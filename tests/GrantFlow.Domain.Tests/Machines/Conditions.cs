namespace GrantFlow.Domain.Tests.Machines;

/// <summary>Puts a set of combinations of yes-no facts into the fewest words: for the diagram, where a truth table would not fit.</summary>
internal static class Conditions
{
    /// <summary>Empty when the set is every combination; otherwise facts joined by "and", alternatives by "or".</summary>
    /// <param name="cases">Combinations as bits; bit n is fact n.</param>
    /// <param name="facts">How each fact is said when it holds and when it does not.</param>
    public static string Describe(IReadOnlySet<int> cases, IReadOnlyList<(string Yes, string No)> facts)
    {
        var left = cases.ToHashSet();
        var alternatives = new List<string>();
        // The most general statements that are true of the set first, until all of it is said.
        foreach (var statement in Statements(facts.Count).Where(one => one.Cases.IsSubsetOf(cases)).OrderByDescending(one => one.Cases.Count))
        {
            if (!statement.Cases.Overlaps(left))
                continue;
            left.ExceptWith(statement.Cases);
            alternatives.Add(string.Join(" and ", Enumerable.Range(0, facts.Count)
                .Where(fact => statement.Said[fact] is not null)
                .Select(fact => statement.Said[fact] == true ? facts[fact].Yes : facts[fact].No)));
        }

        return string.Join(", or ", alternatives);
    }

    /// <summary>Every way to say of each fact yes, no, or nothing, with the combinations it is true of.</summary>
    private static IEnumerable<(bool?[] Said, HashSet<int> Cases)> Statements(int facts)
    {
        IEnumerable<bool?[]> said = [[]];
        for (var fact = 0; fact < facts; fact++)
            said = [.. said.SelectMany(before => new bool?[] { null, true, false }.Select(next => before.Append(next).ToArray()))];
        return said.Select(one => (one, Enumerable.Range(0, 1 << facts)
            .Where(bits => Enumerable.Range(0, facts).All(fact => one[fact] is not { } expected || expected == ((bits & (1 << fact)) != 0)))
            .ToHashSet()));
    }
}
