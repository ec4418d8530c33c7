using System.Globalization;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.MobileMoney.Api;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;

namespace GrantFlow.Pipeline.Payouts.MobileMoney;

/// <summary>
/// Pays wallets. The attempt's UETR is the correlation id: the provider takes it on once. What was sent and not answered is asked for by it, and sent again, under the
/// same id, only where the provider says that it knows nothing of it.
/// </summary>
internal sealed class MobileMoneyProvider(MobileMoneyApi api, PaymentBook book, CallbackToken token, MobileMoneySettings settings, MobileMoneyPatience patience, TimeProvider time) : IPayoutProvider
{
    /// <summary>No request is under way that long: one the provider does not know by then never reaches it.</summary>
    internal static readonly TimeSpan LongestWay = TimeSpan.FromHours(1);

    /// <summary>How long a payment is looked at once it is settled, in case the money comes back and nobody says so.</summary>
    internal static readonly TimeSpan Aftercare = TimeSpan.FromDays(14);

    private static readonly TimeSpan AftercareStep = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken)
    {
        var request = instruction.Request;
        var row = await book.Begin(
            PaymentAttempt.Of(request, PaymentOutcome.Instructed, null, time.GetUtcNow()) with { AccountHash = book.HashOf(instruction.Details.Account) },
            cancellationToken);
        if (row.Attempt != request.Attempt || row.Outcome != PaymentOutcome.Instructed)
        {
            return PaymentBook.AnswerOf(row, request.Attempt);
        }

        if (row.Reference is not null)
        {
            return await Ask(row, cancellationToken);
        }

        // A former delivery may have sent it, and lost the answer.
        if (row.SentAt is not null && await api.Response(row.Uetr, cancellationToken) is var known and not WalletReply.NotKnown)
        {
            return await Enter(row, known, cancellationToken);
        }

        // Written before it is sent, so that from here on nobody takes it for one that never left; and not sent where it was stopped meanwhile.
        row = await book.Change(row.Payment, row.Attempt, present => present is { Outcome: PaymentOutcome.Instructed, Reference: null } ? present with { SentAt = time.GetUtcNow() } : null, cancellationToken);
        if (row.Outcome != PaymentOutcome.Instructed)
        {
            return PaymentBook.AnswerOf(row, request.Attempt);
        }

        var reply = await api.Disburse(row.Uetr, new Uri(settings.Callbacks, token.PathFor(row)), ToWallet(instruction), cancellationToken);
        return await Enter(row, reply is WalletReply.Duplicate ? await api.Response(row.Uetr, cancellationToken) : reply, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken)
    {
        var row = await book.Begin(PaymentAttempt.Of(request, PaymentOutcome.Failed, "stopped before it was paid", time.GetUtcNow()), cancellationToken);
        return row.Attempt == request.Attempt && row is { Outcome: PaymentOutcome.Instructed, SentAt: null }
            ? PaymentBook.AnswerOf(await Fail(row, "stopped before it was paid", cancellationToken), request.Attempt)
            : PaymentBook.AnswerOf(row, request.Attempt);
    }

    /// <inheritdoc/>
    public async Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken)
    {
        if (await book.Find(request.Payment, request.Attempt, cancellationToken) is not { } row)
        {
            return await book.Latest(request.Payment, cancellationToken) is { } later && later.Attempt > request.Attempt ? PaymentBook.AnswerOf(later, request.Attempt) : null;
        }

        return row.ResolvedAt is not null ? await LookAgain(row, cancellationToken)
            : row.IsOver ? PaymentBook.AnswerOf(row, request.Attempt)
            : row.Reference is not null ? await Ask(row, cancellationToken)
            : await Trace(row, cancellationToken);
    }

    /// <summary>Asks after one that people have spoken on. Only a clear word against theirs counts; silence is what they spoke into.</summary>
    private async Task<ProviderAnswer> LookAgain(PaymentAttempt row, CancellationToken cancellationToken)
    {
        switch (row.SentAt is null ? new WalletReply.NotKnown() : await api.Response(row.Uetr, cancellationToken))
        {
            case WalletReply.Done { Transaction: var transaction }:
                CheckSame(row, transaction);
                var outcome = !transaction.IsReversed ? PaymentOutcome.Settled : row.Outcome == PaymentOutcome.Settled ? PaymentOutcome.Returned : row.Outcome;
                var spoken = await Change(
                    row,
                    present => present.Outcome == row.Outcome && present.ResolvedAt == row.ResolvedAt
                        ? present with { Outcome = outcome, Reason = outcome == PaymentOutcome.Settled ? null : present.Reason ?? "NARR: sent back by the provider", Reference = transaction.TransactionReference, ResolvedAt = null }
                        : null,
                    cancellationToken);
                return Answer(spoken);
            case WalletReply.Failed { Reason: var reason } when row.Outcome == PaymentOutcome.Settled:
                return new ProviderAnswer(PaymentOutcome.Failed, reason) { AskIn = Again(row) };
            default:
                return PaymentBook.AnswerOf(row, row.Attempt) with { AskIn = Again(row) };
        }
    }

    private TimeSpan? Again(PaymentAttempt row) => time.GetUtcNow() - row.ResolvedAt < Aftercare ? AftercareStep : null;

    /// <summary>Asks after one that the provider has.</summary>
    private async Task<ProviderAnswer> Ask(PaymentAttempt row, CancellationToken cancellationToken)
    {
        if (row.Outcome == PaymentOutcome.Settled)
        {
            return await Enter(row, await api.Transaction(row.Reference!, cancellationToken), cancellationToken);
        }

        var reply = await api.State(row.Reference!, cancellationToken);

        // A state of a request is kept for a while, and may be asked for only so often; what came of it stays.
        return await Enter(row, reply is WalletReply.NotKnown or WalletReply.Away ? await api.Response(row.Uetr, cancellationToken) : reply, cancellationToken);
    }

    /// <summary>Looks for one whose answer was lost, without sending it again.</summary>
    private async Task<ProviderAnswer> Trace(PaymentAttempt row, CancellationToken cancellationToken)
    {
        if (row.SentAt is not { } sent)
        {
            return PaymentBook.AnswerOf(await Fail(row, "NARR: it never left", cancellationToken), row.Attempt);
        }

        var reply = await api.Response(row.Uetr, cancellationToken);
        return reply is WalletReply.NotKnown && time.GetUtcNow() - sent > LongestWay
            ? PaymentBook.AnswerOf(await Fail(row, "NARR: it never reached the provider", cancellationToken), row.Attempt)
            : await Enter(row, reply is WalletReply.NotKnown ? new WalletReply.Pending(null) : reply, cancellationToken);
    }

    /// <summary>Writes into the book what the provider says, and says it.</summary>
    private async Task<ProviderAnswer> Enter(PaymentAttempt row, WalletReply reply, CancellationToken cancellationToken)
    {
        switch (reply)
        {
            case WalletReply.Pending { Server: var server }:
                return Answer(await Change(row, present => present.Outcome == PaymentOutcome.Instructed && present.Reference is null ? present with { Reference = server } : null, cancellationToken));
            case WalletReply.Failed { Reason: var reason }:
                return Answer(await Change(row, present => present.Outcome == PaymentOutcome.Instructed ? present with { Outcome = PaymentOutcome.Failed, Reason = reason } : null, cancellationToken));
            case WalletReply.Done { Transaction: var transaction }:
                CheckSame(row, transaction);
                var (outcome, words) = transaction.IsReversed ? (PaymentOutcome.Returned, "NARR: sent back by the provider") : (PaymentOutcome.Settled, (string?)null);
                return Answer(await Change(
                    row,
                    present => present.IsOver ? null : present with { Outcome = outcome, Reason = words, Reference = transaction.TransactionReference },
                    cancellationToken));
            case WalletReply.Away { Why: var why, For: var rest }:
                throw new ProviderBusyException(why, rest);
            case WalletReply.Unclear { Why: var lost }:
                throw new ProviderBusyException(lost, patience.Unclear) { MayHavePaid = true };
            default:
                // It took the request on and does not know it now: ask again, and pay nothing.
                throw new ProviderBusyException("the provider does not know what it took on", patience.Unclear) { MayHavePaid = true };
        }
    }

    private ProviderAnswer Answer(PaymentAttempt row) => PaymentBook.AnswerOf(row, row.Attempt) with
    {
        AskIn = row.Outcome == PaymentOutcome.Settled && time.GetUtcNow() - row.BegunAt < Aftercare ? AftercareStep : null,
    };

    private Task<PaymentAttempt> Change(PaymentAttempt row, Func<PaymentAttempt, PaymentAttempt?> change, CancellationToken cancellationToken) => book.Change(row.Payment, row.Attempt, change, cancellationToken);

    /// <summary>Gives one up that the provider has not: none of the deliveries sends it from here on.</summary>
    private Task<PaymentAttempt> Fail(PaymentAttempt row, string why, CancellationToken cancellationToken) =>
        Change(row, present => present.Outcome == PaymentOutcome.Instructed && present.Reference is null && present.SentAt == row.SentAt ? present with { Outcome = PaymentOutcome.Failed, Reason = why } : null, cancellationToken);

    /// <summary>Another amount than ours is for a person to look at, not for the ledger.</summary>
    private static void CheckSame(PaymentAttempt row, Transaction transaction)
    {
        var same = transaction.Currency == row.PayAs.Currency.Value && decimal.TryParse(transaction.Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount == decimal.Parse(row.PayAs.ToAmountString(), CultureInfo.InvariantCulture);
        if (!same)
        {
            throw new InvalidOperationException($"The provider shows payment {row.Payment}, attempt {row.Attempt}, with another amount than {row.PayAs}. Ask the provider; nothing was booked.");
        }
    }

    private static Disbursement ToWallet(PaymentInstruction instruction)
    {
        var amount = instruction.Request.PayAs;
        var wallet = "+" + string.Concat(instruction.Details.Account.Where(char.IsAsciiDigit));
        return new(amount.ToAmountString(), amount.Currency.Value, [new("msisdn", wallet)], instruction.Request.Payment.Value, instruction.Text);
    }
}
