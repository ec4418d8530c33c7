using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Payouts.CashDesk;
using GrantFlow.Pipeline.Tests.Batches;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>The end of the walk: nothing fails any more, everybody does what is theirs, and whatever a line came to, there is a next step until it is paid, given back or called off.</summary>
internal sealed partial class ProvidersWalk
{
    private const int MostRounds = 12;

    private async Task ComeToRest()
    {
        for (var round = 0; ; round++)
        {
            await Settle();
            Once();
            var open = await Open();
            if (open.Count == 0)
            {
                await CallOff("at last");
                await _path.Rest();
                return;
            }

            Assert.True(round < MostRounds, $"No next step leads on: {string.Join(", ", open.Select(one => $"{one.Case.Name} {one.Line.Id} is {one.Line.State} ({one.Line.Failure})"))}");
            foreach (var (one, line) in open)
            {
                await NextStep(one, line, $"round-{round}-{line.Id}");
            }

            await Rates();
            await _run.DeliverVisible();
            await Release(round);
        }
    }

    /// <summary>Banks, providers and desks finish what they have, and we hear of all of it.</summary>
    private async Task Settle()
    {
        for (var changed = true; changed;)
        {
            await _run.DeliverVisible();
            Once();
            foreach (var batch in Batches.Where(batch => batch is { File: not null }))
            {
                await Take(batch);
                if (batch.State == BatchState.Released)
                {
                    BatchRun.Done(await _run.Get<BatchDesk>().HandOver(batch.Id, BatchRun.By(BatchRun.First, "at last"), default));
                }
            }

            await Desks();
            _bank.Finish();
            foreach (var letter in _bank.Letters.Where(letter => letter.Times == 0).ToList())
            {
                await Import(letter);
                await _run.DeliverVisible();
            }

            await _path.Rest();
            changed = _bank.Letters.Any(letter => letter.Times == 0) || Batches.Any(batch => batch is { File: not null, State: BatchState.Released }) || (await WaitingAtTheDesk()).Count > 0;
        }
    }

    private async Task Desks()
    {
        while (await _desk.Again(_run.Get<Vouchers>()) is { } again)
        {
            Told(again.What);
        }

        foreach (var (_, row) in await WaitingAtTheDesk())
        {
            for (var (cashier, tries) = ((Actor?)null, 0); cashier is null && tries < 6; tries++)
            {
                (var what, cashier) = await _desk.Happen(_run.Get<Vouchers>(), row, surely: true);
                Told(what);
            }
        }
    }

    private async Task<IReadOnlyList<(Case Case, CashLine Line)>> Open()
    {
        var open = new List<(Case, CashLine)>();
        foreach (var one in _cases)
        {
            open.AddRange((await _path.Batches.Grant(one)).Lines.OfType<CashLine>().Where(line => line.State is not (CashState.Paid or CashState.GivenBack or CashState.Cancelled)).Select(line => (one, line)));
        }

        return open;
    }

    /// <summary>What failed or came back is given another route; where nobody wants it any more, it is given back.</summary>
    private async Task NextStep(Case one, CashLine line, string key)
    {
        if (line.State is CashState.Failed or CashState.Returned && await Ask(_routes.Another(one, line.Id.Number, key, good: true)) is not GateAnswer.Passed && line.State == CashState.Returned)
        {
            await Ask(new(new GiveBackReturn(one.Id($"back {key}"), People.Finance, line.Id, "Nobody knows where they are.")));
        }
    }

    /// <summary>What is due leaves: open drafts are signed or called off, then new ones are made of the rest.</summary>
    private async Task Release(int round)
    {
        await SignAll(round);
        foreach (var (kind, pays) in Groups)
        {
            Told($"draft {kind} {pays}: {BatchRun.Done(await _run.Get<BatchDrafts>().Draft(BatchRun.Plan with { Kind = kind, PayCurrency = pays }, BatchRun.By(BatchRun.Drafter, $"{round} {kind} {pays}"), default)).Id}");
        }

        await _run.DeliverVisible();
        await SignAll(round);
    }

    /// <summary>Drafts that nobody needs any more.</summary>
    private async Task CallOff(string key)
    {
        foreach (var draft in Batches.Where(batch => batch.State == BatchState.Draft))
        {
            BatchRun.Done(await _run.Get<BatchDesk>().Cancel(draft.Id, BatchRun.By(BatchRun.Second, key), "Nothing is left to pay.", default));
        }
    }

    private async Task SignAll(int round)
    {
        foreach (var draft in Batches.Where(batch => batch.State == BatchState.Draft))
        {
            foreach (var by in new[] { BatchRun.First, BatchRun.Second })
            {
                var signed = await _run.Get<BatchDesk>().Release(draft.Id, BatchRun.By(by, $"{round} {by.Id}"), default);
                Told($"{by.Id} signs {draft.Id}: {signed}");
                if (signed is BatchAnswer.Refused { Why.Code: RefusalCode.RateStale } or BatchAnswer.Refused && draft.Lines == 0)
                {
                    Told($"{draft.Id} is called off: {await _run.Get<BatchDesk>().Cancel(draft.Id, BatchRun.By(BatchRun.Second, $"{round} off"), "It cannot leave.", default)}");
                    break;
                }
            }

            await _run.DeliverVisible();
        }
    }
}
