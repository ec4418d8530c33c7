using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Expiry;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Timers;

/// <summary>Every timer. Schedules are NCRONTAB in UTC: second, minute, hour, day, month, day of week.</summary>
public sealed class TimerFunctions(Sweeper sweeper, ExpiryClock expiry)
{
    /// <summary>Every minute: sends what was left in an outbox.</summary>
    [Function("SweepOutbox")]
    public Task Sweep([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => sweeper.Sweep(cancellationToken);

    /// <summary>Every hour: asks grants past their deadline to expire.</summary>
    [Function("ExpireGrants")]
    public Task Expire([TimerTrigger("0 10 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => expiry.Tick(cancellationToken);
}
