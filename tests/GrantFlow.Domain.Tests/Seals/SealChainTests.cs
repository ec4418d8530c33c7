using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Seals;

/// <summary>Seals follow each other; whoever changes one has to change all that come after.</summary>
public sealed class SealChainTests
{
    private static readonly FundingLineId Care = FundingLineId.Parse("care/reintegration"), Tact = FundingLineId.Parse("tact/reintegration");

    [Fact]
    public void Days_that_follow_each_other_are_a_chain()
    {
        var chain = new SealChain();
        var days = Days();
        Assert.All(days, day => Assert.Null(chain.Add(day.Seal, day.Seal.Hash, day.Leaves)));
        Assert.Equal(days[^1].Seal.Hash, chain.LastHash);
    }

    [Fact]
    public void A_seal_says_what_is_hashed_and_counts_its_lines()
    {
        var seal = Days()[0].Seal;
        Assert.Equal((2L, 4L), (seal.Entries, seal.Rows));
        Assert.Equal(
            $"GrantFlow ledger seal 1\n2026-03-02\n{Seal.First}\ncare/reintegration\tEUR\t1\t2\t10.01\t10.01\t{seal.Lines[0].Root}\ntact/reintegration\tEUR\t1\t2\t20.02\t20.02\t{seal.Lines[1].Root}\n",
            seal.Statement);
    }

    [Fact]
    public void A_seal_with_another_hash_is_altered() => Assert.Equal(FindingKind.SealAltered, Check(days => (days[1].Seal with { Lines = [] }, days[1].Seal.Hash, days[1].Leaves), 1)!.Kind);

    [Fact]
    public void A_seal_made_anew_does_not_lead_to_the_next()
    {
        var days = Days();
        var forged = days[1].Seal with { Lines = [] };
        var chain = new SealChain();
        Assert.Null(chain.Add(days[0].Seal, days[0].Seal.Hash, days[0].Leaves));
        Assert.Null(chain.Add(forged, forged.Hash, []));
        Assert.Equal(FindingKind.SealAltered, chain.Add(days[2].Seal, days[2].Seal.Hash, days[2].Leaves)!.Kind);
    }

    [Fact]
    public void A_day_left_out_breaks_the_chain()
    {
        var days = Days();
        var chain = new SealChain();
        Assert.Null(chain.Add(days[0].Seal, days[0].Seal.Hash, days[0].Leaves));
        Assert.Equal(FindingKind.SealAltered, chain.Add(days[2].Seal, days[2].Seal.Hash, days[2].Leaves)!.Kind);
    }

    [Fact]
    public void Leaves_that_were_not_sealed_are_found()
    {
        Assert.Equal(FindingKind.LeavesAltered, Check(days => (days[1].Seal, days[1].Seal.Hash, [.. days[1].Leaves.Skip(1)]), 1)!.Kind);
        Assert.Equal(FindingKind.LeavesAltered, Check(days => (days[1].Seal, days[1].Seal.Hash, [.. days[1].Leaves.Reverse()]), 1)!.Kind);
        Assert.Equal(FindingKind.LeavesAltered, Check(days => (days[1].Seal, days[1].Seal.Hash, [.. days[1].Leaves, days[1].Leaves[0] with { Line = FundingLineId.Parse("care/other") }]), 1)!.Kind);
    }

    private static Finding? Check(Func<List<(Seal Seal, IReadOnlyList<SealedLeaf> Leaves)>, (Seal Seal, string Hash, IReadOnlyList<SealedLeaf> Leaves)> change, int at)
    {
        var days = Days();
        var chain = new SealChain();
        Assert.All(days.Take(at), day => Assert.Null(chain.Add(day.Seal, day.Seal.Hash, day.Leaves)));
        var (seal, hash, leaves) = change(days);
        return chain.Add(seal, hash, leaves);
    }

    private static List<(Seal Seal, IReadOnlyList<SealedLeaf> Leaves)> Days()
    {
        var days = new List<(Seal, IReadOnlyList<SealedLeaf>)>();
        var previous = Seal.First;
        for (var day = new DateOnly(2026, 3, 2); day.Day < 6; day = day.AddDays(1))
        {
            var builder = new SealBuilder(day, previous);
            var leaves = new List<SealedLeaf>();
            foreach (var (line, minor) in new[] { (Tact, 20_02), (Care, 10_01) })
            {
                var amount = new Money(minor, Currency.Eur);
                var rows = new[] { SealedRow.Leaf([$"{day}", $"{line}", "debit"]), SealedRow.Leaf([$"{day}", $"{line}", "credit"]) };
                builder.Add(line, [Posting.Debit(Account.Committed, amount), Posting.Credit(Account.Available, amount)], rows);
                leaves.AddRange(rows.Select(row => new SealedLeaf(line, $"{line}-1", Convert.ToHexStringLower(row))));
            }

            days.Add((builder.Build(), leaves));
            previous = days[^1].Item1.Hash;
        }

        return days;
    }
}
