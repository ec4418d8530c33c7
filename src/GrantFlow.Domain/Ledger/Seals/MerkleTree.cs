using System.Security.Cryptography;

namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>The Merkle tree hash of RFC 6962, section 2.1, over SHA-256, grown leaf by leaf: it keeps one hash a level, whatever the number of leaves.</summary>
public sealed class MerkleTree
{
    private const byte LeafMark = 0, NodeMark = 1;

    private readonly List<byte[]?> _levels = [];

    /// <summary>Leaves so far.</summary>
    public long Count { get; private set; }

    /// <summary>The hash of what a leaf stands for, 32 bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafMark]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>Adds the hash of a leaf at the end.</summary>
    public void Add(byte[] leaf)
    {
        var node = leaf;
        var level = 0;
        for (; level < _levels.Count && _levels[level] is { } left; level++)
        {
            node = Node(left, node);
            _levels[level] = null;
        }

        if (level == _levels.Count)
        {
            _levels.Add(node);
        }
        else
        {
            _levels[level] = node;
        }

        Count++;
    }

    /// <summary>The tree's hash as it stands, 32 bytes; that of an empty tree is the hash of nothing.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var full in _levels.OfType<byte[]>())
        {
            root = root is null ? full : Node(full, root);
        }

        return root ?? SHA256.HashData([]);
    }

    internal static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([NodeMark, .. left, .. right]);
}
