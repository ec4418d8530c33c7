using System.Runtime.CompilerServices;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>Every storage call of one life of a host: it waits for its turn, takes a moment, and meets what the seed has in store for it.</summary>
internal sealed class HostCalls(Life life, SimRun simulation)
{
    public async Task<T> Make<T>(StorageCall call, Func<Task<T>> effect)
    {
        await simulation.Turns.Wait(life);
        if (simulation.Faults.Pause() is { } pause)
        {
            await simulation.Turns.Sleep(life, simulation.Clock.Now + pause);
            simulation.StoodStill |= pause >= SimRun.Lease;
        }

        simulation.Passes();
        var mishap = simulation.Faults.At(call, simulation.Clock.Now);
        if (simulation.Trace is not null)
        {
            simulation.Say($"{life.Name} {call.Service} {call.Operation} {call.Name}{(mishap is { } what ? $": {Faults.Words(what)}" : "")}");
        }

        if (mishap == Mishap.FailsBefore)
        {
            throw new MishapException($"{call} failed.");
        }

        if (mishap == Mishap.DiesBefore)
        {
            return await Dies<T>();
        }

        var result = await effect();
        switch (mishap)
        {
            case Mishap.FailsAfter:
                throw new MishapException($"{call} happened and its answer was lost.");
            case Mishap.DiesAfter:
                return await Dies<T>();
            case Mishap.DoneTwice:
                return await effect();
            default:
                return result;
        }
    }

    /// <summary>No answer ever comes, and nothing that waits for it goes on.</summary>
    private Task<T> Dies<T>()
    {
        simulation.Dies(life);
        return new TaskCompletionSource<T>().Task;
    }
}

internal sealed class HostTables(HostCalls calls, MemoryTables tables, int pageSize) : ITables
{
    public Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken) =>
        calls.Make(new("table", "find", table), () => tables.Find(table, partition, key, cancellationToken));

    public async IAsyncEnumerable<Row> Query(string table, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await Page(table, query, pageSize, continuation, cancellationToken);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    public Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken) =>
        calls.Make(new("table", "page", table), () => tables.Page(table, query, size, continuation, cancellationToken));

    public Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
        calls.Make(new("table", "commit", table), () => tables.Commit(table, changes, cancellationToken));
}

/// <summary>Messages go out twice now and then, and late.</summary>
internal sealed class HostQueues(HostCalls calls, MemoryQueues queues, SimRun simulation) : IQueues
{
    public Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken) => calls.Make(new("queue", "send", queue), async () =>
    {
        await queues.Send(queue, body, simulation.Late(delay), cancellationToken);
        if (simulation.Doubles())
        {
            await queues.Send(queue, body, simulation.Late(delay), cancellationToken);
        }

        return true;
    });

    public Task<int> Count(string queue, CancellationToken cancellationToken) => calls.Make(new("queue", "count", queue), () => queues.Count(queue, cancellationToken));

    public Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken) =>
        calls.Make(new("queue", "peek", queue), () => queues.Peek(queue, count, cancellationToken));

    public Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
        calls.Make(new("queue", "receive", queue), () => queues.Receive(queue, count, visibilityTimeout, cancellationToken));

    public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) =>
        calls.Make(new("queue", "delete", queue), () => queues.Delete(queue, id, popReceipt, cancellationToken));

    /// <summary>The host's own: a message that failed is brought back.</summary>
    public Task<string?> Release(string queue, string id, string popReceipt, TimeSpan visibleAfter) =>
        calls.Make(new("queue", "update", queue), () => queues.Release(queue, id, popReceipt, visibleAfter, default));
}

internal sealed class HostBlobs(HostCalls calls, MemoryBlobs blobs) : IBlobs
{
    public async Task<StoredFile?> Add(string container, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await write(new AsyncOnlyStream(buffer), cancellationToken);
        var bytes = buffer.ToArray();
        // Made again, it finds its own file, as the real one does by its mark.
        StoredFile? own = null;
        return await calls.Make(new("blob", "add", container), async () => own ??= await blobs.Add(container, name, (stream, cancel) => stream.WriteAsync(bytes, cancel).AsTask(), cancellationToken));
    }

    public Task<Stream?> Open(string container, string name, CancellationToken cancellationToken) => calls.Make(new("blob", "open", container), () => blobs.Open(container, name, cancellationToken));

    public async IAsyncEnumerable<string> List(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in await calls.Make(new("blob", "list", container), async () => await blobs.List(container, prefix, cancellationToken).ToListAsync(cancellationToken)))
        {
            yield return name;
        }
    }

    public Task Delete(string container, string name, CancellationToken cancellationToken) => calls.Make(new("blob", "delete", container), async () =>
    {
        await blobs.Delete(container, name, cancellationToken);
        return true;
    });
}

internal sealed class HostVault(HostCalls calls, MemoryVault vault) : IPersonVault
{
    public Task StorePerson(PersonId person, PersonalData data, CancellationToken cancellationToken) => Make("store", () => vault.StorePerson(person, data, cancellationToken));

    public Task<PersonalData?> FindPerson(PersonId person, CancellationToken cancellationToken) => calls.Make(new("vault", "find", "people"), () => vault.FindPerson(person, cancellationToken));

    public Task StoreRoute(PersonId person, string routeKey, RouteDetails route, CancellationToken cancellationToken) => Make("store", () => vault.StoreRoute(person, routeKey, route, cancellationToken));

    public Task<RouteDetails?> FindRoute(PersonId person, string routeKey, CancellationToken cancellationToken) => calls.Make(new("vault", "find", "people"), () => vault.FindRoute(person, routeKey, cancellationToken));

    public Task StoreFileKey(PersonId person, string file, FileKey key, CancellationToken cancellationToken) => Make("store", () => vault.StoreFileKey(person, file, key, cancellationToken));

    public Task<FileKey?> FindFileKey(PersonId person, string file, CancellationToken cancellationToken) => calls.Make(new("vault", "find", "people"), () => vault.FindFileKey(person, file, cancellationToken));

    public Task Erase(PersonId person, CancellationToken cancellationToken) => Make("erase", () => vault.Erase(person, cancellationToken));

    private Task<bool> Make(string operation, Func<Task> effect) => calls.Make(new("vault", operation, "people"), async () =>
    {
        await effect();
        return true;
    });
}
