using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Payouts;

/// <summary>Instructs the provider and brings its answers back. A payment that is under way is asked after until it ends.</summary>
public sealed class PayoutProcessor(IPayoutProvider provider, GrantStore grants, IPersonVault vault, PeoplesWord word, Answers answers, IQueues queues, TimeProvider time, ILogger<PayoutProcessor> log)
{
    private static readonly TimeSpan FirstCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstLook = TimeSpan.FromHours(1);

    /// <summary>Handles one delivery of a payout request.</summary>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var message = MessageText.Read<PayoutRequest>(text);
        var request = message.Body;
        if (request.Ended is { } ended)
        {
            await word.Write(request, message.Id, ended, cancellationToken);
            await LookAgain(message, ended, cancellationToken);
            return;
        }

        ProviderAnswer answer;
        try
        {
            answer = request.Check == 0
                ? await Pay(request, cancellationToken)
                : await provider.Find(request, cancellationToken) ?? throw new InvalidOperationException($"The provider does not know payment {request.Payment} any more.");
        }
        catch (ProviderBusyException busy)
        {
            await Again(message, text, busy, cancellationToken);
            return;
        }

        if (answer is { AskIn: { } never, Outcome: PaymentOutcome.Settled or PaymentOutcome.Returned } && never == Timeout.InfiniteTimeSpan)
        {
            // Who brings the end brings what was booked with it. Told from here first, under the same id, that would be lost.
            answer = answer with { Outcome = PaymentOutcome.Instructed, Reason = null };
        }

        if (IsNews(answer.Outcome, request))
        {
            await answers.Send(Answer(request, answer), message.Id, cancellationToken);
        }

        if (!request.OutOfTurn && Next(answer, request) is { } wait)
        {
            var next = request with { Check = request.Check + 1, Doubted = answer.Outcome == PaymentOutcome.Unknown };
            var body = MessageText.Write($"{request.Payment}-{request.Attempt}-check-{next.Check}", message.Id, request.Payment.Grant, time.GetUtcNow(), next);
            await queues.Send(QueueNames.Payouts, body, wait, cancellationToken);
        }
    }

    /// <summary>Whatever people found out, the provider is asked for a while, in case it says otherwise.</summary>
    private async Task LookAgain(Message<PayoutRequest> message, PaymentOutcome found, CancellationToken cancellationToken)
    {
        var request = message.Body;
        if (!request.OverAnswer)
        {
            var next = request with { Check = 1, Ended = null, Found = found };
            var body = MessageText.Write($"{request.Payment}-{request.Attempt}-found", message.Id, request.Payment.Grant, time.GetUtcNow(), next);
            await queues.Send(QueueNames.Payouts, body, FirstLook, cancellationToken);
        }
    }

    /// <summary>Nothing is lost while a provider is away: the message waits in its queue, and never counts as failed.</summary>
    private async Task Again(Message<PayoutRequest> message, string text, ProviderBusyException busy, CancellationToken cancellationToken)
    {
        var request = message.Body;
        log.LogWarning("Payment {Payment}, attempt {Attempt}, waits {Wait}: {Why}", request.Payment, request.Attempt, busy.RetryAfter, busy.Message);
        if (request is { Check: 0, OutOfTurn: false } && busy.MayHavePaid)
        {
            await answers.Send(Answer(request, new ProviderAnswer(PaymentOutcome.Unknown, busy.Message)), message.Id, cancellationToken);
        }

        if (!request.OutOfTurn)
        {
            await queues.Send(QueueNames.Payouts, text, busy.RetryAfter, cancellationToken);
        }
    }

    private static RecordPayment Answer(PayoutRequest request, ProviderAnswer answer) => new(
        Answers.IdFor(request.Payment.Grant, "payment", request.Payment.Value, $"{request.Attempt}", $"{answer.Outcome}"), Actor.System, request.Line, request.Attempt, answer.Outcome, answer.Reason);

    private async Task<ProviderAnswer> Pay(PayoutRequest request, CancellationToken cancellationToken)
    {
        if (request.Stops || !await IsStillWanted(request, cancellationToken))
        {
            // Whatever is with the provider goes to its end; what is not never gets there, also not from a delivery that is slower than this one.
            return await provider.Stop(request, cancellationToken);
        }

        if (await vault.FindRoute(request.Person, request.Route.Key, cancellationToken) is { } details)
        {
            return await provider.Pay(new PaymentInstruction(request, details, NeutralText.OfPayment(request.Payment)), cancellationToken);
        }

        // The account may have been erased after an earlier delivery of this request had paid.
        return await provider.Find(request, cancellationToken)
            ?? new ProviderAnswer(PaymentOutcome.Failed, "AC01: the account is not in the vault any more");
    }

    /// <summary>The first answer, the end, and whatever begins or ends a doubt.</summary>
    private static bool IsNews(PaymentOutcome outcome, PayoutRequest request) => request.Check == 0 || outcome switch
    {
        _ when request.Found is { } found => outcome != found && outcome is PaymentOutcome.Settled or PaymentOutcome.Failed or PaymentOutcome.Returned,
        PaymentOutcome.Instructed => request.Doubted,
        PaymentOutcome.Unknown => !request.Doubted,
        _ => true,
    };

    /// <summary>The person did not withdraw since, and no answer to this attempt came in but that nobody knows.</summary>
    private async Task<bool> IsStillWanted(PayoutRequest request, CancellationToken cancellationToken) =>
        await grants.Find(request.Payment.Grant, cancellationToken) is { Grant: { Withdrawing: false } grant }
        && grant.Line(request.Line) is CashLine { State: CashState.Released or CashState.Unknown } line
        && line.Attempt == request.Attempt;

    /// <summary>When to ask next; null for not at all.</summary>
    private static TimeSpan? Next(ProviderAnswer answer, PayoutRequest request) => answer switch
    {
        { AskIn: var wait } when wait == Timeout.InfiniteTimeSpan => null,
        _ when request.Found is not null => answer.AskIn,
        { Outcome: PaymentOutcome.Instructed or PaymentOutcome.Unknown } => answer.AskIn ?? Delay(request.Check + 1),
        { Outcome: PaymentOutcome.Settled } => answer.AskIn,
        _ => null,
    };

    private static TimeSpan Delay(int check)
    {
        var delay = FirstCheck * Math.Pow(2, Math.Min(check - 1, 12));
        return delay < LongestCheck ? delay : LongestCheck;
    }
}
