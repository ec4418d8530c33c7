using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Versions;
using GrantFlow.Pipeline.Views;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>
/// The whole pipeline on storage in memory and a clock driven by hand. It plays the host: takes messages, hands them to
/// their processor, deletes them, brings failed ones back, and puts the fifth failure into the poison queue.
/// </summary>
/// <param name="seed">Queues and messages are taken in a random order that follows from it.</param>
/// <param name="copies">How often every message is delivered at the least.</param>
/// <param name="atOnce">How many messages are handled at the same time, their storage calls in a random order that follows from the seed.</param>
/// <param name="processes">How many hosts share the work.</param>
internal sealed partial class PipelineRun(int seed = 0, int copies = 1, int atOnce = 1, int processes = 1)
{
    private const int MostDeliveries = 20_000;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly ServiceProvider?[] _processes = new ServiceProvider?[processes];
    private MemoryTables? _tables;
    private MemoryQueues? _queues;
    private MemoryVault? _vault;
    private MemoryBlobs? _blobs;

    public ManualTime Time { get; init; } = new();

    /// <summary>What is put together differently in this run.</summary>
    public Action<IServiceCollection>? With { get; init; }

    public StorageWatch Watch { get; } = new();

    public LogLines Log { get; } = new();

    public MemoryTables Tables => _tables ??= new MemoryTables(probe: Watch);

    public MemoryQueues Queues => _queues ??= new MemoryQueues(Time, seed, probe: Watch);

    /// <summary>How old the sanctions list may be; null where suppliers need not be registered.</summary>
    public int? SupplierListDays { get; init; }

    public MemoryBlobs Blobs => _blobs ??= new MemoryBlobs(Watch);

    /// <summary>Who pays; the sandbox where nobody is named.</summary>
    public Func<IServiceProvider, IPayoutProvider>? Bank { get; init; }

    public MemoryVault Vault => _vault ??= new MemoryVault(Watch);

    /// <summary>What stands between the product and its queues; nothing where none is given.</summary>
    public Func<IQueues, IQueues>? Around { get; init; }

    /// <summary>Looks around once everything has come to rest; true where that set something in motion.</summary>
    public Func<PipelineRun, Task<bool>>? AtRest { get; init; }

    /// <summary>Why messages failed, with their queue; the text alone, as a log would have it.</summary>
    public List<(string Queue, Exception Why)> Failures { get; } = [];

    /// <summary>Storage calls by step; the step before the queues is the gate. The host's own are not in it.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    /// <summary>Every message that was handed to a processor.</summary>
    public List<string> Handled { get; } = [];

    /// <summary>How often a message was handed to a processor.</summary>
    public int Deliveries => Handled.Count;

    /// <summary>Money leaves in batches alone.</summary>
    public bool InBatches { get; init; }

    /// <summary>A part of the pipeline, as one of the processes has it.</summary>
    public T Get<T>()
        where T : notnull => Of<T>(AnyProcess());

    private T Of<T>(int process)
        where T : notnull => (_processes[process] ??= Start(process)).GetRequiredService<T>();

    /// <summary>Whoever looks without being seen looks with the eyes of this release.</summary>
    private int AnyProcess() => processes == 1 ? 0 : _random.Next(processes) & (Older is not null && Watch.Looking ? ~1 : ~0);

    /// <summary>New processes with nothing in their memory.</summary>
    public void Restart()
    {
        Array.Clear(_processes);
        Watch.Revive();
    }

    /// <summary>Knocks at the gate once.</summary>
    public async Task<GateAnswer> Pass(Ask ask, string? bodyHash = null, bool keyed = false)
    {
        var before = Watch.Calls.Count;
        var answer = await Of<CommandGate>(ProcessFor(ask.Command)).Pass(ask.Command, bodyHash ?? HashOf(ask), keyed, ask.Prepare is { } prepare ? _ => prepare(Vault) : null, default);
        Count("gate", before);
        return answer;
    }

    /// <summary>Asks until there is an answer, as a caller with an idempotency key would; it must be yes.</summary>
    public async Task Send(params Ask[] asks)
    {
        foreach (var ask in asks)
        {
            var answer = await Retried(() => Pass(ask));
            Assert.True(answer is GateAnswer.Passed, $"{ask.Command.GetType().Name}: {answer}");
        }
    }

    /// <summary>Asks one thing after the other, each when everything the one before set in motion has come to rest.</summary>
    public async Task Do(params Ask[] asks)
    {
        foreach (var ask in asks)
        {
            await Send(ask);
            await Deliver();
        }
    }

    /// <summary>Knocks at the household's gate once.</summary>
    public Task<GateAnswer> Pass(HouseholdAsk ask, string bodyHash = "request", bool keyed = false) =>
        Get<HouseholdGate>().Pass(ask.Command, bodyHash, keyed, ask.Prepare is { } prepare ? _ => prepare(Vault) : null, default);

    /// <summary>Asks something of a family until there is an answer, which must be yes, and brings everything to rest.</summary>
    public async Task Do(HouseholdAsk ask)
    {
        var answer = await Retried(() => Pass(ask));
        Assert.True(answer is GateAnswer.Passed, $"{ask.Command.GetType().Name}: {answer}");
        await Deliver();
    }

    /// <summary>Lets rows grow older than the sweeper's age and sweeps, until a sweep goes through.</summary>
    public Task<int> Sweep()
    {
        Time.Advance(Sweeper.Age + TimeSpan.FromSeconds(1));
        return Retried(() => Get<Sweeper>().Sweep(default));
    }

    /// <summary>Brings everything to rest, the outboxes as well.</summary>
    public async Task Finish()
    {
        await Deliver();
        await Sweep();
        await Deliver();
        await Sweep();
        Assert.DoesNotContain(Tables.Rows(TableNames.Grants), row => row.Key.StartsWith("out-", StringComparison.Ordinal));
    }

    /// <summary>What an operator does with a poison queue once the cause is gone. Returns how many messages went back.</summary>
    public async Task<int> Redrive()
    {
        var count = 0;
        foreach (var queue in QueueNames.All)
        {
            while (await Look(() => Queues.Receive(QueueNames.Poison(queue), 1, Lease, default)) is [var message])
            {
                await Look(async () =>
                {
                    await Queues.Send(queue, message.Body, null, default);
                    return await Queues.Delete(QueueNames.Poison(queue), message.Id, message.PopReceipt, default);
                });
                count++;
            }
        }

        return count;
    }

    /// <summary>The bodies of all messages of a queue that can be seen.</summary>
    public async Task<IReadOnlyList<string>> Bodies(string queue) =>
        [.. (await Look(() => Queues.Peek(queue, 32, default))).Select(message => message.Body)];

    /// <summary>Hands a message text to its processor, past the queue.</summary>
    public Task Process(string queue, string body)
    {
        var process = AnyProcess();
        return Older is null ? Process(process, queue, body) : Of<OutagePatience>(process).Handle(queue, Seen(process, body), () => Process(process, queue, Seen(process, body)), default);
    }

    private Task Process(int process, string queue, string body) => queue switch
    {
        QueueNames.Commands => Of<CommandProcessor>(process).Process(body, default),
        QueueNames.Households => Of<HouseholdProcessor>(process).Process(body, default),
        QueueNames.Screening => Of<ScreeningProcessor>(process).Process(body, default),
        QueueNames.Funding => Of<FundingProcessor>(process).Process(body, default),
        QueueNames.Payouts => Of<PayoutProcessor>(process).Process(body, default),
        QueueNames.Batches => Of<BatchProcessor>(process).Process(body, default),
        QueueNames.Statements => Of<StatementProcessor>(process).Process(body, default),
        QueueNames.Postings => Of<PostingProcessor>(process).Process(body, default),
        QueueNames.Views => Of<ViewProcessor>(process).Process(body, default),
        QueueNames.Exports => Of<JobProcessor>(process).Process(body, default),
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "No such queue."),
    };

    /// <summary>Looks something up without being seen.</summary>
    public async Task<T> Look<T>(Func<Task<T>> look)
    {
        Watch.Looking = true;
        try
        {
            return await look();
        }
        finally
        {
            Watch.Looking = false;
        }
    }

    private void Count(string step, int before) => Counts[step] = Counts.GetValueOrDefault(step) + Watch.Calls.Count - before;

    private static string HashOf(Ask ask) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ask.Text)));

    private ServiceProvider Start(int process)
    {
        var services = Services();
        if (IsOlder(process))
        {
            Older!.LookThrough(services, Tables, Queues);
        }

        With?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private IServiceCollection Services() => new ServiceCollection()
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton<ITables>(Tables)
        .AddSingleton<IQueues>(Around is { } around ? around(Queues) : copies == 1 ? Queues : new RepeatingQueues(Queues, copies, _random))
        .AddSingleton<IPersonVault>(Vault)
        .AddSingleton<IBlobs>(Blobs)
        .AddSingleton<IIdentityHash>(new MemoryIdentityHash())
        .AddSingleton(World.Catalogue)
        .AddSingleton(Bank ?? (provider => ActivatorUtilities.CreateInstance<SandboxProvider>(provider)))
        .AddSingleton(new PayoutPolicy(InBatches))
        .AddSingleton(Domain.Batches.BatchRules.Strict)
        .AddSingleton(new SupplierPolicy(SupplierListDays))
        .AddPipeline()
        .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log));

    /// <summary>Does something until nothing goes wrong on the way, as a caller with an idempotency key would.</summary>
    public async Task<T> Retried<T>(Func<Task<T>> act)
    {
        while (true)
        {
            try
            {
                return await act();
            }
            catch (MishapException)
            {
                if (Watch.Dead)
                {
                    Restart();
                }

                Time.Advance(TimeSpan.FromSeconds(1));
            }
            catch (LaterReleaseException) when (Older is not null)
            {
                // An older host answered 503.
                Time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }
}
