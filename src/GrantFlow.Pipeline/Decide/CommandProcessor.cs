using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Invoices;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Decide;

/// <summary>
/// The only writer of a grant: load, decide, commit, dispatch. A second delivery of a command finds its marker, sends the
/// outbox again and decides nothing.
/// </summary>
public sealed class CommandProcessor(GrantStore grants, Dispatcher dispatcher, DecisionContexts contexts, InvoiceClaims invoices, TimeProvider time, ILogger<CommandProcessor> log)
{
    /// <summary>How often one delivery decides again because another writer was faster; after that the queue tries later.</summary>
    private const int Tries = 8;

    /// <summary>Handles one delivery of a command message.</summary>
    /// <exception cref="UnreadableMessageException">The message is not a command.</exception>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var command = MessageText.Read<GrantCommand>(text).Body;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            switch (await Try(command, cancellationToken))
            {
                case CommitOutcome.Committed:
                    return;
                case CommitOutcome.AlreadyExists when await grants.FindOutcome(command.Id, cancellationToken) is not null:
                    log.LogInformation("Command {Command} was decided before; its messages are sent again.", command.Id);
                    await dispatcher.Resend(command.Id, cancellationToken);
                    return;
                default:
                    // Another writer was faster, or the sweeper took an outbox row away: look again.
                    dispatcher.Forget(command.Id.Grant);
                    break;
            }
        }

        throw new InvalidOperationException($"Grant {command.Id.Grant} changed {Tries} times while {command.GetType().Name} was decided. The queue tries again later.");
    }

    private async Task<CommitOutcome> Try(GrantCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = await grants.Find(command.Id.Grant, cancellationToken);
        switch (await Decide(before?.Grant, command, now, cancellationToken))
        {
            case Decision.Accepted accepted:
                var outbox = OutboxMessages.From(before?.Grant, command, accepted);
                // What a first delivery of this command sent is still to be found by its marker, not to be taken away and written again.
                var sent = dispatcher.SentOf(command.Id.Grant).ExceptBy(outbox.Select(row => row.Key), row => row.Key).ToLookup(row => row.Awaits is { } key && Awaited.Find(accepted.Grant, key) is not null);
                var outcome = await grants.Accept(before, command, accepted, outbox, [.. sent[false].Select(row => row.Key)], cancellationToken);
                if (outcome == CommitOutcome.Committed)
                {
                    dispatcher.Forget(command.Id.Grant);
                    await dispatcher.Send(command.Id.Grant, outbox, [.. sent[true]], cancellationToken);
                    log.LogInformation("{Command} moved grant {Grant} to {State}.", command.GetType().Name, command.Id.Grant, accepted.Grant.State);
                }

                return outcome;
            case Decision.Refused refused:
                log.LogInformation("{Command} on grant {Grant} was refused: {Code}.", command.GetType().Name, command.Id.Grant, refused.Code);
                return await Refuse(before, command, refused, now, cancellationToken);
            default:
                throw new InvalidOperationException("A decision is accepted or refused.");
        }
    }

    private async Task<CommitOutcome> Refuse(LoadedGrant? before, GrantCommand command, Decision.Refused refused, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = OutboxMessages.From(before?.Grant, command, refused, now);
        var outcome = await grants.Refuse(command, refused, before?.Grant.Version ?? 0, now, told, cancellationToken);
        if (outcome == CommitOutcome.Committed && told.Count > 0)
        {
            await dispatcher.SendAside(told, cancellationToken);
        }

        return outcome;
    }

    /// <summary>What would settle an invoice claims it first; where another line has it, that is decided on.</summary>
    private async Task<Decision> Decide(Grant? grant, GrantCommand command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var context = await contexts.For(command, grant, now, cancellationToken);
        var decision = GrantDecider.Decide(grant, command, context);
        return decision is Decision.Accepted && command is SettleInKind settle && await invoices.Claim(grant!, settle, cancellationToken) is { } holder
            ? GrantDecider.Decide(grant, command, context with { InvoiceUse = holder })
            : decision;
    }
}
