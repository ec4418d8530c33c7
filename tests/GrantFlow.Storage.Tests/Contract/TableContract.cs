using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tests.Contract;

/// <summary>What the table contracts share.</summary>
public abstract class TableContract(IStores stores) : IAsyncLifetime
{
    protected const string Partition = "G-1";

    protected ITables Tables => stores.Tables;

    protected string Table { get; private set; } = "";

    public async Task InitializeAsync() => Table = await stores.NewTable();

    public Task DisposeAsync() => Task.CompletedTask;

    protected static Dictionary<string, object> Values(params (string Name, object Value)[] values) => values.ToDictionary(value => value.Name, value => value.Value);

    protected static Dictionary<string, object> Number(int number) => Values(("Number", number));

    protected Task<CommitOutcome> Commit(params RowChange[] changes) => Tables.Commit(Table, changes, default);

    protected Task<Row?> Find(string key) => Tables.Find(Table, Partition, key, default);

    /// <summary>The row, which is there.</summary>
    protected async Task<Row> Read(string key)
    {
        var row = await Find(key);
        Assert.NotNull(row);
        return row;
    }

    protected async Task<Row> Stored(string key, Dictionary<string, object> values)
    {
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Add(Partition, key, values)));
        return await Read(key);
    }

    protected async Task<List<string>> Keys(RowQuery query)
    {
        var keys = new List<string>();
        await foreach (var row in Tables.Query(Table, query, default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }
}
