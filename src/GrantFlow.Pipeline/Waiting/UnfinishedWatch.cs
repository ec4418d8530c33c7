using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Waiting;

/// <summary>
/// Looks at families and bank files that are not known to be done, and sets off again what stands still: a message may be lost. Asked for in vain as often as a grant's own answers are (<see cref="Patience"/>),
/// people are told, until it goes on. Who dies half-way asks once more.
/// </summary>
public sealed class UnfinishedWatch(UnfinishedStore store, IEnumerable<IWorkToFinish> kinds, TimeProvider time, ILogger<UnfinishedWatch> log)
{
    /// <summary>In one go; what is left comes with the next.</summary>
    private const int Most = 100;

    /// <summary>Looks once at whatever is due. Returns how much was set off again.</summary>
    public async Task<int> Tick(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = 0;
        foreach (var (work, row) in await store.DueAt(now, Most, cancellationToken))
        {
            try
            {
                asked += await Look(work, row, now, cancellationToken) ? 1 : 0;
            }
            catch (LaterReleaseException later)
            {
                log.LogInformation("{Kind} {Id} is left to a newer host: {Why}", work.Kind, work.Id, later.Message);
            }
        }

        return asked;
    }

    private async Task<bool> Look(UnfinishedWork work, Row row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await kinds.Single(kind => kind.Kind == work.Kind).GoOn(work.Id, cancellationToken) == WorkStanding.Done)
        {
            await store.Remove(row, cancellationToken);
            return false;
        }

        var step = Patience.For(AwaitedKind.Screening, work.Asked, now - work.Since);
        if (step.IsOverdue)
        {
            log.LogError("{Kind} {Id} stands still since {Since:u} and was set off {Asked} time(s): {Reason}", work.Kind, work.Id, work.Since, work.Asked, work.Reason());
        }

        await store.Later(row, work with { Asked = work.Asked + 1, LastAt = now }, now + step.Wait, step.IsOverdue, cancellationToken);
        return true;
    }
}
