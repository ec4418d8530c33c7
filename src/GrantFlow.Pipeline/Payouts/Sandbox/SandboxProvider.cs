using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.Sandbox;

/// <summary>
/// A payout provider that moves no money, for trying GrantFlow out. It keeps a book of its own and is idempotent like a
/// real one; how a payment ends is scripted by the last four characters of the account (<see cref="Script"/>).
/// </summary>
public sealed class SandboxProvider(ITables tables) : IPayoutProvider
{
    private const string Book = "payment";

    private const string Stopped = "stopped before it was paid";

    /// <summary>A later attempt only follows one that failed or came back.</summary>
    private static readonly ProviderAnswer Overtaken = new(PaymentOutcome.Failed, "a later attempt took its place");

    /// <inheritdoc/>
    public async Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken)
    {
        var script = Script.For(instruction.Details.Account);
        if (script.IsDown)
        {
            throw new InvalidOperationException("The sandbox provider is down for this account, as scripted. Try again later.");
        }

        return await Begin(
            instruction.Request.Payment,
            new SandboxPayment(instruction.Request.Attempt, instruction.Request.Amount, script.First, script.Last, script.Reason, instruction.Text),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken) =>
        Begin(request.Payment, new SandboxPayment(request.Attempt, request.Amount, PaymentOutcome.Failed, PaymentOutcome.Failed, Stopped), cancellationToken);

    /// <inheritdoc/>
    public async Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken)
    {
        if (await tables.Find(TableNames.Sandbox, request.Payment.Value, Book, cancellationToken) is not { } row)
        {
            return null;
        }

        var known = SandboxPayment.From(row);
        if (known.Attempt > request.Attempt)
        {
            return Overtaken;
        }

        if (known.Attempt < request.Attempt && known.IsOver)
        {
            return null;
        }

        if (known.Outcome == PaymentOutcome.Instructed)
        {
            // Asking is what makes a slow sandbox payment end; a race ends it the same way.
            known = known with { Outcome = known.Last };
            await tables.Commit(TableNames.Sandbox, [RowChange.Replace(row, known.Values())], cancellationToken);
        }

        return new ProviderAnswer(known.Outcome, known.Reason);
    }

    /// <summary>Writes an attempt into the book, unless it or another that was not given up stands there.</summary>
    private async Task<ProviderAnswer> Begin(PaymentId payment, SandboxPayment begun, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.Find(TableNames.Sandbox, payment.Value, Book, cancellationToken);
            var known = row is null ? null : SandboxPayment.From(row);
            if (known?.Attempt > begun.Attempt)
            {
                return Overtaken;
            }

            if (known is not null && (known.Attempt == begun.Attempt || !known.IsOver))
            {
                return new ProviderAnswer(known.Outcome, known.Reason);
            }

            var change = row is null ? RowChange.Add(payment.Value, Book, begun.Values()) : RowChange.Replace(row, begun.Values());
            if (await tables.Commit(TableNames.Sandbox, [change], cancellationToken) == CommitOutcome.Committed)
            {
                return new ProviderAnswer(begun.Outcome, begun.Reason);
            }
        }
    }
}
