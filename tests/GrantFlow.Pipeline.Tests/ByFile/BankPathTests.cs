using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Tests.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator.Bank;
using GrantFlow.TestSupport;
using Xunit.Sdk;
using static GrantFlow.Pipeline.Tests.ByFile.BankPath;

namespace GrantFlow.Pipeline.Tests.ByFile;

/// <summary>From due to settled by bank file, with everything that the product has on that way.</summary>
public sealed class BankPathTests
{
    [Fact]
    public Task From_due_to_settled_by_bank_file() => Walk(new BankPath());

    /// <summary>Hosts die, and answers of storage are lost, between any two calls; around files, of which there are few, more often than elsewhere.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Wherever_a_host_dies_or_a_call_fails_on_the_way_the_end_is_the_same(int first)
    {
        var struck = new HashSet<string>();
        // There are few calls about files: they go wrong in every way by turns, so that no way is missed by chance.
        var turns = new Dictionary<StorageCall, int>();
        for (var seed = first; seed < first + 5; seed++)
        {
            var random = new Random(seed);
            var path = new BankPath(seed, copies: 1 + (seed % 2), atOnce: 1 + (seed % 3), processes: 2)
            {
                Mishaps = call => call.Service != "blob" ? random.Next(40) == 0 ? (Mishap)random.Next(5) : null
                    : random.Next(3) == 0 ? (Mishap)((turns[call] = turns.GetValueOrDefault(call, -1) + 1) % 5) : null,
            };
            path.Disturb();
            try
            {
                await Walk(path);
            }
            catch (Exception broken)
            {
                throw new XunitException($"Seed {seed}: {broken.Message}\nafter:\n  {string.Join("\n  ", path.Trace)}", broken);
            }

            struck.UnionWith(path.Trace.Select(what => what[(what.IndexOf(':', StringComparison.Ordinal) + 2)..]));
        }

        // A walk on which little went wrong would show little.
        var deaths = new[] { Mishap.DiesBefore, Mishap.DiesAfter };
        string[] files = [$"blob add {ContainerNames.BankFiles}", $"blob open {ContainerNames.BankFiles}", $"blob add {ContainerNames.Statements}", $"blob open {ContainerNames.Statements}"];
        Assert.Empty(files.SelectMany(file => deaths.Select(death => $"{death}, {file}")).Except(struck));
        Assert.InRange(struck.Count, 60, int.MaxValue);
    }

    private static async Task Walk(BankPath path)
    {
        await path.Rate(DatedRate.OfMonth(Dinar, 1_500m, new(2026, 1, 1)));
        var (one, two, three) = (await path.Due("One", Iraqi(1, "4711")), await path.Due("Two", Iraqi(2, "0004")), await path.Due("Three", Iraqi(3, "0008")));
        var (four, five) = (await path.Due("Four", German(4, "4711")), await path.Due("Five", German(5, "0004")));

        var dinar = await path.Draft(Dinar, "dinar");
        var euro = await path.Draft(Currency.Eur, "euro");
        Assert.Equal((3, 1_500m, 2), (dinar.Lines, dinar.Rate?.Rate, euro.Lines));
        var (toIraq, toGermany) = (await path.Release(dinar), await path.Release(euro));
        Assert.All(toIraq.Orders, order => Assert.Equal((750_000m, "IQD"), (order.Amount, order.Currency)));
        Assert.All(toGermany.Orders, order => Assert.Equal((500m, "EUR"), (order.Amount, order.Currency)));

        // The bank's own rate takes EUR 510.00 for what left as EUR 500.00.
        var files = new List<byte[]>();
        await Answer(path, files, toIraq, "IQ-1", 0.00068m);
        await Answer(path, files, toGermany, "DE-1", 1m);
        Assert.Equal((BatchState.PartiallySettled, "2 Settled, 1 Failed"), await path.Batches.Stands(dinar.Id));
        Assert.Equal((BatchState.PartiallySettled, "1 Settled, 1 Failed"), await path.Batches.Stands(euro.Id));
        foreach (var (who, state) in new[] { (one, CashState.Paid), (two, CashState.Failed), (three, CashState.Paid), (four, CashState.Paid), (five, CashState.Failed) })
        {
            Assert.Equal((who.Name, state), (who.Name, (await path.Desk.Line(who)).State));
        }

        Assert.Equal((150_000, 2_000), (path.Desk.Balance(Account.SpentCash), path.Desk.Balance(Account.ExchangeDifference)));
        await path.AssertAgrees();

        await path.Run.Send(two.Reroute(1, Iraqi(22, "4711")), five.Reroute(1, German(55, "4711")));
        await path.Rest();
        var (again, euroAgain) = (await path.FollowUp(dinar.Id), await path.FollowUp(euro.Id));
        await Answer(path, files, await path.Release(again), "IQ-2", 0.00065m);
        await Answer(path, files, await path.Release(euroAgain), "DE-2", 1m);
        Assert.Equal((BatchState.Settled, "1 Settled"), await path.Batches.Stands(again.Id));
        Assert.Equal((BatchState.Settled, "1 Settled"), await path.Batches.Stands(euroAgain.Id));
        Assert.Equal((CashState.Paid, 2), ((await path.Desk.Line(two)).State, (await path.Desk.Line(two)).Attempt));
        // EUR 10.00 lost on two payments, EUR 12.50 gained on the third.
        Assert.Equal((250_000, 750), (path.Desk.Balance(Account.SpentCash), path.Desk.Balance(Account.ExchangeDifference)));
        await path.AssertAgrees();

        files.Add(Desk.Written(stream => Bookings.WriteReturns(toIraq, Terms("IQ-R", 0.00067m, 9), stream)));
        Assert.Equal(RowResult.Applied, Assert.Single(await path.Import(files[^1])).Result);
        Assert.Equal(CashState.Returned, (await path.Desk.Line(three)).State);
        Assert.Equal((BatchState.PartiallySettled, "1 Settled, 1 Failed, 1 Returned"), await path.Batches.Stands(dinar.Id));
        await path.AssertAgrees();

        var before = Everything(path.Run);
        foreach (var file in files)
        {
            Assert.False((await path.Run.Retried(() => path.Desk.Bring(file))).IsNew);
            await path.Rest();
        }

        Assert.Equal(before, Everything(path.Run));
        await path.AssertAgrees();
    }

    private static async Task Answer(BankPath path, List<byte[]> files, BankFile file, string id, decimal rate)
    {
        var report = Desk.Written(stream => StatusReport.Write(file, Terms($"{id}-S", rate, 6), stream));
        var debits = Desk.Written(stream => Bookings.WriteDebits(file, Terms($"{id}-D", rate, 7), stream));
        foreach (var (bytes, message) in new[] { (report, "pain.002.001.11"), (debits, "camt.054.001.08") })
        {
            if (Standards.Folder is not null)
            {
                Assert.Empty(Standards.Errors(bytes, message));
            }

            files.Add(bytes);
            Assert.All(await path.Import(bytes), row => Assert.True(row.Result is RowResult.Applied or RowResult.Noted, $"{row}"));
        }
    }

    private static BankTerms Terms(string id, decimal rate, int day) => Desk.Terms(id, day) with { Rate = _ => rate };

    /// <summary>Whatever is on file, but for what only counts requests.</summary>
    private static List<string> Everything(PipelineRun run) => [.. new[] { TableNames.Grants, TableNames.Ledger, TableNames.Batches, TableNames.Payments, TableNames.Statements, TableNames.Funding }
        .SelectMany(table => run.Tables.Rows(table).Select(row => $"{table} {row.Partition} {row.Key} {row.Text("data")}"))];
}
