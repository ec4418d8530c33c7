using System.Text.Json;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>What has to hold: at every step that nobody is on the way to be paid twice, and in the end that all books say the same.</summary>
internal sealed partial class ProvidersWalk
{
    /// <summary>Of no payment two orders have paid or may still pay, over all houses together.</summary>
    private void Once()
    {
        foreach (var payment in _cases.SelectMany(one => new[] { 1, 2 }.Select(line => PaymentId.For(one.Grant, new(line)))))
        {
            Assert.True(_houses.Sum(house => house.Live(payment)) <= 1, $"{payment} may be paid twice: {string.Join(", ", _houses.Select(house => $"{house.GetType().Name} {house.Live(payment)}"))}");
        }
    }

    private async Task Check()
    {
        _wallets.CheckBooks();
        var entries = _run.Tables.Entries().ToList();
        foreach (var one in _cases)
        {
            var grant = await _path.Batches.Grant(one);
            var history = await _run.Look(() => _run.Get<GrantStore>().History(one.Grant, default));
            Assert.Equal(JsonSerializer.Serialize(grant, GrantJson.Options), JsonSerializer.Serialize(GrantDecider.Replay(history), GrantJson.Options));
            var statement = 0L;
            foreach (var line in grant.Lines.OfType<CashLine>())
            {
                var payment = PaymentId.For(grant.Id, line.Id);
                Assert.Equal((payment, line.State, line.State == CashState.Paid ? 1 : 0), (payment, line.State, _houses.Sum(house => house.Paid(payment))));
                Ends.Add($"{line.Route.Kind} {line.State}");
                Ends.Add(line.Attempt > 1 ? "repaired" : "at once");
                statement += _houses.Sum(house => house.Statement(payment));
            }

            var mine = entries.Where(entry => entry.Grant == one.Grant).ToList();
            Assert.Equal((one.Name, statement), (one.Name, Balance(mine, Account.SpentCash, Account.ExchangeDifference)));
            Assert.Equal((one.Name, 0), (one.Name, Balance(mine, Account.InTransit)));
        }

        var (held, settled, _) = await _run.Look(() => _run.Get<FundingStore>().Balance(World.LineOf(World.Calais), Currency.Eur, default));
        Assert.Equal(Balance(entries, Account.Committed, Account.PayableInKind, Account.PayableCash, Account.InTransit), held.Minor);
        Assert.Equal(Balance(entries, Account.SpentInKind, Account.SpentCash, Account.Returned, Account.ExchangeDifference), settled.Minor);

        await _path.Batches.Consistent();
        Assert.All(Batches, batch => Assert.True(batch.State is BatchState.Settled or BatchState.PartiallySettled or BatchState.Failed or BatchState.Cancelled, $"{batch}"));
        await _path.Desk.Consistent();
        Assert.Empty(await _path.Desk.Open());
    }

    private static long Balance(IEnumerable<PostedEntry> entries, params Account[] accounts) => entries
        .SelectMany(entry => entry.Postings)
        .Where(posting => accounts.Contains(posting.Account))
        .Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);
}
