using GrantFlow.Domain.Values;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Waiting;

/// <summary>
/// Looks at grants that wait for an answer of the pipeline's own: screening, a funding line, a provider. Where the answer is there, the grant is off the list. Where it is not, it is asked for once more
/// (<see cref="Patience"/> says how often), because a message may be lost: whoever is asked twice answers the same, under the same id. Where asking does not help, people are told, and it is still asked for now and then,
/// so that what comes back heals by itself. Asking comes before noting it: a process that dies in between asks once more.
/// </summary>
public sealed class WaitingWatch(WaitingStore waiting, GrantStore grants, IQueues queues, TimeProvider time, ILogger<WaitingWatch> log)
{
    private const int AtOnce = 32;

    /// <summary>In one go; what is left comes with the next.</summary>
    private const int Most = 1000;

    /// <summary>While so many messages wait for their turn, an answer is not lost but late: asking again would only make it later.</summary>
    private const int Backlog = 500;

    private static readonly string[] OwnSteps = [QueueNames.Commands, QueueNames.Screening, QueueNames.Funding];

    /// <summary>Looks once at whatever is due. Returns how many answers were asked for again.</summary>
    public async Task<int> Tick(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await waiting.Due(now, Most, cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        foreach (var queue in OwnSteps)
        {
            if (await queues.Count(queue, cancellationToken) is var count and > Backlog)
            {
                log.LogInformation("{Count} messages of {Queue} wait for their turn: nothing is asked again before they are through.", count, queue);
                return 0;
            }
        }

        var asked = 0;
        foreach (var some in due.Chunk(AtOnce))
        {
            asked += (await Task.WhenAll(some.Select(one => LookOrLeave(one.Message, one.Row, now, cancellationToken)))).Count(again => again);
        }

        if (asked > 0)
        {
            log.LogWarning("{Count} answers were late and were asked for again.", asked);
        }

        return asked;
    }

    /// <summary>The first that people should look at, without those that were answered since; all, or those of one grant.</summary>
    public async Task<IReadOnlyList<OverdueAnswer>> Overdue(GrantId? grant, int most, CancellationToken cancellationToken)
    {
        var present = new List<OverdueAnswer>();
        foreach (var answer in await waiting.Raised(grant, most, cancellationToken))
        {
            if (await IsPresent(answer, cancellationToken))
            {
                present.Add(answer);
            }
        }

        return present;
    }

    /// <summary>Of a grant that only a newer host understands it cannot be told here: then people had better look.</summary>
    private async Task<bool> IsPresent(OverdueAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.Find(answer.Grant, cancellationToken) is { Grant: var found } && Awaited.Find(found, answer.Key) is not null;
        }
        catch (LaterReleaseException)
        {
            return true;
        }
    }

    /// <summary>A grant that only a newer host understands is looked at later, and holds up no other.</summary>
    private async Task<bool> LookOrLeave(WaitingMessage message, Row row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await Look(message, row, now, cancellationToken);
        }
        catch (LaterReleaseException)
        {
            await waiting.Later(row, message, now + Patience.FirstLook, cancellationToken);
            return false;
        }
    }

    private async Task<bool> Look(WaitingMessage message, Row row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await grants.Find(message.Grant, cancellationToken) is not { Grant: var grant } || Awaited.Find(grant, message.Key) is not { } awaited)
        {
            await waiting.Remove(row, message, cancellationToken);
            return false;
        }

        var step = Patience.For(awaited.Kind, message.Asked, now - message.Since);
        if (step.Asks)
        {
            await queues.Send(message.Queue, message.Again(grant, awaited.Kind, now), null, cancellationToken);
        }

        if (step.IsOverdue)
        {
            var overdue = new OverdueAnswer(message.Grant, message.Key, awaited.Kind, message.Since, message.Asked, now);
            await waiting.Raise(overdue, cancellationToken);
            log.LogError("Grant {Grant} waits since {Since:u} and was asked for {Asked} time(s): {Reason}", message.Grant, message.Since, message.Asked, overdue.Reason());
        }

        // What only waits for its day was never asked for, but is to leave the list of the overdue as well.
        await waiting.Later(row, message with { Asked = message.Asked + (step.Asks || step.IsOverdue ? 1 : 0) }, now + step.Wait, cancellationToken);
        return step.Asks;
    }
}
