using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Jobs;

/// <summary>A page of jobs and where to go on; null when it is the last.</summary>
public sealed record JobPage(IReadOnlyList<LedgerJob> Jobs, string? Cursor);

/// <summary>Jobs, a partition each, and everybody's own, the latest first.</summary>
public sealed class JobStore(ITables tables, IQueues queues, TimeProvider time)
{
    /// <summary>The largest page.</summary>
    public const int MaxPage = 100;

    private const string State = "job", Id = "job", Sent = "sent";

    /// <summary>A job, or null.</summary>
    public async Task<LedgerJob?> Find(JobId job, CancellationToken cancellationToken) => await Row(job, cancellationToken) is { } row ? GrantRows.Read<LedgerJob>(row) : null;

    /// <summary>
    /// Stores a job and sets it off. Where there is one under its id that one is given, and set off again when nothing was done of it yet: so whoever got no answer asks again under the same key. One that
    /// was stored and never set off, because the process died in between and nobody asked again, is over by its age. The list row comes first: without a job it leads nowhere.
    /// </summary>
    public async Task<LedgerJob> Begin(LedgerJob job, CancellationToken cancellationToken)
    {
        if (await Find(job.Id, cancellationToken) is not { } known)
        {
            await tables.Commit(TableNames.Exports, [RowChange.Upsert(ListOf(job.Kind, job.By), Key(job), new Dictionary<string, object> { [Id] = job.Id.Value })], cancellationToken);
            known = await tables.Commit(TableNames.Exports, [RowChange.Add(job.Id.Value, State, GrantRows.Values(job))], cancellationToken) == CommitOutcome.Committed
                ? job
                : (await Find(job.Id, cancellationToken))!;
        }

        if (known.State == JobState.Queued && known.RequestHash == job.RequestHash)
        {
            await Send(job.Id, 0, cancellationToken);
        }

        return known;
    }

    /// <summary>Somebody's jobs of a kind, the latest first. A page may be short, and even empty; only a null cursor says that it was the last.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list.</exception>
    public async Task<JobPage> Page(string kind, ActorId by, int size, string? cursor, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Exports, new RowQuery(ListOf(kind, by)), size, cursor, cancellationToken);
        var found = await Task.WhenAll(page.Rows.Select(row => Find(JobId.Parse(row.Text(Id)), cancellationToken)));
        // A request that died before the job was stored left a row; repeated, it left another one, which is the job's.
        return new([.. page.Rows.Zip(found).Where(pair => pair.Second is { } job && Key(job) == pair.First.Key).Select(pair => pair.Second!)], page.Continuation);
    }

    /// <summary>Sends the message of the next slice, unless it is noted that it was sent. Who dies before the note sends it twice, and the second leads nowhere.</summary>
    internal async Task GoOn(LedgerJob job, CancellationToken cancellationToken)
    {
        if (await tables.Find(TableNames.Exports, job.Id.Value, Sent, cancellationToken) is { } sent && sent.Number("slice") >= job.Slices)
        {
            return;
        }

        await Send(job.Id, job.Slices, cancellationToken);
        await tables.Commit(TableNames.Exports, [RowChange.Upsert(job.Id.Value, Sent, new Dictionary<string, object> { ["slice"] = job.Slices })], cancellationToken);
    }

    private Task Send(JobId job, int slice, CancellationToken cancellationToken)
    {
        var message = new JobMessage(job, slice);
        return queues.Send(QueueNames.Exports, MessageText.Write(message.Id, job.Value, job.Value, time.GetUtcNow(), message), null, cancellationToken);
    }

    internal Task<Row?> Row(JobId job, CancellationToken cancellationToken) => tables.Find(TableNames.Exports, job.Value, State, cancellationToken);

    /// <summary>Changes a job as it was read, with whatever else its partition holds. False when somebody else was first: nothing is stored then.</summary>
    internal async Task<bool> Change(Row read, LedgerJob job, CancellationToken cancellationToken, params RowChange[] with) =>
        await tables.Commit(TableNames.Exports, [RowChange.Replace(read, GrantRows.Values(job)), .. with], cancellationToken) == CommitOutcome.Committed;

    /// <summary>Names of people stay out of keys.</summary>
    private static string ListOf(string kind, ActorId by) => $"{kind}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(by.Value)))}";

    private static string Key(LedgerJob job) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - job.AskedAt.UtcTicks:D19}-{job.Id}");
}
