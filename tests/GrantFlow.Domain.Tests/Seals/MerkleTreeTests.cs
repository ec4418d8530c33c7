using System.Security.Cryptography;
using GrantFlow.Domain.Ledger.Seals;

namespace GrantFlow.Domain.Tests.Seals;

/// <summary>The tree hash, against the test vectors of Certificate Transparency and against RFC 6962's own recursive words.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_vectors_of_Certificate_Transparency(int count, string root)
    {
        var tree = new MerkleTree();
        foreach (var leaf in Leaves.Take(count))
        {
            tree.Add(MerkleTree.Leaf(Convert.FromHexString(leaf)));
        }

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
        Assert.Equal(count, tree.Count);
    }

    [Fact]
    public void Any_number_of_leaves_gives_what_the_recursive_definition_gives()
    {
        var tree = new MerkleTree();
        var leaves = new List<byte[]>();
        for (var count = 0; count < 130; count++)
        {
            Assert.Equal(Definition(leaves), tree.Root());
            leaves.Add(MerkleTree.Leaf(BitConverter.GetBytes(count)));
            tree.Add(leaves[^1]);
        }
    }

    [Theory]
    [InlineData(new[] { "ab", "c" }, new[] { "a", "bc" })]
    [InlineData(new[] { "a", "" }, new[] { "", "a" })]
    [InlineData(new[] { "1:a," }, new[] { "a" })]
    [InlineData(new[] { "é" }, new[] { "e\u0301" })]
    public void Rows_that_differ_have_leaves_that_differ(string[] one, string[] other) => Assert.NotEqual(SealedRow.Leaf(one), SealedRow.Leaf(other));

    [Fact]
    public void A_leaf_is_the_hash_of_the_values_as_netstrings() =>
        Assert.Equal(SHA256.HashData("\01:a,0:,2:é,"u8), SealedRow.Leaf(["a", "", "é"]));

    /// <summary>RFC 6962, section 2.1: split at the largest power of two below the number of leaves.</summary>
    private static byte[] Definition(List<byte[]> leaves)
    {
        if (leaves.Count < 2)
        {
            return leaves.Count == 0 ? SHA256.HashData([]) : leaves[0];
        }

        var split = 1;
        while (split * 2 < leaves.Count)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Definition([.. leaves.Take(split)]), .. Definition([.. leaves.Skip(split)])]);
    }
}
