using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator.Bank;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>
/// Files in any order, several times, on two hosts whose calls fail and whose messages come twice: at rest every payment is where the bank says, once, and our books are the bank's
/// to the cent.
/// </summary>
public sealed class ShuffleTests
{
    private static readonly string[] Accounts = ["IQ98NBIQ850123454711", "001002000001", "001002000004", "001002000007", "001002000008", "001002000009"];

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task Whatever_order_files_come_in_the_books_are_the_banks(int first)
    {
        for (var seed = first; seed < first + 6; seed++)
        {
            var random = new Random(seed);
            var desk = new Desk(seed, copies: 1 + (seed % 2), atOnce: 3, processes: 2);
            var cases = new List<Case>();
            foreach (var account in Accounts.Select((account, at) => (account, at)))
            {
                cases.Add(await desk.Paid($"One{account.at}", account.account));
            }

            var orders = cases.Select(one => Desk.Order(one)).ToArray();
            var booked = orders.Where(order => order.Script.IsBooked).ToList();
            var file = Desk.File(orders);
            byte[][] files =
            [
                Desk.Report("R-1", orders),
                Desk.Debits("D-1", orders),
                Desk.Written(stream => Bookings.WriteDebits(file, Desk.Terms("D-2", day: 8), stream, late: true)),
                Desk.Returns("C-1", orders),
                Desk.Written(stream => Bookings.WriteStatement(file, Desk.Terms("S-1"), stream)),
            ];
            var comes = files.Concat(files.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(comes);
            desk.Run.Watch.Plan((_, _) => random.Next(80) == 0 ? (Mishap)random.Next(5) : null);
            foreach (var one in comes)
            {
                await Persist(desk, one);
                if (random.Next(2) == 0)
                {
                    await desk.Run.DeliverVisible();
                }
            }

            desk.Run.Watch.Plan(null);
            await desk.Run.Finish();
            while (await desk.Run.Redrive() > 0)
            {
                await desk.Run.Finish();
            }

            await desk.Consistent();
            foreach (var (one, order) in cases.Zip(orders))
            {
                var expected = order.Script switch { { Rejected: not null } => CashState.Failed, { Returned: not null } => CashState.Returned, _ => CashState.Paid };
                Assert.True(expected == (await desk.Line(one)).State, $"Seed {seed}: {order.Account} is {(await desk.Line(one)).State}.");
            }

            var back = booked.Where(order => order.Script.Returned is not null).Sum(order => order.Amount);
            Assert.Equal((long)(100 * (booked.Sum(order => order.Amount) - back)), desk.Balance(Account.SpentCash));
            Assert.Equal((long)(100 * back), desk.Balance(Account.Returned));
            Assert.Equal(0, desk.Balance(Account.InTransit));
            Assert.Equal(files.Length, (await desk.Run.Get<StatementStore>().List(50, null, default)).Items.Count);
        }
    }

    /// <summary>As whoever brings a file would: until there is an answer.</summary>
    private static async Task Persist(Desk desk, byte[] file)
    {
        while (true)
        {
            try
            {
                await desk.Bring(file);
                return;
            }
            catch (MishapException)
            {
                if (desk.Run.Watch.Dead)
                {
                    desk.Run.Restart();
                }
            }
        }
    }
}
