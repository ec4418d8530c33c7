using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Evidence;

/// <summary>A file that proves a delivery.</summary>
/// <param name="Line">Of which line.</param>
/// <param name="Sha256">Of the file in clear, 64 lower-case hex digits.</param>
/// <param name="Kind">What it is by its own bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Uploader">Who uploaded it.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Name">Under which blob storage keeps it, and the vault its key.</param>
public sealed record EvidenceFile(LineId Line, string Sha256, EvidenceKind Kind, long Length, ActorId Uploader, DateTimeOffset At, string Name);

/// <summary>
/// What is used for which line: a row per file and line in the partition of the file's hash, written before anybody looks, so that of two cases with one file each sees the other; and
/// a row per file in the partition of its grant.
/// </summary>
public sealed class EvidenceUses(ITables tables)
{
    /// <summary>Of one file at most so many other uses are told; more say nothing new.</summary>
    private const int MostTold = 20;

    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>Notes that a file is used for a line; doing it again changes nothing.</summary>
    public Task Note(GrantId grant, LineId line, string sha256, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Evidence, [RowChange.Upsert(sha256, $"{grant}-{line}", Nothing)], cancellationToken);

    /// <summary>Files of a grant, by line.</summary>
    public async Task<IReadOnlyList<EvidenceFile>> Files(GrantId grant, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Evidence, new RowQuery(grant.Value), cancellationToken).Select(GrantRows.Read<EvidenceFile>).ToListAsync(cancellationToken);

    /// <summary>The lines of this and other grants for which a file is used beside this one.</summary>
    public async Task<IReadOnlyList<LineUse>> Others(GrantId grant, LineId line, string sha256, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Evidence, new RowQuery(sha256), MostTold + 1, null, cancellationToken);
        return [.. page.Rows.Select(row => Use(row.Key)).Where(use => use != new LineUse(grant, line)).Take(MostTold)];
    }

    /// <summary>What else the files prove that were uploaded for a line or are named by its delivery.</summary>
    public async Task<IReadOnlyList<LineUse>> OthersOf(Grant grant, LineId line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        if (grant.Line(line) is not InKindLine inKind)
        {
            return [];
        }

        var uploaded = await tables.Query(TableNames.Evidence, RowQuery.Prefix(grant.Id.Value, $"{line}-"), cancellationToken).Select(GrantRows.Read<EvidenceFile>).ToListAsync(cancellationToken);
        var others = new List<LineUse>();
        foreach (var sha256 in uploaded.Select(file => file.Sha256).Concat(inKind.Evidence?.Sha256 is { } named ? [named] : []).Distinct())
        {
            others.AddRange(await Others(grant.Id, line, sha256, cancellationToken));
        }

        return [.. others.Distinct().Take(MostTold)];
    }

    /// <summary>Adds a file to its grant. Null when it is new; the one on file when the line has it already.</summary>
    internal async Task<EvidenceFile?> Add(GrantId grant, EvidenceFile file, CancellationToken cancellationToken)
    {
        await Note(grant, file.Line, file.Sha256, cancellationToken);
        return await tables.Commit(TableNames.Evidence, [RowChange.Add(grant.Value, Key(file.Line, file.Sha256), GrantRows.Values(file))], cancellationToken) == CommitOutcome.Committed
            ? null
            : await tables.Find(TableNames.Evidence, grant.Value, Key(file.Line, file.Sha256), cancellationToken) is { } row ? GrantRows.Read<EvidenceFile>(row) : null;
    }

    private static string Key(LineId line, string sha256) => $"{line}-{sha256}";

    private static LineUse Use(string key) => key.LastIndexOf('-') is var at ? new LineUse(GrantId.Parse(key[..at]), LineId.Parse(key[(at + 1)..])) : null!;
}
