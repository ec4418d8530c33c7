using Xunit.Sdk;

namespace GrantFlow.Pipeline.Tests.PaidOnce;

/// <summary>
/// The proof that nothing is paid twice: a model of the world outside, which has books of its own, against the pipeline, over 240 random walks: 120 with banks,
/// wallets and desks that keep their word, 120 with such as pay what they had called failed. Messages are doubled and reordered, hosts die between any two calls,
/// the one to the provider among them. At rest every payment was made exactly once or provably not, or is listed as a possible double payment; the ledger is their
/// statement to the cent; the funding line is the ledger. A failing walk tells its seed and its steps.
/// </summary>
public sealed class PaidOnceTests
{
    private const int WalksEach = 30;
    private const int Steps = 90;

    [Theory]
    [InlineData(true, 10_000)]
    [InlineData(true, 20_000)]
    [InlineData(true, 30_000)]
    [InlineData(true, 40_000)]
    [InlineData(false, 50_000)]
    [InlineData(false, 60_000)]
    [InlineData(false, 70_000)]
    [InlineData(false, 80_000)]
    public async Task Whatever_happens_every_payment_is_made_once_or_provably_not(bool honest, int firstSeed)
    {
        var ends = new HashSet<string>();
        for (var seed = firstSeed; seed < firstSeed + WalksEach; seed++)
        {
            var walk = new PaidOnceWalk(seed, honest);
            try
            {
                await walk.Walk(Steps);
            }
            catch (Exception broken)
            {
                throw new XunitException($"Seed {seed}, {(honest ? "honest" : "not honest")}: {broken.Message}\nafter:\n  {string.Join("\n  ", walk.Trace)}", broken);
            }

            ends.UnionWith(walk.Ends);
        }

        // Walks that never came to a repair, a return or a doubt would prove nothing.
        string[] expected =
        [
            "BankAccount Paid", "BankAccount Refused", "BankAccount Back", "MobileMoney Paid", "MobileMoney Refused", "MobileMoney Back",
            "CashDesk Paid", "CashDesk Refused", "CashDesk Back", "line Paid", "line Returned", "line Failed", .. honest ? (string[])[] : ["listed"],
        ];
        Assert.Empty(expected.Except(ends));
    }
}
