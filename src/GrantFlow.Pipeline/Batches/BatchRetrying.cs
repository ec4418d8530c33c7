using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>
/// Puts failed lines whose account is not to blame back to due, on the same route, before a follow-up batch gathers them. A line nobody knows the end of is not failed, and stays.
/// </summary>
public sealed class BatchRetrying(BatchStore batches, GrantStore grants, IQueues queues, TimeProvider time)
{
    /// <summary>How long a follow-up waits for its grants' decisions; what is not decided by then is left for another one.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>One step. False when something changed meanwhile and it has to be looked at again.</summary>
    internal async Task<bool> Step(LoadedBatch read, CancellationToken cancellationToken)
    {
        var batch = read.Batch;
        var lines = await Page(batch, cancellationToken);
        var asked = await Task.WhenAll(lines.Select(line => CanRetry(line, cancellationToken)));
        await Task.WhenAll(lines.Where((_, at) => asked[at]).Select(line => Send(batch, line, cancellationToken)));
        var becomes = lines.Count == 0 ? batch with { Work = BatchWork.Gathering, Cursor = null } : batch with { Cursor = lines[^1].Payment.Value };
        return await batches.Commit(batch.Id, [], (read, becomes), [], cancellationToken);
    }

    /// <summary>Whether grants of the lines that are gathered next have not decided yet.</summary>
    internal async Task<bool> IsUndecided(PaymentBatch batch, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - batch.DraftedAt > LongestWait)
        {
            return false;
        }

        var undecided = await Task.WhenAll((await Page(batch, cancellationToken)).Select(async line =>
            await CanRetry(line, cancellationToken) && await grants.FindOutcome(IdOf(batch, line), cancellationToken) is null));
        return undecided.Contains(true);
    }

    private async Task<IReadOnlyList<BatchLine>> Page(PaymentBatch batch, CancellationToken cancellationToken) =>
        [.. (await batches.LinesAfter(batch.Follows!.Value, batch.Cursor, BatchRows.Step, BatchLineState.Failed, cancellationToken)).Select(row => row.Line)];

    /// <summary>Its attempt in that batch was the last one, and failed for a reason that does not lie in the account.</summary>
    private async Task<bool> CanRetry(BatchLine line, CancellationToken cancellationToken) =>
        !FailureReason.LiesInTheAccount(line.Why)
        && (await grants.Find(line.Payment.Grant, cancellationToken))?.Grant.Line(line.Payment.Line) is CashLine { State: CashState.Failed } cash
        && cash.Attempt == line.Attempt;

    private Task Send(PaymentBatch batch, BatchLine line, CancellationToken cancellationToken)
    {
        GrantCommand command = new RetryPayout(IdOf(batch, line), new Actor(batch.Drafter, Role.Finance), line.Payment.Line);
        return queues.Send(QueueNames.Commands, MessageText.Write(command.Id.Value, batch.Id.Value, command.Id.Grant, time.GetUtcNow(), command), null, cancellationToken);
    }

    private static CommandId IdOf(PaymentBatch batch, BatchLine line) =>
        CommandId.Derive(line.Payment.Grant, "retry", batch.Id.Value, line.Payment.Line.ToString(), line.Attempt.ToString(CultureInfo.InvariantCulture));
}
