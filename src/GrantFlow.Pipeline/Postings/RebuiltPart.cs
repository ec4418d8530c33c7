namespace GrantFlow.Pipeline.Postings;

/// <summary>What a part of a rebuild did.</summary>
public sealed class RebuiltPart
{
    /// <summary>How many problems are named; the rest is counted.</summary>
    public const int MostNamed = 100;

    private readonly List<string> _named = [];

    /// <summary>Days that were made again from what was sealed.</summary>
    public int SealedDays { get; internal set; }

    /// <summary>Entries of these days.</summary>
    public long Restored { get; internal set; }

    /// <summary>Entries of grants that were offered to the ledger as their messages would.</summary>
    public long Journals { get; internal set; }

    /// <summary>What could not be made again as it was sealed, also what is not named.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<string> Problems => _named;

    /// <summary>Where to go on; null when everything was made again.</summary>
    public string? Next { get; internal set; }

    internal void Add(string problem)
    {
        ProblemCount++;
        if (_named.Count < MostNamed)
        {
            _named.Add(problem);
        }
    }
}
