using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>A timer of the product as the simulation plays it.</summary>
/// <param name="Name">Its function.</param>
/// <param name="Schedule">NCRONTAB, as the function has it.</param>
/// <param name="Tick">What it does.</param>
internal sealed record SimTimer(string Name, string Schedule, Func<Parts, Task> Tick)
{
    private readonly Field[] _fields = [.. Schedule.Split(' ').Select(Field.Read)];

    /// <summary>Every timer there is. A test compares it with the functions.</summary>
    public static IReadOnlyList<SimTimer> All { get; } =
    [
        new("SweepOutbox", "30 * * * * *", parts => parts.Get<Sweeper>().Sweep(default)),
        new("WatchPoison", "45 * * * * *", parts => parts.Get<PoisonWatch>().Tick(default)),
        new("AskForLateAnswers", "50 */5 * * * *", async parts =>
        {
            await parts.Get<WaitingWatch>().Tick(default);
            await parts.Get<UnfinishedWatch>().Tick(default);
        }),
        new("CheckDeadlines", "0 10 * * * *", parts => parts.Get<DeadlineClock>().Tick(default)),
        new("ReadBankInbox", "15 */5 * * * *", parts => parts.Get<BankInbox>().Tick(default)),
        new("SealDays", "0 25 * * * *", parts => parts.Get<Sealer>().Tick(default)),
        new("CompareSuppliers", "0 40 * * * *", parts => parts.Get<SupplierScreening>().Run(default)),
        new("FollowAgreements", "0 50 * * * *", async parts =>
        {
            await parts.Get<AmendmentDesk>().Tick(default);
            await parts.Get<LineBooks>().Tick(default);
        }),
        new("ReconcileByNight", "0 50 3 * * *", parts => parts.Get<NightlyReconciliation>().Tick(default)),
    ];

    /// <summary>Within an hour several times.</summary>
    public bool IsFrequent => _fields[1].Step > 0;

    /// <summary>It takes what failed too often out of the poison queues.</summary>
    public bool LooksForPoison => Name == "WatchPoison";

    /// <summary>The first moment after another at which it ticks.</summary>
    public DateTimeOffset After(DateTimeOffset moment)
    {
        var next = new DateTimeOffset(moment.Year, moment.Month, moment.Day, moment.Hour, moment.Minute, 0, TimeSpan.Zero).AddSeconds(_fields[0].At);
        while (next <= moment || !_fields[1].Holds(next.Minute) || !_fields[2].Holds(next.Hour))
        {
            next = next.AddMinutes(1);
        }

        return next;
    }

    /// <summary>One field: a number, every one, or every so many.</summary>
    private readonly record struct Field(int At, int Step)
    {
        public static Field Read(string text) => text == "*" ? new(0, 1) : text.StartsWith("*/", StringComparison.Ordinal) ? new(0, int.Parse(text.AsSpan(2))) : new(int.Parse(text), 0);

        public bool Holds(int value) => Step == 0 ? value == At : value % Step == 0;
    }
}
