using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Payouts.CashDesk;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;
using GrantFlow.Pipeline.Tests.ByFile;
using GrantFlow.Pipeline.Tests.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>
/// Grants on their way through batches to a bank, a wallet provider and a desk, by the product's own providers, on two hosts whose calls fail and that die, while finance and offices do
/// this and that, and banks, providers and people at the desk act when they like.
/// </summary>
internal sealed partial class ProvidersWalk : IAsyncDisposable
{
    private readonly List<string> _trace = [];
    private readonly List<(string Queue, string Body)> _messages = [];
    private readonly Random _random;
    private readonly BankPath _path;
    private readonly PipelineRun _run;
    private readonly BankHouse _bank;
    private readonly WalletHouse _wallets;
    private readonly DeskHouse _desk;
    private readonly IReadOnlyList<IHouse> _houses;
    private readonly Routes _routes;
    private readonly Case[] _cases;

    private ProvidersWalk(int seed, WalletHouse wallets, ManualTime time)
    {
        (_random, _wallets) = (new Random(seed), wallets);
        BankPath? path = null;
        _path = path = new BankPath(seed, processes: 2, time: time)
        {
            Also = services =>
            {
                wallets.AddTo(services, path!.Run.Watch);
                services.AddCashDesk(new(TimeSpan.FromDays(3)));
            },
            Mishaps = call => _random.Next(call.Service is "blob" or "wallet" ? 12 : 60) == 0 ? (Mishap)_random.Next(5) : null,
        };
        _run = _path.Run;
        (_bank, _desk) = (new(new Random(seed + 1), _run.Time), new(new Random(seed + 2)));
        _houses = [_bank, _wallets, _desk];
        _routes = new(new Random(seed + 3));
        _cases = [.. Enum.GetValues<RouteKind>().Append(RouteKind.BankAccount).Select((kind, number) => _routes.First($"Walk{number}", kind))];
    }

    /// <summary>What happened, step by step.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>Which ends there were: a walk that never repaired anything would show little.</summary>
    public HashSet<string> Ends { get; } = [];

    public static async Task<ProvidersWalk> Begin(int seed)
    {
        var time = new ManualTime();
        return new(seed, await WalletHouse.Open(time), time);
    }

    public async Task Walk(int steps)
    {
        await Rates();
        foreach (var one in _cases)
        {
            await _run.Do(one.Submit(), one.Approve(800), one.Verify(), one.Split(Case.Cash(500), Case.Cash(300)));
        }

        _path.Disturb();
        for (var step = 0; step < steps; step++)
        {
            await Caught(() => Step($"step-{step}"));
            Once();
        }

        _run.Watch.Plan(null);
        await ComeToRest();
        await Check();
    }

    public ValueTask DisposeAsync() => _wallets.DisposeAsync();

    private async Task Step(string key)
    {
        switch (_random.Next(23))
        {
            case 0 or 1 or 2:
                await Draft(key);
                break;
            case 3 or 4 or 5 or 6:
                await Sign(key);
                break;
            case 7:
                await TakeOut(key);
                break;
            case 8 or 9:
                await ToTheBank(key);
                break;
            case 10 or 11 or 12:
                Told(_bank.Happen());
                await Post();
                break;
            case 13 or 14 or 15:
                await AtTheDesk();
                break;
            case 16:
                await Hear();
                break;
            case 17 or 18:
                await Repair(key);
                break;
            case 19 or 20 or 21:
                await Again();
                break;
            default:
                await Ask(_random.Next(8) == 0 ? OneOf(_cases).Withdraw() : new(new GiveBackReturn(OneOf(_cases).Id(key), People.Finance, new(_random.Next(1, 3)), "Nobody knows where they are.")));
                break;
        }

        if (_random.Next(2) == 0)
        {
            await _run.DeliverVisible();
        }
        else if (_random.Next(3) == 0)
        {
            _run.Time.Advance(_random.Next(6) == 0 ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(_random.Next(40)));
            await _run.Sweep();
        }
    }

    /// <summary>A message comes twice: before it was handled, or long after. What goes wrong with that one is the host's to see.</summary>
    private async Task Again()
    {
        foreach (var queue in QueueNames.All)
        {
            _messages.AddRange((await _run.Bodies(queue)).Where(_ => _random.Next(4) == 0).Select(body => (queue, body)));
        }

        if (_messages.Count > 0)
        {
            var (queue, body) = OneOf(_messages);
            Told($"a message of {queue} comes again");
            try
            {
                await _run.Process(queue, body);
            }
            catch (InvalidOperationException early)
            {
                Told(early.Message);
            }
        }
    }

    /// <summary>A bank's file comes in: one that nobody thought of yet, or any of them once more.</summary>
    private async Task Post()
    {
        if (_bank.Letters.Count == 0)
        {
            return;
        }

        var letter = _random.Next(3) > 0 && _bank.Letters.FirstOrDefault(one => one.Times == 0) is { } next ? next : OneOf(_bank.Letters);
        await Import(letter);
    }

    private async Task Import(Letter letter)
    {
        Told($"{letter.Name} is brought");
        await _path.Desk.Bring(letter.Bytes);
        letter.Times++;
    }

    private async Task AtTheDesk()
    {
        if (await _desk.Again(_run.Get<Vouchers>()) is { } again)
        {
            Told(again.What);
            return;
        }

        var waiting = await WaitingAtTheDesk();
        if (waiting.Count > 0)
        {
            var (one, row) = OneOf(waiting);
            var (what, cashier) = await _desk.Happen(_run.Get<Vouchers>(), row, surely: false);
            Told(what);
            if (cashier is not null && _random.Next(2) == 0)
            {
                await Ask(new(new ConfirmCashDesk(one.Id($"handed over {row.Payment} {row.Attempt}"), cashier, row.Payment.Line, row.Attempt, People.Erbil.Id)));
            }
        }
    }

    /// <summary>The provider calls back: in time, late, or once more.</summary>
    private async Task Hear()
    {
        if (_wallets.Callbacks is { Count: > 0 } all)
        {
            var (payment, attempt, token) = WalletHouse.Read(OneOf(all));
            Assert.True(_run.Get<CallbackToken>().Fits(payment, attempt, token));
            Told($"the provider calls back about {payment}, attempt {attempt}");
            await _run.Get<CallbackInbox>().Hear(payment, attempt, default);
        }
    }

    private async Task Repair(string key)
    {
        var one = OneOf(_cases);
        var line = _random.Next(1, 3);
        await Ask(_random.Next(3) == 0 ? new(new RetryPayout(one.Id(key), People.Finance, new(line))) : _routes.Another(one, line, key));
    }

    private async Task<GateAnswer> Ask(Ask ask)
    {
        var answer = await _run.Pass(ask, "the same body");
        Told($"{ask.Command.GetType().Name} {ask.Command.Id.Grant}: {answer}");
        return answer;
    }

    private T OneOf<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

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
            _trace.Add($"{_run.Time.GetUtcNow():MM-dd HH:mm:ss} {what}");
        }
    }
}
