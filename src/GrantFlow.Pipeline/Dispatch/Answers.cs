using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Dispatch;

/// <summary>Puts answers of screening, funding, providers and timers on the commands queue, under ids that follow from what they answer.</summary>
public sealed class Answers(IQueues queues, TimeProvider time)
{
    /// <summary>Sends a command of the pipeline's own.</summary>
    public Task Send(GrantCommand command, string causation, CancellationToken cancellationToken) =>
        queues.Send(QueueNames.Commands, MessageText.Write(command.Id.Value, causation, command.Id.Grant, time.GetUtcNow(), command), null, cancellationToken);

    /// <summary>The id of an answer: the same for every delivery of what it answers.</summary>
    public static CommandId IdFor(GrantId grant, params ReadOnlySpan<string> parts) => CommandId.Derive(grant, ["system", .. parts]);
}
