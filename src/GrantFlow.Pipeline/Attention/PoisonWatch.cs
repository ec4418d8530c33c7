using System.Text.Json;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Attention;

/// <summary>
/// Takes messages out of the poison queues and keeps them where people can list, send again or discard them. A message is removed from its queue only after its row is written; a process that dies in between
/// leaves it there, and the next one counts it once more.
/// </summary>
public sealed class PoisonWatch(IQueues queues, FailureStore failures, FailureNotes notes, TimeProvider time, ILogger<PoisonWatch> log)
{
    private const int AtOnce = 32;

    /// <summary>Of one queue in one go; what is left comes with the next.</summary>
    private const int Most = 10 * AtOnce;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Takes what is in all poison queues. Returns how many messages.</summary>
    public async Task<int> Tick(CancellationToken cancellationToken)
    {
        var taken = 0;
        foreach (var queue in QueueNames.All)
        {
            taken += await Take(queue, cancellationToken);
        }

        await notes.Clear(cancellationToken);
        return taken;
    }

    /// <summary>Takes what is in the poison queue of one queue.</summary>
    public async Task<int> Take(string queue, CancellationToken cancellationToken)
    {
        var (poison, taken) = (QueueNames.Poison(queue), 0);
        while (taken < Most && await queues.Receive(poison, AtOnce, Lease, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await Keep(queue, message.Body, cancellationToken);
                await queues.Delete(poison, message.Id, message.PopReceipt, cancellationToken);
                taken++;
            }
        }

        return taken;
    }

    private async Task Keep(string queue, string text, CancellationToken cancellationToken)
    {
        var (id, now) = (FailureStore.IdOf(queue, text), time.GetUtcNow());
        var (schema, message, correlation) = HeadOf(text);
        var why = await notes.Find(id, cancellationToken) ?? (schema is null
            ? "Nobody here can read it: it is no message of GrantFlow, or not one of this queue."
            : "It was tried as often as it may be, and nobody noted why it failed: the process ended each time. The log tells more.");
        var kept = await failures.Change(
            queue,
            id,
            before => before is null
                ? new FailedMessage(queue, id, text, why, now, now, 1, FailedStanding.Open) { Schema = schema, MessageId = message, Correlation = correlation }
                : before with { Reason = why, LastAt = now, Times = before.Times + 1, Standing = FailedStanding.Open },
            cancellationToken);
        log.LogError("A message of {Queue} about {Correlation} failed {Times} time(s) and waits for a person: {Reason}", queue, correlation, kept!.Times, why);
    }

    /// <summary>What a message says of itself, when that is something we know.</summary>
    private static (string? Schema, string? Message, string? Correlation) HeadOf(string text)
    {
        try
        {
            using var message = JsonDocument.Parse(text);
            var schema = Text(message.RootElement, "schema");
            return schema is not null && MessageText.Schemas.Values.Contains(schema) ? (schema, Text(message.RootElement, "id"), Text(message.RootElement, "correlation")) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= 200 } text ? text : null;
}
