using System.Text.Json;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Outages;

/// <summary>
/// Lets a message wait while something it needs does not answer, instead of counting it as failed: an outage of minutes must not put all that is under way into the poison queues. The same message is sent to the end of
/// its queue, with a delay that grows with the outage, and this delivery is done. A process that dies in between leaves the message twice, and every consumer takes it once. Where queue storage itself does not take the
/// message, the delivery fails as it did: the message is still in its queue, and nobody receives it, or counts it, before that storage answers again. A message that is a day old and still fails is a person's.
/// What only a later release understands (<see cref="LaterReleaseException"/>) waits in the same way for a newer host to take it, the older the longer: during a rolling upgrade there is one.
/// </summary>
public sealed class OutagePatience(IQueues queues, Spells spells, TimeProvider time, ILogger<OutagePatience> log)
{
    /// <summary>The shortest and the longest time that a message waits.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(5);

    /// <summary>How old a message may be that waits once more.</summary>
    public static readonly TimeSpan OldEnough = TimeSpan.FromDays(1);

    /// <summary>Handles a delivery; where what it needs does not answer, the message waits, and all is well as far as the host knows.</summary>
    public async Task Handle(string queue, string text, Func<Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            await handle();
        }
        catch (Exception failure) when (DependencyException.In(failure) is { } away && !cancellationToken.IsCancellationRequested && IsYoung(text))
        {
            if (away is LaterReleaseException)
            {
                // Seen here and nowhere else; it is said once.
                spells.Failed(Dependency.NewerHost, away);
            }

            if (!await Wait(queue, text, away, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>As long as the outage lasts already, within bounds: soon at first, seldom later.</summary>
    internal static TimeSpan Delay(Spell? spell, DateTimeOffset now) => Bounded(spell is null ? TimeSpan.Zero : now - spell.Since);

    private static TimeSpan Bounded(TimeSpan delay) => delay < Shortest ? Shortest : delay > Longest ? Longest : delay;

    private async Task<bool> Wait(string queue, string text, DependencyException away, CancellationToken cancellationToken)
    {
        // A newer host may take it the next time; that another message has waited long says nothing about this one.
        var delay = away is LaterReleaseException ? Bounded(Age(text) ?? TimeSpan.Zero) : Delay(spells.Of(away.Dependency), time.GetUtcNow());
        try
        {
            await queues.Send(queue, text, delay, cancellationToken);
            log.LogInformation("A message of {Queue} waits {Delay:c}: {Why}", queue, delay, away.Message);
            return true;
        }
        catch (DependencyException)
        {
            return false;
        }
    }

    /// <summary>What claims to be made long after today would else wait for good.</summary>
    private bool IsYoung(string text) => Age(text) is { } age && age.Duration() < OldEnough;

    /// <summary>Null where it does not say when it was made.</summary>
    private TimeSpan? Age(string text)
    {
        try
        {
            using var message = JsonDocument.Parse(text);
            return message.RootElement.ValueKind == JsonValueKind.Object
                && message.RootElement.TryGetProperty("time", out var made) && made.ValueKind == JsonValueKind.String && made.TryGetDateTimeOffset(out var at)
                ? time.GetUtcNow() - at
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
