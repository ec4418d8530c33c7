using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>Keeps a message hidden while it is worked on: renews its invisibility at half of its time, until ended.</summary>
internal sealed class MessageLease : IDisposable
{
    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeSpan _duration;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;
    private string _receipt;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan duration, ILogger logger)
    {
        _queue = queue;
        _message = message;
        _duration = duration;
        _logger = logger;
        _receipt = message.PopReceipt;
        _renewing = Renew();
    }

    /// <summary>Stops renewing and yields the receipt the message is held by.</summary>
    public async Task<string> End()
    {
        await _ended.CancelAsync();
        await _renewing;
        return _receipt;
    }

    public void Dispose() => _ended.Dispose();

    private async Task Renew()
    {
        while (true)
        {
            await Task.Delay(_duration / 2, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
                return;

            try
            {
                // Not cancelled by the end: the new receipt must be known, or the message could not be deleted.
                var renewed = await _queue.UpdateMessageAsync(
                    _message.MessageId, _receipt, visibilityTimeout: _duration, cancellationToken: CancellationToken.None);
                _receipt = renewed.Value.PopReceipt;
            }
            catch (RequestFailedException error) when (error.Status == 404 || error.ErrorCode == QueueErrorCode.PopReceiptMismatch)
            {
                _logger.LogWarning("Message {Message} of {Queue} was lost to another taker while worked on", _message.MessageId, _queue.Name);
                return;
            }
            catch (Exception error) when (error is RequestFailedException or AggregateException or IOException)
            {
                _logger.LogWarning(error, "Message {Message} of {Queue} could not be held; trying again", _message.MessageId, _queue.Name);
            }
        }
    }
}
