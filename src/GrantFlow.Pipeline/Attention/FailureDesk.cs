using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Attention;

/// <summary>What people do with failed messages. Sending comes before noting it: a process that dies in between leaves the message open, and whoever sends it again sends what every consumer takes once.</summary>
public sealed class FailureDesk(FailureStore failures, PoisonWatch watch, IQueues queues, TimeProvider time)
{
    /// <summary>Sends a message to its queue again, where it waits for a person.</summary>
    /// <returns>The message as it stands then, null where there is none; and whether it was sent.</returns>
    public async Task<(FailedMessage? Message, bool Sent)> Redrive(string queue, string id, Actor by, string reason, CancellationToken cancellationToken)
    {
        await watch.Take(queue, cancellationToken);
        var found = await failures.Find(queue, id, cancellationToken);
        if (found is not { Standing: FailedStanding.Open } open)
        {
            return (found, false);
        }

        await queues.Send(queue, open.Text, null, cancellationToken);
        // It was sent, whoever else decided meanwhile; where it has failed again already, it stays open.
        var sent = await failures.Change(
            queue,
            id,
            present => Decided(present!, by, FailedStanding.Redriven, reason) is var decided && present!.Times == open.Times ? decided : decided with { Standing = present!.Standing },
            cancellationToken);
        return (sent, true);
    }

    /// <summary>Keeps a message for good without sending it, where it waits for a person.</summary>
    /// <returns>The message as it stands then, null where there is none; and whether this discarded it.</returns>
    public async Task<(FailedMessage? Message, bool Discarded)> Discard(string queue, string id, Actor by, string reason, CancellationToken cancellationToken)
    {
        await watch.Take(queue, cancellationToken);
        var discarded = false;
        var message = await failures.Change(
            queue,
            id,
            present => (discarded = present is { Standing: FailedStanding.Open }) ? Decided(present!, by, FailedStanding.Discarded, reason) : null,
            cancellationToken);
        return (message, discarded);
    }

    private FailedMessage Decided(FailedMessage present, Actor by, FailedStanding standing, string reason) =>
        present with { Standing = standing, Decisions = present.Decisions.Add(new FailureDecision(by, time.GetUtcNow(), standing, reason)) };
}
