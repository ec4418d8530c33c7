using System.Collections.Immutable;

namespace GrantFlow.Domain.Batches;

/// <summary>How many lines, and what they come to, in minor units of the grants' and of the paid currency.</summary>
public sealed record LineSum(int Lines, long Amount, long PayAs)
{
    /// <summary>No line.</summary>
    public static LineSum None { get; } = new(0, 0, 0);

    /// <summary>Both together.</summary>
    public LineSum Plus(LineSum other) => new(Lines + other.Lines, checked(Amount + other.Amount), checked(PayAs + other.PayAs));

    internal static LineSum Of(BatchLine line, int sign) => new(sign, sign * line.Amount.Minor, sign * line.PayAs.Minor);
}

/// <summary>A batch's lines counted by state. Kept beside the lines and changed with them, so that ten thousand need not be read to know how the batch stands.</summary>
public sealed record BatchTally(ImmutableSortedDictionary<BatchLineState, LineSum> ByState)
{
    /// <summary>No line.</summary>
    public static BatchTally Empty { get; } = new(ImmutableSortedDictionary<BatchLineState, LineSum>.Empty);

    /// <summary>The lines in one state.</summary>
    public LineSum this[BatchLineState state] => ByState.GetValueOrDefault(state, LineSum.None);

    /// <summary>The lines in any state of which this holds.</summary>
    public LineSum Where(Func<BatchLineState, bool> holds) => ByState.Where(pair => holds(pair.Key)).Aggregate(LineSum.None, (sum, pair) => sum.Plus(pair.Value));

    /// <summary>What the batch pays: all lines but those that were taken out or refused.</summary>
    public LineSum Paid() => Where(state => !state.IsOut());

    /// <summary>One more line.</summary>
    public BatchTally With(BatchLine line) => Add(line, 1);

    /// <summary>A line moved.</summary>
    public BatchTally Moved(BatchLine from, BatchLine to) => Add(from, -1).Add(to, 1);

    /// <summary>Both together.</summary>
    public BatchTally Plus(BatchTally other) => other.ByState.Aggregate(this, (tally, pair) => tally.Set(pair.Key, tally[pair.Key].Plus(pair.Value)));

    private BatchTally Add(BatchLine line, int sign) => Set(line.State, this[line.State].Plus(LineSum.Of(line, sign)));

    private BatchTally Set(BatchLineState state, LineSum sum) => new(sum.Lines == 0 ? ByState.Remove(state) : ByState.SetItem(state, sum));
}
