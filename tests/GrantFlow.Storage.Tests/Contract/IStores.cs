using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tests.Contract;

/// <summary>Tables and queues under test, in memory or in Azurite: the contract suite runs against both.</summary>
public interface IStores
{
    ITables Tables { get; }

    IQueues Queues { get; }

    /// <summary>An empty table of the test's own.</summary>
    Task<string> NewTable();

    /// <summary>An empty queue of the test's own.</summary>
    Task<string> NewQueue();

    /// <summary>Takes up to 32 visible messages for a minute.</summary>
    Task<IReadOnlyList<string>> Receive(string queue);

    /// <summary>Lets time pass.</summary>
    Task Pass(TimeSpan time);
}
