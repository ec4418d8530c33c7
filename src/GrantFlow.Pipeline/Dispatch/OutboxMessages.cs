using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Dispatch;

/// <summary>Turns a decision into the messages that tell others: effects, journal entries, the changed line in the work lists, cash that fell due or moved.</summary>
internal static class OutboxMessages
{
    public static IReadOnlyList<OutboxRow> From(Grant? before, GrantCommand command, Decision.Accepted decision)
    {
        var rows = new List<OutboxRow>();
        var at = decision.Events[^1].At;

        void Add<TBody>(string queue, TBody body, string? awaits = null) => AddAbout(command.Id.Grant, queue, body, awaits);

        void AddAbout<TBody>(GrantId grant, string queue, TBody body, string? awaits = null)
        {
            var key = GrantRows.Outbox(command.Id, rows.Count + 1);
            var text = MessageText.Write($"{command.Id}-{rows.Count + 1:D2}", command.Id.Value, grant, at, body);
            // Before anything is stored: a row that no queue takes would stay in the outbox for good.
            StorageLimits.CheckMessage(queue, text, null);
            rows.Add(new OutboxRow(key, queue, text) { Awaits = awaits });
        }

        foreach (var effect in decision.Effects)
        {
            var awaits = Awaited.KeyOf(effect);
            switch (effect)
            {
                case RequestScreening ask:
                    Add(QueueNames.Screening, new ScreeningRequest(ask.Grant, ask.Person, ask.Programme), awaits);
                    break;
                case ReserveFunds ask:
                    Add<FundingRequest>(QueueNames.Funding, new Reserve(ask.Grant, ask.FundingLine, ask.Reservation, ask.Amount), awaits);
                    break;
                case ReleaseFunds ask:
                    Add<FundingRequest>(QueueNames.Funding, new Release(ask.Grant, ask.FundingLine, ask.Reservation, ask.Amount, ask.Key, ask.Ends));
                    break;
                case SettleFunds ask:
                    Add<FundingRequest>(QueueNames.Funding, new Settle(ask.Grant, ask.FundingLine, ask.Reservation, ask.Amount, ask.Key));
                    break;
                case ReopenFunds ask:
                    Add<FundingRequest>(QueueNames.Funding, new Reopen(ask.Grant, ask.FundingLine, ask.Reservation, ask.Amount, ask.Key));
                    break;
                case AdjustFunds ask:
                    Add<FundingRequest>(QueueNames.Funding, new Adjust(ask.Grant, ask.FundingLine, ask.Reservation, ask.Amount, ask.Key));
                    break;
                case InstructPayment ask:
                    Add(QueueNames.Payouts, Request(ask), awaits);
                    break;
                case StopPayment ask:
                    Add(QueueNames.Payouts, Request(ask.Payment) with { Stops = true }, awaits);
                    break;
                case EndAttempt ask:
                    Add(QueueNames.Payouts, new PayoutRequest(ask.Payment, ask.Attempt, ask.Line, ask.Person, ask.Route, ask.Amount, Check: 0) { Ended = ask.Outcome, OverAnswer = ask.OverAnswer });
                    break;
                case AskGrant ask:
                    AddAbout(ask.Command.Id.Grant, QueueNames.Commands, ask.Command);
                    break;
                default:
                    throw new InvalidOperationException($"No queue takes {effect.GetType().Name}.");
            }
        }

        foreach (var entry in decision.Entries)
        {
            Add(QueueNames.Postings, PostedEntry.From(entry, at));
        }

        var summary = GrantSummary.Of(decision.Grant);
        if (!summary.ReadsLike(before is null ? null : GrantSummary.Of(before)))
        {
            Add(QueueNames.Views, summary);
        }

        if (LinesMoved.Of(before, decision.Grant) is { } moved)
        {
            Add<BatchMessage>(QueueNames.Batches, moved);
        }

        return rows;
    }

    private static PayoutRequest Request(InstructPayment ask) =>
        new(ask.Payment, ask.Attempt, ask.Line, ask.Person, ask.Route, ask.Amount, Check: 0) { Batch = ask.Batch, Conversion = ask.Conversion };

    /// <summary>Whom a refusal is told: the batch that a line was to leave in; the grant itself, where a provider says what the books do not follow.</summary>
    public static IReadOnlyList<OutboxRow> From(Grant? before, GrantCommand command, Decision.Refused refused, DateTimeOffset at)
    {
        if (command is RecordPayment answer && NoteContradiction.Of(before, answer, refused.Code) is { } note)
        {
            return [new(GrantRows.Outbox(command.Id, 1), QueueNames.Commands, MessageText.Write<GrantCommand>($"{command.Id}-01", command.Id.Value, command.Id.Grant, at, note))];
        }

        if (command is not ReleasePayouts { Batch: { } batch, Line: { } line })
        {
            return [];
        }

        var told = new LineRefused(batch, PaymentId.For(command.Id.Grant, line), refused.Code, refused.Why);
        return [new(GrantRows.Outbox(command.Id, 1), QueueNames.Batches, MessageText.Write<BatchMessage>($"{command.Id}-01", command.Id.Value, batch.Value, at, told))];
    }
}
