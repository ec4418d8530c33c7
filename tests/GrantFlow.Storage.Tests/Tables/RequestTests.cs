using Azure.Core;
using Azure.Core.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Tables;
using GrantFlow.Storage.Tests.Contract;

namespace GrantFlow.Storage.Tests.Tables;

/// <summary>What goes over the wire.</summary>
[Collection(AzuriteStores.Collection)]
public sealed class RequestTests(AzuriteStores stores)
{
    public static TheoryData<string, object> Contents() => new()
    {
        { "ascii", new string('x', 30_000) },
        { "escaped", string.Concat(Enumerable.Repeat("<\"a\u00e9\n&'+`\\\u0416\U0001F600>", 2_000)) },
        { "bytes", Enumerable.Range(0, 60_000).Select(number => (byte)(((number * 7919) >> 3) & 0xff)).ToArray() },
        { "plus signs", Enumerable.Repeat(new byte[] { 0xfb, 0xef, 0xbe }, 20_000).SelectMany(bytes => bytes).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task The_size_of_a_transaction_is_known_before_it_is_sent(string kind, object content)
    {
        var table = await stores.NewTable();
        var sizes = new Sizes();
        var tables = new AzureTables(StorageClients.Create(StorageConnection.Of(stores.ConnectionString), sizes).Tables);
        var key = kind == "escaped" ? "\u00e9\u0416'&+" : "key";
        var values = new Dictionary<string, object> { ["Content"] = content, ["At"] = StorageLimits.FirstMoment, ["Number"] = long.MinValue, ["Yes"] = true };
        RowChange[] adds = [.. Enumerable.Range(0, 10).Select(number => RowChange.Add(key, $"{key}-{number}", values))];
        await Sent(adds);

        var rows = new List<Row>();
        await foreach (var row in tables.Query(table, new RowQuery(key), default))
        {
            rows.Add(row);
        }

        await Sent([.. rows.Select(row => RowChange.Replace(row, values))]);
        await Sent([.. rows.Select(row => RowChange.Upsert(row.Partition, row.Key, values))]);
        await Sent([.. rows.Select(row => RowChange.Delete(row with { ETag = null }))], slack: 2.5);

        async Task Sent(RowChange[] changes, double slack = 1.05)
        {
            Assert.Equal(CommitOutcome.Committed, await tables.Commit(table, changes, default));
            var estimate = RowSize.TransactionOverhead + changes.Sum(change => RowSize.Sent(table, change));
            Assert.InRange(estimate, sizes.Last, (long)(sizes.Last * slack));
        }
    }

    [Fact]
    public async Task A_commit_is_one_request_however_many_rows_it_has()
    {
        var table = await stores.NewTable();
        using var requests = new RequestLog();
        await stores.Tables.Commit(table, [.. Enumerable.Range(0, 50).Select(number => RowChange.Add("p", $"k{number}", new Dictionary<string, object>()))], default);
        var row = await stores.Tables.Find(table, "p", "k1", default);
        await stores.Tables.Commit(table, [RowChange.Replace(row!, new Dictionary<string, object>())], default);
        await stores.Tables.Commit(table, [RowChange.Add("p", "new", new Dictionary<string, object>())], default);
        await stores.Tables.Commit(table, [RowChange.Upsert("p", "new", new Dictionary<string, object>())], default);
        await stores.Tables.Commit(table, [RowChange.Delete(row! with { ETag = null })], default);
        await stores.Tables.Page(table, new RowQuery("p"), 10, null, default);
        Assert.Equal(["table transaction", "table find", "table replace", "table insert", "table upsert", "table delete", "table query"], requests.Seen);
    }

    [Fact]
    public async Task A_try_whose_answer_was_lost_makes_the_callers_own_write_look_like_anothers()
    {
        var table = await stores.NewTable();
        var tables = new AzureTables(StorageClients.Create(StorageConnection.Of(stores.ConnectionString), new LostAnswer()).Tables);
        var marker = new Dictionary<string, object> { ["Mark"] = "mine" };

        Assert.Equal(CommitOutcome.AlreadyExists, await tables.Commit(table, [RowChange.Add("p", "state", marker), RowChange.Add("p", "cmd-1", marker)], default));

        // So a caller reads its marker before it concludes anything.
        Assert.Equal("mine", (await tables.Find(table, "p", "cmd-1", default))?.Text("Mark"));
    }

    private sealed class Sizes : HttpPipelineSynchronousPolicy
    {
        public long Last { get; private set; }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Content?.TryComputeLength(out var length) == true)
            {
                Last = length;
            }
        }
    }

    private sealed class LostAnswer : HttpPipelinePolicy
    {
        private int _left = 1;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method == RequestMethod.Post && Interlocked.Decrement(ref _left) >= 0)
            {
                throw new IOException("The connection broke before the answer came.");
            }
        }
    }
}
