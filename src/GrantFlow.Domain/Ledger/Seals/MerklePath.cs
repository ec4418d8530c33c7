using System.Numerics;

namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>The way from one leaf to a tree's hash: the audit path of RFC 6962, section 2.1.1. It proves one row without showing the others.</summary>
public static class MerklePath
{
    /// <summary>The hashes beside the way, from the leaf up; at most one a level.</summary>
    /// <param name="leaves">Every leaf of the tree, in order.</param>
    /// <param name="index">Which of them, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        var path = new List<byte[]>();
        for (var (from, count) = (0, leaves.Count); count > 1;)
        {
            var left = (int)BitOperations.RoundUpToPowerOf2((uint)count) / 2;
            if (index - from < left)
            {
                path.Add(Hash(leaves, from + left, count - left));
                count = left;
            }
            else
            {
                path.Add(Hash(leaves, from, left));
                (from, count) = (from + left, count - left);
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>The tree's hash that a leaf and its path lead to (RFC 9162, section 2.1.3.2); null where the path is not one of such a tree.</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Which leaf it is said to be, from 0.</param>
    /// <param name="count">How many leaves the tree is said to have.</param>
    /// <param name="path">From the leaf up.</param>
    public static byte[]? Root(byte[] leaf, long index, long count, IEnumerable<byte[]> path)
    {
        if (index < 0 || index >= count)
        {
            return null;
        }

        var (node, last, hash) = (index, count - 1, leaf);
        foreach (var beside in path)
        {
            if (last == 0)
            {
                return null;
            }

            if (node % 2 == 1 || node == last)
            {
                hash = MerkleTree.Node(beside, hash);
                // A last node without a right neighbour goes up as it is.
                while (node % 2 == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleTree.Node(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    private static byte[] Hash(IReadOnlyList<byte[]> leaves, int from, int count)
    {
        var tree = new MerkleTree();
        for (var at = from; at < from + count; at++)
        {
            tree.Add(leaves[at]);
        }

        return tree.Root();
    }
}
