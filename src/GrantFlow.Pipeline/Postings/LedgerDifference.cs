namespace GrantFlow.Pipeline.Postings;

/// <summary>How the ledger and the grants' journals can differ.</summary>
public enum LedgerFault
{
    /// <summary>A grant has the entry, the ledger has not.</summary>
    Missing,

    /// <summary>Both have it, and they say different things; or it stands in another place than it belongs.</summary>
    Different,

    /// <summary>The ledger has it, no grant does.</summary>
    Unknown,

    /// <summary>The ledger has it on two days.</summary>
    Twice,

    /// <summary>It counts in a period that was closed for the day it is posted on.</summary>
    PeriodClosed,
}

/// <summary>One difference.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Entry">The entry's id; for a row that cannot be read, its key.</param>
/// <param name="Day">The posting day: the journal's, or for what is only in the ledger the ledger's.</param>
/// <param name="Why">In plain words.</param>
public sealed record LedgerDifference(LedgerFault Fault, string Entry, DateOnly Day, string Why);

/// <summary>What a part of a reconciliation found.</summary>
public sealed class ReconciledPart
{
    /// <summary>How many differences are named; the rest is counted.</summary>
    public const int MostNamed = 100;

    private readonly List<LedgerDifference> _named = [];

    /// <summary>Entries of grants that were looked up in the ledger.</summary>
    public Export.ControlTotals Journals { get; } = new();

    /// <summary>Entries of the ledger that were looked up with their grants.</summary>
    public Export.ControlTotals Ledger { get; } = new();

    /// <summary>Entries that are on a later day, because their own was sealed before they came.</summary>
    public long Late { get; internal set; }

    /// <summary>Entries so new that they may still be on their way.</summary>
    public long OnTheWay { get; internal set; }

    /// <summary>All differences, also those not named.</summary>
    public long Differences { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<LedgerDifference> Named => _named;

    /// <summary>Where to go on; null when everything was compared.</summary>
    public string? Next { get; internal set; }

    internal void Add(LedgerDifference? difference)
    {
        if (difference is null)
        {
            return;
        }

        Differences++;
        if (_named.Count < MostNamed)
        {
            _named.Add(difference);
        }
    }
}
