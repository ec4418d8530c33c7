using System.Globalization;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What is next to do with a bank's file.</summary>
public enum StatementStep
{
    /// <summary>Lay out its rows.</summary>
    Lay,

    /// <summary>Find the payments of a handful of rows, and tell their grants.</summary>
    Match,

    /// <summary>See what the grants said.</summary>
    Follow,
}

/// <summary>One step on a bank's way to the grants it speaks of.</summary>
/// <param name="File">The file.</param>
/// <param name="Step">What to do.</param>
/// <param name="From">From which row on, from 1.</param>
/// <param name="Check">How often was looked before.</param>
public sealed record StatementRequest(StatementId File, StatementStep Step, int From, int Check)
{
    /// <summary>The same for every delivery.</summary>
    internal string Id => string.Create(CultureInfo.InvariantCulture, $"{File}-{Step}-{From}-{Check}");
}
