using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.PaidOnce;

/// <summary>Three grants on their way to a bank, a wallet and a desk, on two hosts whose calls fail, while people repair and the world outside answers when it likes.</summary>
internal sealed class PaidOnceWalk
{
    private static readonly ExchangeRate Dinars = new(Currency.Eur, Currency.Parse("IQD"), 1431.25m, "InforEuro", new(2026, 1, 1));

    private readonly List<string> _trace = [];
    private readonly Random _random;
    private readonly Outside _outside;
    private readonly PipelineRun _run;
    private readonly bool _honest;
    private readonly (Case Case, RouteKind Kind)[] _cases;
    private readonly Dictionary<(PaymentId, int, PaymentOutcome), List<CommandId>> _brought = [];

    public PaidOnceWalk(int seed, bool honest)
    {
        _honest = honest;
        _random = new Random(seed);
        _outside = new Outside(new Random(seed + 1), honest);
        PipelineRun? run = null;
        _run = run = new PipelineRun(seed, copies: 1 + (seed % 2), atOnce: 1 + (seed % 4), processes: 2)
        {
            Bank = services => new ScriptedProvider(services.GetRequiredService<PaymentBook>(), _outside, run!.Watch, _random, services.GetRequiredService<TimeProvider>()),
        };
        _cases = [.. Enum.GetValues<RouteKind>().Select(kind => (new Case($"{kind}") { Programme = World.Sharded, With = application => application with { Route = application.Route! with { Kind = kind } } }, kind))];
    }

    /// <summary>What happened, step by step.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>How grants and payments ended: a test that never repaired anything would show little.</summary>
    public HashSet<string> Ends { get; } = [];

    public async Task Walk(int steps)
    {
        foreach (var (one, _) in _cases)
        {
            await _run.Do(one.Submit(), one.Approve(1_000), one.Verify(), one.Split(Case.Goods(200), Case.Cash(500), Case.Cash(300)));
        }

        _run.Watch.Plan((_, _) => _random.Next(50) == 0 ? (Mishap)_random.Next(5) : null);
        for (var step = 0; step < steps; step++)
        {
            await Caught(() => Step($"step-{step}"));
            Assert.True(_outside.Doubles.Count == 0, string.Join('\n', _outside.Doubles));
        }

        _run.Watch.Plan(null);
        await ComeToRest();
        await Check();
    }

    private async Task Step(string key)
    {
        var (one, kind) = _cases[_random.Next(_cases.Length)];
        switch (_random.Next(16))
        {
            case 0 or 1 or 2:
                await Ask(new(new ReleasePayouts(one.Id(key), People.Finance) { Rate = kind == RouteKind.BankAccount && _random.Next(2) == 0 ? Dinars : null }));
                break;
            case 3 or 4:
                await Ask(new(new RetryPayout(one.Id(key), People.Finance, new(_random.Next(2, 4)))));
                break;
            case 5 or 6:
                var again = one.Reroute(_random.Next(2, 4), $"IQ{_random.Next(10, 99)}NBIQ850123450004711");
                var reroute = (ReroutePayout)again.Command;
                await Ask(again with { Command = reroute with { Id = one.Id(key), Route = reroute.Route with { Kind = kind } } });
                break;
            case 7:
                await Ask(_random.Next(6) switch
                {
                    0 => one.Withdraw(),
                    1 => one.Close(),
                    2 => one.Deliver(1),
                    3 => one.SettleInKind(1),
                    _ => new(new GiveBackReturn(one.Id(key), People.Finance, new(_random.Next(2, 4)), "Nobody knows where they are.")),
                });
                break;
            case 8 or 9 or 10 or 11:
                Told(await _outside.Happen(IsKnown));
                break;
            default:
                if (_outside.News.Count > 0)
                {
                    await Bring(_outside.News[_random.Next(3) == 0 ? _random.Next(_outside.News.Count) : NewestUntold()]);
                }

                break;
        }

        if (_random.Next(3) == 0)
        {
            await _run.DeliverVisible();
        }
        else if (_random.Next(4) == 0)
        {
            _run.Time.Advance(TimeSpan.FromMinutes(_random.Next(30)));
            await _run.Sweep();
        }
    }

    private int NewestUntold() => Math.Max(0, _outside.News.ToList().FindIndex(said => said.Times == 0));

    private async Task Ask(Ask ask) => Told($"{ask.Command.GetType().Name} {ask.Command.Id.Grant} {ask.Command}: {await _run.Pass(ask, "the same body")}");

    /// <summary>The same news may come under its own id, or from another file under another.</summary>
    private async Task Bring(Said said)
    {
        var id = said.Times > 0 && _random.Next(2) == 0
            ? Answers.IdFor(said.Order.Payment.Grant, "file", $"{said.Times}", said.Order.Payment.Value, $"{said.Order.Attempt}", $"{said.Outcome}")
            : Statement.IdOf(said.Order, said.Outcome);
        Told($"brings {said.Outcome} {said.Booked}: {said.Order}");
        IdsOf(said.Order, said.Outcome).Add(id);
        await Statement.Bring(_run.Get<PaymentBook>(), _run.Get<Answers>(), said, id);
        said.Times++;
    }

    private List<CommandId> IdsOf(Order order, PaymentOutcome outcome)
    {
        var key = (order.Payment, order.Attempt, outcome);
        return _brought.TryGetValue(key, out var ids) ? ids : _brought[key] = [Statement.IdOf(order, outcome)];
    }

    private async Task<bool> IsKnown(Order order) => (await Decided(order, PaymentOutcome.Settled)).Count > 0;

    private async Task<List<CommandOutcome>> Decided(Order order, PaymentOutcome outcome)
    {
        var decided = new List<CommandOutcome>();
        foreach (var id in IdsOf(order, outcome).Distinct())
        {
            if (await _run.Look(() => _run.Get<GrantStore>().FindOutcome(id, default)) is { } known)
            {
                decided.Add(known);
            }
        }

        return decided;
    }

    private async Task ComeToRest()
    {
        while (true)
        {
            foreach (var order in _outside.Orders.Where(order => order.State == OrderState.Taken).ToList())
            {
                _outside.End(order);
            }

            foreach (var said in _outside.News.Where(said => said.Times == 0).ToList())
            {
                await Bring(said);
                await _run.Deliver();
            }

            await _run.Finish();
            if (await _run.Redrive() == 0 && _outside.Orders.All(order => order.State != OrderState.Taken) && _outside.News.All(said => said.Times > 0))
            {
                return;
            }
        }
    }

    private async Task Check()
    {
        var entries = _run.Tables.Entries().ToList();
        foreach (var (one, _) in _cases)
        {
            var grant = (await _run.Look(() => _run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;
            var history = await _run.Look(() => _run.Get<GrantStore>().History(one.Grant, default));
            Assert.Equal(JsonSerializer.Serialize(grant, GrantJson.Options), JsonSerializer.Serialize(GrantDecider.Replay(history), GrantJson.Options));
            Ends.Add($"{grant.State}");
            var statement = 0L;
            foreach (var line in grant.Lines.OfType<CashLine>())
            {
                statement += await Booked(grant, line);
            }

            // Their statement, to the cent: what left and did not come back, exchange differences and all.
            Assert.Equal(statement, Balance(entries.Where(entry => entry.Grant == one.Grant), Account.SpentCash, Account.ExchangeDifference));
        }

        await FundingLineIsLedger(entries);
    }

    /// <summary>Every order is booked or listed as a possible double payment, and of one payment never two are booked that were not returned. Gives what the books must show.</summary>
    private async Task<long> Booked(Grant grant, CashLine line)
    {
        var (paid, statement) = (0, 0L);
        foreach (var order in _outside.Orders.Where(order => order.Payment == PaymentId.For(grant.Id, line.Id)))
        {
            var settled = await Decided(order, PaymentOutcome.Settled);
            var returned = await Decided(order, PaymentOutcome.Returned);
            var listed = settled.Any(outcome => outcome.Code == RefusalCode.PossibleDoublePayment) && settled.All(outcome => outcome.Code is not null);
            var booked = settled.Any(outcome => outcome.Code is null) || returned.Any(outcome => outcome.Code is null);
            Assert.True(order.State == OrderState.Refused || booked != listed, $"Lost: {order}; {string.Join(", ", settled.Concat(returned).Select(outcome => outcome.Code?.ToString() ?? "accepted"))}");
            Assert.True(settled.Count(outcome => outcome.Code is null) <= 1 && returned.Count(outcome => outcome.Code is null) <= 1, $"Booked twice: {order}");
            Assert.False(_honest && listed, $"Nobody broke their word, and yet: {order}");
            Ends.Add(listed ? "listed" : $"{order.Kind} {order.State}");
            if (booked)
            {
                statement += order.Out - order.In;
                paid += order.State == OrderState.Paid ? 1 : 0;
            }
        }

        Assert.Equal(line.State == CashState.Paid ? 1 : 0, paid);
        Ends.Add($"line {line.State}");
        return statement;
    }

    private async Task FundingLineIsLedger(List<PostedEntry> entries)
    {
        var (held, settled, _) = await _run.Look(() => _run.Get<FundingStore>().Balance(World.LineOf(World.Sharded), Currency.Eur, default));
        Assert.Equal(Balance(entries, Account.Committed, Account.PayableInKind, Account.PayableCash, Account.InTransit), held.Minor);
        Assert.Equal(Balance(entries, Account.SpentInKind, Account.SpentCash, Account.Returned, Account.ExchangeDifference), settled.Minor);
    }

    private static long Balance(IEnumerable<PostedEntry> entries, params Account[] accounts) => entries
        .SelectMany(entry => entry.Postings)
        .Where(posting => accounts.Contains(posting.Account))
        .Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);

    private async Task Caught(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (MishapException mishap)
        {
            Told(mishap.Message);
            if (_run.Watch.Dead)
            {
                _run.Restart();
            }
        }
    }

    private void Told(string? what)
    {
        if (what is not null)
        {
            _trace.Add(what);
        }
    }
}
