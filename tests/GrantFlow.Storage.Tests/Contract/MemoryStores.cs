using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Contract;

public sealed class MemoryStores : IStores
{
    private readonly ManualTime _time = new();

    private readonly MemoryTables _tables = new();

    private readonly MemoryQueues _queues;

    private int _made;

    public MemoryStores() => _queues = new MemoryQueues(_time);

    public ITables Tables => _tables;

    public IQueues Queues => _queues;

    public Task<string> NewTable()
    {
        var name = $"contract{Interlocked.Increment(ref _made)}";
        _tables.Create(name);
        return Task.FromResult(name);
    }

    public Task<string> NewQueue()
    {
        var name = $"contract-{Interlocked.Increment(ref _made)}";
        _queues.Create(name);
        return Task.FromResult(name);
    }

    public async Task<IReadOnlyList<string>> Receive(string queue) =>
        [.. (await _queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default)).Select(message => message.Body)];

    public Task Pass(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}
