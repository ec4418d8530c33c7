using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>
/// Takes the messages of one queue as the Functions host does: a batch at a time while few enough are being worked on, so that
/// never more than <c>batchSize + newBatchThreshold</c> run at once; and ever less often while the queue is empty.
/// </summary>
internal sealed class QueueListener(
    QueueClient queue, QueueSettings settings, TimeSpan lease, WakeSignal wake, MessageProcessor processor, ILogger logger)
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly WakeSignal _finished = new();
    private readonly PollingDelay _delay = new(settings.MaxPollingInterval, new Random());
    private bool _outOfReach;

    /// <summary>
    /// Runs until <paramref name="stopping"/>, then until the messages taken are done. <paramref name="givingUp"/> cancels those.
    /// </summary>
    public async Task Run(CancellationToken stopping, CancellationToken givingUp)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                while (_running.Count > settings.NewBatchThreshold)
                    await _finished.Wait(Timeout.InfiniteTimeSpan, stopping);

                var taken = await TakeBatch(givingUp);
                if (taken > 0)
                    _delay.Reset();
                if (taken < settings.BatchSize)
                    await wake.Wait(_delay.Next(), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The usual end.
        }

        await Task.WhenAll(_running.Keys);
    }

    // Never cut short by a stop: the batch may have been taken already, and would rest for a whole lease.
    private async Task<int> TakeBatch(CancellationToken givingUp)
    {
        QueueMessage[] messages;
        try
        {
            messages = await queue.ReceiveMessagesAsync(settings.BatchSize, lease, givingUp);
            _outOfReach = false;
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or IOException)
        {
            // Said once, not at every poll.
            if (!_outOfReach)
                logger.LogWarning(error, "Queue {Queue} cannot be read; trying again", queue.Name);
            _outOfReach = true;
            return 0;
        }

        if (messages.Length == 0)
            HostRequestCounter.CountEmptyReceive();
        foreach (var message in messages)
            Start(message, givingUp);
        return messages.Length;
    }

    private void Start(QueueMessage message, CancellationToken givingUp)
    {
        var work = Task.Run(() => processor.Process(message, givingUp), CancellationToken.None);
        _running.TryAdd(work, true);
        _ = work.ContinueWith(Finished, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Finished(Task work)
    {
        _running.TryRemove(work, out _);
        _finished.Wake();
        // Without a rest the message is there again.
        if (settings.VisibilityTimeout == TimeSpan.Zero && work is Task<MessageFate> { IsCompletedSuccessfully: true, Result: MessageFate.Returned })
            wake.Wake();
    }
}
