using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Rates;
using GrantFlow.Pipeline.Tests.Batches;
using GrantFlow.Pipeline.Tests.ByFile;
using GrantFlow.Pipeline.Tests.Support;
using SimulatedFile = GrantFlow.Simulator.Bank.BankFile;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>Finance's part of the walk: drafts, signatures, exclusions, files that go to the bank.</summary>
internal sealed partial class ProvidersWalk
{
    private static readonly (RouteKind Kind, Currency Pays)[] Groups = [(RouteKind.BankAccount, BankPath.Dinar), (RouteKind.BankAccount, Currency.Eur), (RouteKind.MobileMoney, Currency.Eur), (RouteKind.CashDesk, Currency.Eur)];

    private readonly List<string> _keys = [];

    private IReadOnlyList<PaymentBatch> Batches => [.. _run.Tables.Rows(TableNames.Batches).Where(row => row.Key == "batch").Select(Commit.GrantRows.Read<PaymentBatch>)];

    private async Task Draft(string key)
    {
        if (_random.Next(6) == 0 && Batches is { Count: > 0 } all && OneOf(all) is { State: not BatchState.Draft and not BatchState.Cancelled } failed)
        {
            Told($"follow-up of {failed.Id}: {await _run.Get<BatchDrafts>().FollowUp(failed.Id, null, BatchRun.By(BatchRun.Drafter, key), default)}");
            return;
        }

        // The same request may come again.
        var number = _random.Next(5) == 0 && _keys.Count > 0 ? _random.Next(_keys.Count) : _keys.Count;
        if (number == _keys.Count)
        {
            _keys.Add(key);
        }

        var (kind, pays) = Groups[(number * 7) % Groups.Length];
        var plan = BatchRun.Plan with { Kind = kind, PayCurrency = pays, Maximum = 1 + (number % 4) };
        Told($"draft {kind} {pays}: {await _run.Get<BatchDrafts>().Draft(plan, BatchRun.By(BatchRun.Drafter, _keys[number]), default)}");
    }

    private async Task Sign(string key)
    {
        if (Batches.Where(batch => batch.State == BatchState.Draft).ToList() is { Count: > 0 } drafts)
        {
            var (draft, by) = (OneOf(drafts), _random.Next(2) == 0 ? BatchRun.First : BatchRun.Second);
            Told($"{by.Id} signs {draft.Id}: {await _run.Get<BatchDesk>().Release(draft.Id, BatchRun.By(by, key), default)}");
        }
    }

    private async Task TakeOut(string key)
    {
        if (Batches.Where(batch => batch.State == BatchState.Draft).ToList() is not { Count: > 0 } drafts)
        {
            return;
        }

        var draft = OneOf(drafts);
        if (_random.Next(3) == 0)
        {
            Told($"{draft.Id} is called off: {await _run.Get<BatchDesk>().Cancel(draft.Id, BatchRun.By(BatchRun.Second, key), "Wrong month.", default)}");
        }
        else if (await _path.Batches.Lines(draft.Id) is { Count: > 0 } lines)
        {
            var payment = OneOf(lines).Payment;
            Told($"{payment} is taken out of {draft.Id}: {await _run.Get<BatchDesk>().Exclude(draft.Id, BatchRun.By(BatchRun.Second, key), [payment], "Not this time.", default)}");
        }
    }

    /// <summary>A file is brought to the bank, and finance says that it was: in either order, and again.</summary>
    private async Task ToTheBank(string key)
    {
        if (Batches.Where(batch => batch.File is not null).ToList() is { Count: > 0 } written)
        {
            var batch = OneOf(written);
            if (_random.Next(2) == 0)
            {
                Told($"{batch.Id} is said to be sent: {await _run.Get<BatchDesk>().HandOver(batch.Id, BatchRun.By(BatchRun.First, key), default)}");
            }
            else
            {
                await Take(batch);
            }
        }
    }

    private async Task Take(PaymentBatch batch)
    {
        using var file = await _path.Stored(batch.File!);
        if (_bank.Take(SimulatedFile.Read(file)))
        {
            Told($"the bank takes {batch.Id}: {batch.File!.Payments} payments");
        }
    }

    /// <summary>Each month has a rate; an open draft at the one before is not released any more.</summary>
    private async Task Rates()
    {
        var today = DateOnly.FromDateTime(_run.Time.GetUtcNow().UtcDateTime);
        for (var ahead = 0; ahead < 2; ahead++)
        {
            var month = today.AddMonths(ahead);
            await _run.Retried(() => _run.Get<RateBook>().Import([new RateLine(2, DatedRate.OfMonth(BankPath.Dinar, 1_500m + month.Month, month))], People.Finance.Id, null, default));
        }
    }

    private async Task<IReadOnlyList<(Case Case, PaymentAttempt Row)>> WaitingAtTheDesk()
    {
        var waiting = new List<(Case, PaymentAttempt)>();
        foreach (var one in _cases)
        {
            foreach (var line in (await _path.Batches.Grant(one)).Lines.OfType<CashLine>())
            {
                if (await _run.Look(() => _run.Get<PaymentBook>().Latest(PaymentId.For(one.Grant, line.Id), default)) is { Kind: RouteKind.CashDesk, Outcome: Domain.Payout.PaymentOutcome.Instructed } row)
                {
                    waiting.Add((one, row));
                }
            }
        }

        return waiting;
    }
}
