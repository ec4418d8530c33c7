using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Waiting;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Timers;

/// <summary>Every timer. Schedules are NCRONTAB in UTC: second, minute, hour, day, month, day of week.</summary>
public sealed class TimerFunctions(Sweeper sweeper, DeadlineClock deadlines, BankInbox inbox, Sealer sealer, SupplierScreening suppliers, LineBooks books, AmendmentDesk amendments, PoisonWatch poison, WaitingWatch waiting, UnfinishedWatch unfinished, NightlyReconciliation reconciliation)
{
    /// <summary>Every minute: sends what was left in an outbox.</summary>
    [Function("SweepOutbox")]
    public Task Sweep([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => sweeper.Sweep(cancellationToken));

    /// <summary>Every minute: takes what failed too often out of the poison queues, for people to see.</summary>
    [Function("WatchPoison")]
    public Task Watch([TimerTrigger("45 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => poison.Tick(cancellationToken));

    /// <summary>Every five minutes: asks again for answers of the pipeline's own that are late, sets off families and bank files that stand still, and has people look where that does not help.</summary>
    [Function("AskForLateAnswers")]
    public Task Ask([TimerTrigger("50 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(async () =>
    {
        await waiting.Tick(cancellationToken);
        await unfinished.Tick(cancellationToken);
    });

    /// <summary>Every hour: asks the grants that are due for reminders, deputies and ends.</summary>
    [Function("CheckDeadlines")]
    public Task Check([TimerTrigger("0 10 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => deadlines.Tick(cancellationToken));

    /// <summary>Every five minutes: takes in what banks have put into their container.</summary>
    [Function("ReadBankInbox")]
    public Task Inbox([TimerTrigger("15 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => inbox.Tick(cancellationToken));

    /// <summary>Every hour: seals the days of the ledger that are over.</summary>
    [Function("SealDays")]
    public Task Seal([TimerTrigger("0 25 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => sealer.Tick(cancellationToken));

    /// <summary>Every hour: compares the suppliers that no import had the time for.</summary>
    [Function("CompareSuppliers")]
    public Task Compare([TimerTrigger("0 40 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => suppliers.Run(cancellationToken));

    /// <summary>Every hour: posts what the rules say that funding lines hold, and tells the lines of amendments that were agreed and did not come to them.</summary>
    [Function("FollowAgreements")]
    public Task Follow([TimerTrigger("0 50 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(async () =>
    {
        await amendments.Tick(cancellationToken);
        await books.Tick(cancellationToken);
    });

    /// <summary>Every night: has the last weeks of the ledger compared with the journals.</summary>
    [Function("ReconcileByNight")]
    public Task Reconcile([TimerTrigger("0 50 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => Run(() => reconciliation.Tick(cancellationToken));

    /// <summary>What does not answer now was logged once; the next tick finds everything this one did not.</summary>
    private static async Task Run(Func<Task> tick)
    {
        try
        {
            await tick();
        }
        catch (Exception failure) when (DependencyException.In(failure) is not null)
        {
            // A stack a minute tells nobody more.
        }
    }
}
