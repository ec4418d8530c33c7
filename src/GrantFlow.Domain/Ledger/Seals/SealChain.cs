namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>Holds seals and leaves against themselves, day by day: nothing from outside is needed but the last hash, where somebody kept it.</summary>
public sealed class SealChain
{
    private Seal? _last;

    /// <summary>The hash of the last seal that was added; null before the first.</summary>
    public string? LastHash => _last?.Hash;

    /// <summary>Adds a day. Null when it follows from what was added before.</summary>
    /// <param name="seal">As it stands in the proof.</param>
    /// <param name="hash">As it stands beside it.</param>
    /// <param name="leaves">In order of the day, of all funding lines.</param>
    public Finding? Add(Seal seal, string hash, IReadOnlyList<SealedLeaf> leaves)
    {
        if (seal.Hash != hash)
        {
            return new(FindingKind.SealAltered, seal.Day, null, null, $"The seal of {seal.Day:yyyy-MM-dd} has the hash {seal.Hash}, not {hash}.");
        }

        if (_last is { } last && (seal.Previous != last.Hash || seal.Day != last.Day.AddDays(1)))
        {
            return new(FindingKind.SealAltered, seal.Day, null, null, $"The seal of {seal.Day:yyyy-MM-dd} does not follow that of {last.Day:yyyy-MM-dd}.");
        }

        _last = seal;
        return leaves.FirstOrDefault(leaf => seal.Lines.All(line => line.FundingLine != leaf.Line)) is { } foreign
            ? new(FindingKind.LeavesAltered, seal.Day, null, foreign.Entry, $"The leaves of {seal.Day:yyyy-MM-dd} name {foreign.Line}; nothing was sealed on it that day.")
            : seal.Lines.GroupBy(line => line.FundingLine).Select(lines => Altered(seal, [.. lines], leaves)).FirstOrDefault(finding => finding is not null);
    }

    private static Finding? Altered(Seal seal, IReadOnlyList<SealedLine> lines, IReadOnlyList<SealedLeaf> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves.Where(leaf => leaf.Line == lines[0].FundingLine))
        {
            tree.Add(Convert.FromHexString(leaf.Leaf));
        }

        return lines is [var line] && line.Rows == tree.Count && line.Root == Convert.ToHexStringLower(tree.Root())
            ? null
            : new(FindingKind.LeavesAltered, seal.Day, null, null, $"The leaves of {lines[0].FundingLine} on {seal.Day:yyyy-MM-dd} are not those that were sealed.");
    }
}
