using System.Globalization;
using System.Text;

namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>What of an exported row is sealed: the values of its columns in their order.</summary>
public static class SealedRow
{
    /// <summary>The leaf of a row: every value as a netstring (its length in bytes, a colon, the UTF-8 bytes, a comma), so that no two rows read the same; then the leaf hash of RFC 6962.</summary>
    /// <param name="values">In the order of the columns; nothing is an empty text.</param>
    public static byte[] Leaf(IEnumerable<string> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value},");
        }

        return MerkleTree.Leaf(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
