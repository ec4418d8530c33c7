using GrantFlow.Domain.Ledger.Seals;

namespace GrantFlow.Domain.Tests.Seals;

/// <summary>The audit path, against the test vectors of Certificate Transparency and against the tree itself.</summary>
public sealed class MerklePathTests
{
    private static readonly byte[][] Vector =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(leaf => MerkleTree.Leaf(Convert.FromHexString(leaf)))];

    [Theory]
    [InlineData(0, 1, "")]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void The_vectors_of_Certificate_Transparency(int index, int count, string path) =>
        Assert.Equal(path, string.Join(' ', MerklePath.Of(Vector[..count], index).Select(Convert.ToHexStringLower)));

    [Fact]
    public void Every_leaf_of_any_tree_leads_to_its_root_by_its_path_and_by_no_other_place()
    {
        for (var count = 1; count < 40; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(number => MerkleTree.Leaf(BitConverter.GetBytes(number))).ToArray();
            var tree = new MerkleTree();
            foreach (var leaf in leaves)
            {
                tree.Add(leaf);
            }

            for (var index = 0; index < count; index++)
            {
                var path = MerklePath.Of(leaves, index);
                Assert.Equal(tree.Root(), MerklePath.Root(leaves[index], index, count, path));
                for (var other = 0; other < count; other++)
                {
                    Assert.True(other == index || MerklePath.Root(leaves[other], index, count, path) is var root && (root is null || !root.SequenceEqual(tree.Root())), $"Leaf {other} passes for {index} of {count}.");
                    Assert.True(other == index || MerklePath.Root(leaves[index], other, count, path) is var moved && (moved is null || !moved.SequenceEqual(tree.Root())), $"Leaf {index} passes for place {other} of {count}.");
                }
            }
        }
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    public void A_place_outside_the_tree_leads_nowhere(long index, long count) => Assert.Null(MerklePath.Root(Vector[0], index, count, []));

    [Fact]
    public void A_path_of_another_length_leads_nowhere()
    {
        var path = MerklePath.Of(Vector, 2);
        Assert.Null(MerklePath.Root(Vector[2], 2, 8, path.Take(2)));
        Assert.Null(MerklePath.Root(Vector[2], 2, 8, path.Append(Vector[0])));
    }
}
