using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Statements;

/// <summary>Sends a file on its way.</summary>
public sealed class StatementSteps(IQueues queues, TimeProvider time)
{
    internal Task Send(StatementRequest request, TimeSpan? delay, CancellationToken cancellationToken) =>
        queues.Send(QueueNames.Statements, MessageText.Write(request.Id, request.File.Value, request.File.Value, time.GetUtcNow(), request), delay, cancellationToken);
}
