using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage;
using GrantFlow.Storage.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Downloads over live connections: callers that go away, several at once while entries are posted, links that end.</summary>
[Collection(Measured.Name)]
public sealed class LiveExportTests : IAsyncLifetime, IDisposable
{
    private const int Shards = LedgerStore.ShardsPerDay, Entries = 4_000;

    private readonly MovingService _service = new()
    {
        Change = services => services.AddSingleton<ITables>(provider => new CountedTables(new AzureTables(provider.GetRequiredService<StorageClients>().Tables))),
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_caller_that_goes_away_stops_the_export_and_leaves_nothing_open()
    {
        await Fill(_service.Today);
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs thrown) => unobserved.Add(thrown.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        var tables = (CountedTables)_service.Host.Services.GetRequiredService<ITables>();
        var finance = await _service.Finance();
        // Rows on the first day, then a year of empty days with four queries each.
        var year = string.Create(CultureInfo.InvariantCulture, $"ledger/export?from={_service.Today:yyyy-MM-dd}&to={_service.Today.AddDays(365):yyyy-MM-dd}");
        var file = (await finance.Post("ledger/exports", new JsonObject { ["from"] = Text(_service.Today), ["to"] = Text(_service.Today.AddDays(3)) }, wait: 30)).Is(200).Json["file"]!;
        var link = ((string)file["download"]!)["/api/".Length..];

        await GoAway($"{year}&format=csv");
        await GoAway(link);
        var before = await Handles();
        foreach (var format in Enumerable.Repeat(new[] { "csv", "jsonl", "xlsx", "csv.gz" }, 10).SelectMany(one => one))
        {
            await GoAway($"{year}&format={format}");
        }

        foreach (var _ in Enumerable.Range(0, 10))
        {
            await GoAway(link);
        }

        var handles = await Handles();
        var reads = tables.Reads;
        Assert.True(handles <= before + 10, $"{before} handles were open before and {handles} after 50 downloads that nobody took.");
        await Task.Delay(500);
        Assert.True(tables.Reads == reads, $"{tables.Reads - reads} rows and queries were read for nobody.");
        // A whole export begins 1,464 queries.
        Assert.True(reads < 40 * (Entries + 700), $"{reads} rows and queries were read in all.");
        TaskScheduler.UnobservedTaskException -= Note;
        Assert.Empty(unobserved);
        Assert.DoesNotContain(_service.Host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.Equal((long?)file["bytes"], (await _service.Nobody.Get(link)).Is(200).Bytes.LongLength);
    }

    [Fact]
    public async Task Exports_at_once_while_entries_are_posted_have_the_same_sealed_days_and_balanced_open_ones()
    {
        var (ledger, sealer) = (_service.Host.Services.GetRequiredService<LedgerStore>(), _service.Host.Services.GetRequiredService<Sealer>());
        var (first, today) = (_service.Today, _service.Today.AddDays(3));
        foreach (var number in Enumerable.Range(0, 200))
        {
            await ledger.Store(Entry(number, first.AddDays(number % 2)), default);
        }

        _service.Advance(3);
        Assert.True(await sealer.Tick(default) >= 2);
        using var stop = new CancellationTokenSource();
        var posted = 0;
        var posting = Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            for (var number = 1_000 + worker; !stop.IsCancellationRequested; number += 4)
            {
                await ledger.Store(Entry(number, today), default);
                Interlocked.Increment(ref posted);
            }
        }));
        var caller = await _service.Finance("fiona");
        var exports = new List<string>();
        foreach (var round in Enumerable.Range(0, 3))
        {
            exports.AddRange(await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await caller.Get($"ledger/export?from={Text(first)}&to={Text(today)}")).Is(200).Text)));
        }

        var job = (await caller.Post("ledger/exports", new JsonObject { ["from"] = Text(first), ["to"] = Text(today) }, wait: 30)).Is(200).Json["file"]!;
        exports.Add((await _service.Nobody.Get(((string)job["download"]!)["/api/".Length..])).Is(200).Text);
        await stop.CancelAsync();
        await posting;

        Assert.True(posted > 20, $"{posted} entries were posted meanwhile.");
        Assert.Single(exports.Select(text => string.Join('\n', Csv.Read(text).Where(row => row[1] != Text(today)).Select(row => string.Join('|', row)))).Distinct());
        Assert.Equal(400, Csv.Read(exports[0]).Count(row => row[1] == Text(first) || row[1] == Text(first.AddDays(1))));
        Assert.All(exports, text => Assert.All(Csv.Read(text).Skip(1).GroupBy(row => row[0]), entry => Assert.Equal(Sum(entry, 11), Sum(entry, 12))));
        Assert.True(exports.Select(text => Csv.Read(text).Count).Distinct().Count() > 1, "Nothing was posted between two exports.");
    }

    [Fact]
    public async Task Finance_has_the_ledger_made_again_and_auditors_read_what_came_of_it()
    {
        await Journey.Approved(_service);
        await _service.Settle();
        var finance = await _service.Finance();
        (await finance.Post("ledger/rebuild", new JsonObject())).IsBad("reason");
        var done = (await finance.Post("ledger/rebuild", Bodies.Reason("Rows were restored from a copy."))).Is(200).Json;
        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal(0, (int?)done["problems"]!["count"]);
        Assert.True((int?)done["progress"]!["journals"] >= 1);
        var read = (await (await _service.Auditor()).Get(((string)done["href"]!)["/api/".Length..])).Is(200).Json;
        Assert.Equal("Rows were restored from a copy.", (string?)read["reason"]);
        (await finance.Get(((string)done["href"]!)["/api/".Length..].Replace("rebuild", "exports", StringComparison.Ordinal))).IsProblem(404, "not-found");
        (await finance.Get("ledger/rebuild/J-1")).IsBad("id");
    }

    [Fact]
    public async Task A_link_ends_after_a_day_and_says_what_to_do()
    {
        var done = (await (await _service.Finance()).Post("ledger/exports", new JsonObject { ["from"] = Text(_service.Today), ["to"] = Text(_service.Today) }, wait: 30)).Is(200).Json;
        var link = ((string)done["file"]!["download"]!)["/api/".Length..];
        (await _service.Nobody.Get(link)).Is(200);
        _service.Advance(1);
        Assert.Contains("POST /api/ledger/exports", (await _service.Nobody.Get(link)).IsProblem(410, "export-expired").Text, StringComparison.Ordinal);
        var later = (await (await _service.Finance("fiona")).Get(((string)done["href"]!)["/api/".Length..])).Is(200).Json;
        Assert.Equal("expired", (string?)later["state"]);
        Assert.Null(later["file"]);
    }

    /// <summary>Takes the beginning of a download and hangs up.</summary>
    private async Task GoAway(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = _service.Host.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", await Token());
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[512]);
    }

    private async Task<string> Token() => _token ??= (string)(await _service.Nobody.Post("dev/token", new JsonObject { ["role"] = "finance", ["subject"] = "fatou" }, wait: null)).Is(200).Json["accessToken"]!;

    private string? _token;

    /// <summary>Open files and sockets of this process, once what is closing has closed.</summary>
    private static async Task<int> Handles()
    {
        var least = int.MaxValue;
        for (var look = 0; look < 20; look++)
        {
            await Task.Delay(100);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : Environment.ProcessId is var id ? System.Diagnostics.Process.GetProcessById(id).HandleCount : 0);
        }

        return least;
    }

    /// <summary>Many entries of one day, in big transactions.</summary>
    private async Task Fill(DateOnly day)
    {
        var tables = _service.Host.Services.GetRequiredService<ITables>();
        var rows = Enumerable.Range(0, Entries).Select(number => Entry(number, day)).GroupBy(entry => (int)(Pipeline.Stores.Shards.Hash(entry.Grant!.Value.Value) % Shards));
        foreach (var shard in rows)
        {
            foreach (var some in shard.Chunk(100))
            {
                var changes = some.Select(entry => RowChange.Add(
                    $"{Text(day)}|{shard.Key}",
                    string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcDateTime:HHmmssfffffff}-{entry.Id}"),
                    new Dictionary<string, object> { ["data"] = JsonSerializer.Serialize(entry, GrantJson.Options), ["programme"] = entry.Programme.Value }));
                Assert.Equal(CommitOutcome.Committed, await tables.Commit(TableNames.Ledger, [.. changes], default));
            }
        }
    }

    private static PostedEntry Entry(int number, DateOnly day) => LongLedger.Entry(number) with { PostedOn = day, At = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMilliseconds(number) };

    private static decimal Sum(IEnumerable<IReadOnlyList<string>> rows, int column) => rows.Where(row => row[column].Length > 0).Sum(row => decimal.Parse(row[column], CultureInfo.InvariantCulture));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Counts the pages that are asked for of the ledger.</summary>
    private sealed class CountedTables(ITables inner) : ITables
    {
        private long _queries;

        /// <summary>Queries begun and rows read: what an export does to storage.</summary>
        public long Reads => Interlocked.Read(ref _queries);

        public Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken) => inner.Find(table, partition, key, cancellationToken);

        public async IAsyncEnumerable<Row> Query(string table, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var count = table == TableNames.Ledger ? 1 : 0;
            Interlocked.Add(ref _queries, count);
            await foreach (var row in inner.Query(table, query, cancellationToken))
            {
                Interlocked.Add(ref _queries, count);
                yield return row;
            }
        }

        public Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken) => inner.Page(table, query, size, continuation, cancellationToken);

        public Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) => inner.Commit(table, changes, cancellationToken);
    }
}
