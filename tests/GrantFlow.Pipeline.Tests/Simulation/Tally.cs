namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>What was counted, by kind.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<(string Kind, string What), long> _counts = [];

    public long this[string kind, string what] => _counts.GetValueOrDefault((kind, what));

    public void Add(string kind, string what, long count = 1) => _counts[(kind, what)] = _counts.GetValueOrDefault((kind, what)) + count;

    public void Add(Tally other)
    {
        foreach (var ((kind, what), count) in other._counts)
        {
            Add(kind, what, count);
        }
    }

    public long Sum(string kind) => Of(kind).Sum(one => one.Count);

    public IEnumerable<(string What, long Count)> Of(string kind) => _counts.Where(one => one.Key.Kind == kind).Select(one => (one.Key.What, one.Value));

    public IEnumerable<(string Kind, string What, long Count)> All => _counts.Select(one => (one.Key.Kind, one.Key.What, one.Value));
}
