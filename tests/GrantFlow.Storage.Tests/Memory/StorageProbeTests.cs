using GrantFlow.Domain.Values;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Memory;

public sealed class StorageProbeTests
{
    private static readonly RowChange Add = RowChange.Add("G-1", "state", new Dictionary<string, object>());

    [Fact]
    public async Task A_crash_before_a_call_leaves_nothing_behind()
    {
        var tables = new MemoryTables(probe: new Crash(before: true));
        await Assert.ThrowsAsync<IOException>(() => tables.Commit(TableNames.Grants, [Add], default));
        Assert.Empty(tables.Rows(TableNames.Grants));
    }

    [Fact]
    public async Task A_crash_after_a_call_leaves_its_effect_behind()
    {
        var tables = new MemoryTables(probe: new Crash(before: false));
        await Assert.ThrowsAsync<IOException>(() => tables.Commit(TableNames.Grants, [Add], default));
        Assert.Single(tables.Rows(TableNames.Grants));
    }

    [Fact]
    public async Task Every_store_is_seen()
    {
        var crash = new Crash(before: true);
        await Assert.ThrowsAsync<IOException>(() => new MemoryTables(probe: crash).Find(TableNames.Grants, "G-1", "state", default));
        await Assert.ThrowsAsync<IOException>(() => new MemoryQueues(new ManualTime(), probe: crash).Send(QueueNames.Commands, "m", null, default));
        await Assert.ThrowsAsync<IOException>(() => new MemoryVault(crash).Erase(PersonId.Derive("x"), default));
        Assert.Equal(["table find grants", "queue send commands", $"vault erase {PersonId.Derive("x")}"], crash.Seen);
    }

    private sealed class Crash(bool before) : IStorageProbe
    {
        public List<string> Seen { get; } = [];

        public Task Before(StorageCall call, CancellationToken cancellationToken)
        {
            Seen.Add($"{call.Service} {call.Operation} {call.Name}");
            return before ? throw new IOException("crash") : Task.CompletedTask;
        }

        public Task After(StorageCall call, CancellationToken cancellationToken) => throw new IOException("crash");
    }
}
