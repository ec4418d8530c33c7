using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Commit;

/// <summary>A grant and the version of its row, so that only what was read is replaced.</summary>
public sealed record LoadedGrant(Grant Grant, Row StateRow);

/// <summary>How a command ended.</summary>
/// <param name="Code">Null when it was accepted.</param>
/// <param name="Why">Null when it was accepted.</param>
/// <param name="At">When it was decided (UTC).</param>
/// <param name="Version">The grant's version after it.</param>
/// <param name="AtGate">Refused at the door: it never reached the queue.</param>
public sealed record CommandOutcome(RefusalCode? Code, string? Why, DateTimeOffset At, int Version, bool AtGate = false);

/// <summary>Somebody looked at who the person is.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why; null where none is asked for.</param>
public sealed record Look(Actor By, DateTimeOffset At, string? Reason = null);

/// <summary>Grants in their partitions. A command's whole change is one transaction: state, events, entries, outbox, marker, or nothing.</summary>
public sealed class GrantStore(ITables tables)
{
    /// <summary>The grant as it stands, or null.</summary>
    public async Task<LoadedGrant?> Find(GrantId id, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Grants, id.Value, GrantRows.State, cancellationToken) is { } row
            ? new LoadedGrant(GrantRows.Read<Grant>(row), row)
            : null;

    /// <summary>A grant's events in order.</summary>
    public async Task<IReadOnlyList<GrantEvent>> History(GrantId id, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Grants, RowQuery.Prefix(id.Value, "evt-"), cancellationToken).Select(GrantRows.Read<GrantEvent>).ToListAsync(cancellationToken);

    /// <summary>Notes, before it is shown, that somebody looks at who the person is.</summary>
    public Task RecordLook(GrantId id, Look look, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Grants, [RowChange.Upsert(id.Value, GrantRows.Look(look), GrantRows.Values(look))], cancellationToken);

    /// <summary>Who looked at the person, in order.</summary>
    public async Task<IReadOnlyList<Look>> Looks(GrantId id, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Grants, RowQuery.Prefix(id.Value, "see-"), cancellationToken).Select(GrantRows.Read<Look>).ToListAsync(cancellationToken);

    /// <summary>Stores what an accepted command changes, and removes outbox rows already sent.</summary>
    internal Task<CommitOutcome> Accept(
        LoadedGrant? before, GrantCommand command, Decision.Accepted decision, IReadOnlyList<OutboxRow> outbox, IReadOnlyList<string> sent, CancellationToken cancellationToken)
    {
        var id = command.Id.Grant.Value;
        var at = decision.Events[^1].At;
        var state = GrantRows.StateValues(decision.Grant);
        return tables.Commit(TableNames.Grants,
        [
            before is null ? RowChange.Add(id, GrantRows.State, state) : RowChange.Replace(before.StateRow, state),
            RowChange.Add(id, GrantRows.Command(command.Id), Marker(new CommandOutcome(null, null, at, decision.Grant.Version))),
            .. decision.Events.Select(happened => RowChange.Add(id, GrantRows.Event(happened.Version), GrantRows.Values(happened))),
            .. decision.Entries.Select(entry => RowChange.Add(id, GrantRows.Journal(entry.Id), GrantRows.Values(PostedEntry.From(entry, at)))),
            .. outbox.Select(row => row.ToAdd(id, at)),
            .. sent.Select(key => RowChange.Delete(new Row(id, key, new Dictionary<string, object>()))),
        ], cancellationToken);
    }

    /// <summary>Remembers that a command was refused, and whom that is told; nothing else changes.</summary>
    internal Task<CommitOutcome> Refuse(GrantCommand command, Decision.Refused refused, int version, DateTimeOffset at, IReadOnlyList<OutboxRow> outbox, CancellationToken cancellationToken) =>
        tables.Commit(
            TableNames.Grants,
            [
                RowChange.Add(command.Id.Grant.Value, GrantRows.Command(command.Id), Marker(new CommandOutcome(refused.Code, refused.Why, at, version))),
                .. outbox.Select(row => row.ToAdd(command.Id.Grant.Value, at)),
            ],
            cancellationToken);

    /// <summary>Remembers under its key that a command was refused at the door. False when the key was used meanwhile.</summary>
    internal async Task<bool> RefuseAtGate(GrantCommand command, string bodyHash, Decision.Refused refused, int version, DateTimeOffset at, CancellationToken cancellationToken) =>
        await tables.Commit(
            TableNames.Grants,
            [
                RowChange.Add(command.Id.Grant.Value, GrantRows.Request(command.Id), RequestValues(bodyHash, at)),
                RowChange.Add(command.Id.Grant.Value, GrantRows.Command(command.Id), Marker(new CommandOutcome(refused.Code, refused.Why, at, version, AtGate: true))),
            ],
            cancellationToken) == CommitOutcome.Committed;

    /// <summary>How a command ended, or null while it has not been decided.</summary>
    public async Task<CommandOutcome?> FindOutcome(CommandId command, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Grants, command.Grant.Value, GrantRows.Command(command), cancellationToken) is { } row ? GrantRows.Read<CommandOutcome>(row) : null;

    /// <summary>The hash of the request body under which a command was accepted at the door, or null.</summary>
    public async Task<string?> FindRequest(CommandId command, CancellationToken cancellationToken) =>
        (await tables.Find(TableNames.Grants, command.Grant.Value, GrantRows.Request(command), cancellationToken))?.Text("hash");

    /// <summary>Remembers that a command was accepted at the door. False when it was before.</summary>
    public async Task<bool> AddRequest(CommandId command, string bodyHash, DateTimeOffset at, CancellationToken cancellationToken) =>
        await tables.Commit(
            TableNames.Grants,
            [RowChange.Add(command.Grant.Value, GrantRows.Request(command), RequestValues(bodyHash, at))],
            cancellationToken) == CommitOutcome.Committed;

    private static Dictionary<string, object> RequestValues(string bodyHash, DateTimeOffset at) => new() { ["hash"] = bodyHash, [GrantRows.At] = at };

    private static Dictionary<string, object> Marker(CommandOutcome outcome) => GrantRows.Values(outcome);
}
