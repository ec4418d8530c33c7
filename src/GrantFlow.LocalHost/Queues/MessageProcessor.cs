using System.Reflection;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>What became of a message that was taken from its queue.</summary>
internal enum MessageFate
{
    /// <summary>The function is through with it.</summary>
    Done,

    /// <summary>It will be tried again.</summary>
    Returned,

    /// <summary>It went to the poison queue.</summary>
    Poisoned,
}

/// <summary>
/// Runs a queue function on one message: deletes the message on success; on failure returns it after <c>visibilityTimeout</c>, or
/// copies it to <c>&lt;queue&gt;-poison</c> at the last try. Message bodies are never logged, they may be about people.
/// </summary>
internal sealed class MessageProcessor
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly TimeSpan NoExpiry = TimeSpan.FromSeconds(-1);

    private readonly QueueFunction _function;
    private readonly QueueClient _queue;
    private readonly QueueClient _poison;
    private readonly QueueSettings _settings;
    private readonly TimeSpan _lease;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger _logger;
    private readonly Func<byte[], CancellationToken, object?>[] _arguments;

    public MessageProcessor(
        QueueFunction function, QueueClient queue, QueueClient poison, FunctionsHostOptions options, IServiceScopeFactory scopes, ILogger logger)
    {
        _function = function;
        _queue = queue;
        _poison = poison;
        _settings = options.HostJson.Queues;
        _lease = options.Lease;
        _scopes = scopes;
        _logger = logger;
        _arguments = [.. function.Method.GetParameters().Select(Argument)];
    }

    public async Task<MessageFate> Process(QueueMessage message, CancellationToken givingUp)
    {
        if (message.DequeueCount > _settings.MaxDequeueCount)
            return await Poison(message, message.PopReceipt, "it was taken more often than maxDequeueCount and never finished");

        if (Decode(message) is not { } body)
            return await Poison(message, message.PopReceipt, "its text is not base64 of UTF-8");

        using var lease = new MessageLease(_queue, message, _lease, _logger);
        var failure = await Run(body, givingUp);
        var receipt = await lease.End();
        if (failure is null)
            return await Settle(message, MessageFate.Done, () => _queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None));

        if (message.DequeueCount >= _settings.MaxDequeueCount)
        {
            _logger.LogError(failure, "Function {Function} failed on message {Message} for the last time", _function.Name, message.MessageId);
            return await Poison(message, receipt, "every try failed");
        }

        // Many a failure is over at the next try: the whole story is told when none is left.
        _logger.LogWarning(
            "Function {Function} failed on message {Message}, try {Try} of {Tries}: {Failure}",
            _function.Name, message.MessageId, message.DequeueCount, _settings.MaxDequeueCount, failure.Message);

        return await Settle(message, MessageFate.Returned, () => _queue.UpdateMessageAsync(
            message.MessageId, receipt, visibilityTimeout: _settings.VisibilityTimeout, cancellationToken: CancellationToken.None));
    }

    private async Task<Exception?> Run(byte[] body, CancellationToken givingUp)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            object?[] arguments = [.. _arguments.Select(argument => argument(body, givingUp))];
            await FunctionInvoker.Invoke(_function.Method, arguments, scope.ServiceProvider);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private async Task<MessageFate> Poison(QueueMessage message, string receipt, string reason)
    {
        _logger.LogError("Message {Message} goes from {Queue} to {Poison}: {Reason}", message.MessageId, _queue.Name, _poison.Name, reason);
        return await Settle(message, MessageFate.Poisoned, async () =>
        {
            await _poison.SendMessageAsync(message.Body, timeToLive: NoExpiry, cancellationToken: CancellationToken.None);
            await _queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        });
    }

    // When storage refuses, the message comes back after its lease: delivered twice, never lost.
    private async Task<MessageFate> Settle(QueueMessage message, MessageFate fate, Func<Task> act)
    {
        try
        {
            await act();
            return fate;
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or IOException)
        {
            _logger.LogWarning(
                error, "Message {Message} of {Queue} was handled ({Fate}) but storage did not take note; it will come again",
                message.MessageId, _queue.Name, fate);
            return MessageFate.Returned;
        }
    }

    private byte[]? Decode(QueueMessage message)
    {
        var raw = message.Body.ToArray();
        if (_settings.MessageEncoding == MessageEncoding.None)
            return raw;

        try
        {
            var decoded = Convert.FromBase64String(Encoding.UTF8.GetString(raw));
            _ = Utf8.GetCharCount(decoded);
            return decoded;
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    private Func<byte[], CancellationToken, object?> Argument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return (_, cancellationToken) => cancellationToken;

        if (parameter != _function.Trigger)
        {
            throw new LocalHostException(
                $"Function {_function.Name} has a parameter {parameter.Name} of type {type.Name} this host cannot fill: it knows the message and CancellationToken.");
        }

        if (type == typeof(string))
            return (body, _) => Encoding.UTF8.GetString(body);

        if (type == typeof(byte[]))
            return (body, _) => body;

        if (type == typeof(BinaryData))
            return (body, _) => BinaryData.FromBytes(body);

        return (body, _) => JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web);
    }
}
