using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Storage.Tables;

/// <summary>
/// <see cref="ITables"/> over Azure Table storage. The SDK sends a request again after a timeout or a 5xx answer, though the first try may have been stored: an
/// <see cref="RowAction.Add"/> can so report <see cref="CommitOutcome.AlreadyExists"/>, a replacement or deletion <see cref="CommitOutcome.Changed"/>, for the caller's own write.
/// Callers read again and look for their own mark (the command marker) before they conclude that somebody else was first.
/// </summary>
public sealed class AzureTables(TableServiceClient service) : ITables
{
    /// <inheritdoc/>
    public async Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken)
    {
        var found = await service.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        if (found.HasValue)
        {
            return RowVersion.Check(table, RowEntity.ToRow(found.Value!));
        }

        TableErrors.ThrowIfTableIsMissing(found.GetRawResponse());
        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> Query(string table, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RowRules.CheckQuery(query);
        await foreach (var entity in Entities(table, query, null, cancellationToken))
        {
            yield return RowVersion.Check(table, RowEntity.ToRow(entity));
        }
    }

    /// <inheritdoc/>
    public async Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken)
    {
        RowRules.CheckQuery(query);
        RowRules.CheckPageSize(size);
        var scope = $"{table}?{QueryFilter.From(query)}";
        var place = continuation is null ? null : PageCursor.Decode(scope, continuation);
        try
        {
            // The service may end a page early, even an empty one, at a partition's boundary or after five seconds of searching.
            await foreach (var page in Entities(table, query, size, cancellationToken).AsPages(place))
            {
                if (page.Values.Count > 0 || page.ContinuationToken is null)
                {
                    var next = page.ContinuationToken is null ? null : PageCursor.Encode(scope, page.ContinuationToken);
                    return new RowPage([.. page.Values.Select(entity => RowVersion.Check(table, RowEntity.ToRow(entity)))], next);
                }
            }

            return new RowPage([], null);
        }
        catch (RequestFailedException failure) when (failure.Status == 400 && continuation is not null)
        {
            throw PageCursor.Bad(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        RowRules.CheckCommit(table, changes);
        StorageLimits.CheckCommit(table, changes);
        var client = service.GetTableClient(table);
        try
        {
            if (changes.Count == 1)
            {
                return await CommitOne(client, changes[0], cancellationToken);
            }

            await client.SubmitTransactionAsync(changes.Select(ToAction), cancellationToken);
            return CommitOutcome.Committed;
        }
        catch (RequestFailedException failure) when (TableErrors.Outcome(failure) is { } outcome)
        {
            return outcome;
        }
        catch (RequestFailedException failure) when (OutagePolicy.IsOutage(failure.Status))
        {
            // A transaction's own answer stands inside another that is well.
            throw new DependencyException(Dependency.Tables, OutagePolicy.Why(failure.Status, failure.ErrorCode), failure);
        }
    }

    private static async Task<CommitOutcome> CommitOne(TableClient client, RowChange change, CancellationToken cancellationToken)
    {
        var row = change.Row;
        var response = change.Action switch
        {
            RowAction.Add => await client.AddEntityAsync(RowEntity.From(row), cancellationToken),
            RowAction.Replace => await client.UpdateEntityAsync(RowEntity.From(row), new ETag(row.ETag!), TableUpdateMode.Replace, cancellationToken),
            RowAction.Overwrite => await client.UpdateEntityAsync(RowEntity.From(row), ETag.All, TableUpdateMode.Replace, cancellationToken),
            RowAction.Upsert => await client.UpsertEntityAsync(RowEntity.From(row), TableUpdateMode.Replace, cancellationToken),
            RowAction.Delete => await client.DeleteEntityAsync(row.Partition, row.Key, Version(row), cancellationToken),
            _ => throw Unknown(change),
        };

        // A deletion of what is not there is a success to the SDK.
        TableErrors.ThrowIfTableIsMissing(response);
        return response.Status == 404 ? CommitOutcome.Changed : CommitOutcome.Committed;
    }

    private static TableTransactionAction ToAction(RowChange change)
    {
        var entity = RowEntity.From(change.Row);
        return change.Action switch
        {
            RowAction.Add => new TableTransactionAction(TableTransactionActionType.Add, entity),
            RowAction.Replace => new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, new ETag(change.Row.ETag!)),
            RowAction.Overwrite => new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, ETag.All),
            RowAction.Upsert => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity),
            RowAction.Delete => new TableTransactionAction(TableTransactionActionType.Delete, entity, Version(change.Row)),
            _ => throw Unknown(change),
        };
    }

    private static ETag Version(Row row) => row.ETag is { } version ? new ETag(version) : ETag.All;

    private static ArgumentOutOfRangeException Unknown(RowChange change) => new(nameof(change), change.Action, "No such action.");

    private AsyncPageable<TableEntity> Entities(string table, RowQuery query, int? size, CancellationToken cancellationToken) =>
        service.GetTableClient(table).QueryAsync<TableEntity>(QueryFilter.From(query), size, cancellationToken: cancellationToken);
}
