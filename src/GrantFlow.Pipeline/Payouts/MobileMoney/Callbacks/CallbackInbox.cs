using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;

/// <summary>Takes callbacks for what they are: a hint to ask the provider now. Nothing they say is believed, so that forged, doubled, early and lost ones do no harm.</summary>
public sealed class CallbackInbox(PaymentBook book, GrantStore grants, IQueues queues, TimeProvider time)
{
    /// <summary>Has the provider asked how an attempt stands, where that is still open.</summary>
    public async Task Hear(PaymentId payment, int attempt, CancellationToken cancellationToken)
    {
        if (await book.Find(payment, attempt, cancellationToken) is not { SentAt: not null, Kind: RouteKind.MobileMoney, Person: { } person } row
            || (row.IsOver && row.ResolvedAt is null)
            || await grants.Find(payment.Grant, cancellationToken) is not { Grant: var grant }
            || grant.Line(payment.Line) is not CashLine line || line.Attempt < attempt || (line.Attempt > attempt && row.ResolvedAt is null))
        {
            return;
        }

        var now = time.GetUtcNow();
        var request = new PayoutRequest(payment, attempt, payment.Line, person, line.Route with { Kind = row.Kind }, row.Amount, Check: 1)
        {
            Batch = row.Batch,
            Conversion = line.Conversion,
            OutOfTurn = true,
            Found = row.ResolvedAt is null ? null : row.Outcome,
        };
        var id = string.Create(CultureInfo.InvariantCulture, $"{payment}-{attempt}-callback");
        await queues.Send(QueueNames.Payouts, MessageText.Write(id, id, payment.Grant, now, request), null, cancellationToken);
    }
}
