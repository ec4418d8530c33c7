using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Seals;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>A ledger of five days in January 2026, of which the first two are sealed, and a pipeline that exports two days a slice.</summary>
internal sealed class ExportRun(int copies = 1, int atOnce = 1, int processes = 1, int seed = 0)
{
    public static readonly DateOnly First = SealRun.Day, Last = First.AddDays(4);

    public PipelineRun Run { get; } = new(seed, copies, atOnce, processes)
    {
        With = services => services.AddSingleton(new JobPace(TimeSpan.FromSeconds(45), Days: 2, Rows: 1_000)),
    };

    public static async Task<ExportRun> WithEntries(int copies = 1, int atOnce = 1, int processes = 1, int seed = 0)
    {
        var run = new ExportRun(copies, atOnce, processes, seed);
        await run.Quietly(async () =>
        {
            foreach (var number in Enumerable.Range(1, 25))
            {
                await run.Run.Get<LedgerStore>().Store(SealRun.Entry(number, First.AddDays(number % 5)), default);
            }

            run.Run.Time.AdvanceTo(new DateTimeOffset(First.AddDays(2).ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero));
            await run.Run.Get<Sealer>().Tick(default);
        });
        return run;
    }

    public static ExportJob Job(ExportRun run, ExportFormat format = ExportFormat.Csv, DateOnly? to = null, string key = "one") => new()
    {
        Id = JobId.Derive("tests", key),
        By = ActorId.Parse("fatou"),
        AskedAt = run.Run.Time.GetUtcNow(),
        MovedAt = run.Run.Time.GetUtcNow(),
        RequestHash = "request",
        Choice = new(First, to ?? Last, format),
        Next = First,
    };

    /// <summary>Asks until there is an answer, and lets the pipeline come to rest.</summary>
    public async Task<ExportJob> Export(ExportJob job)
    {
        await Run.Retried(() => Run.Get<JobStore>().Begin(job, default));
        await Run.Deliver();
        return await Find(job.Id);
    }

    public Task<ExportJob> Find(JobId job) => Quietly(async () => (ExportJob)(await Run.Get<JobStore>().Find(job, default))!);

    /// <summary>What one reading of the ledger gives.</summary>
    public Task<byte[]> Direct(ExportFormat format, DateOnly? to = null) => Quietly(async () =>
    {
        using var output = new MemoryStream();
        var (export, range) = (Run.Get<LedgerExport>(), new LedgerRange(First, to ?? Last, null));
        await (ExportJoin.IsCsv(format) ? export.WriteCsv(range, output, default) : export.WriteJsonLines(range, output, default));
        return output.ToArray();
    });

    public Task<byte[]> Content(string blob) => Quietly(async () =>
    {
        await using var stored = await Run.Blobs.Open(ContainerNames.Exports, blob, default);
        using var output = new MemoryStream();
        await stored!.CopyToAsync(output);
        return output.ToArray();
    });

    public Task<List<string>> Files() => Quietly(async () => await Run.Blobs.List(ContainerNames.Exports, "", default).ToListAsync());

    public IReadOnlyList<Row> Parts(JobId job) => [.. Run.Tables.Rows(TableNames.Exports).Where(row => row.Partition == job.Value && row.Key.StartsWith("part-", StringComparison.Ordinal))];

    public async Task<T> Quietly<T>(Func<Task<T>> act)
    {
        Run.Watch.Looking = true;
        try
        {
            return await act();
        }
        finally
        {
            Run.Watch.Looking = false;
        }
    }

    public Task Quietly(Func<Task> act) => Quietly(async () =>
    {
        await act();
        return true;
    });
}
