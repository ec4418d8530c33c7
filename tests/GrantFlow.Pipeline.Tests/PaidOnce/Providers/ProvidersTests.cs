using Xunit.Sdk;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>
/// The proof that nothing is paid twice, through the product's own providers: batches into bank files, a wallet provider behind HTTP, vouchers at a desk, in one walk, with lines that
/// change from one to the other. A failing walk tells its seed and its steps.
/// </summary>
public sealed class ProvidersTests
{
    private const int WalksEach = 4;
    private const int Steps = 70;

    // The provider answers in this process, while the walk waits for it.
    static ProvidersTests() => ThreadPool.SetMinThreads(16, 16);

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(400)]
    public Task Across_bank_wallet_and_desk_every_payment_is_made_once_or_provably_not(int first) => Task.Run(async () =>
    {
        var ends = new HashSet<string>();
        for (var seed = first; seed < first + WalksEach; seed++)
        {
            await using var walk = await ProvidersWalk.Begin(seed);
            try
            {
                await walk.Walk(Steps);
            }
            catch (Exception broken)
            {
                throw new XunitException($"Seed {seed}: {broken.Message}\nafter:\n  {string.Join("\n  ", walk.Trace)}", broken);
            }

            ends.UnionWith(walk.Ends);
        }

        // Walks that never came to a repair would prove nothing.
        Assert.Empty(new[] { "BankAccount Paid", "MobileMoney Paid", "CashDesk Paid", "repaired", "at once" }.Except(ends));
    });
}
