using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Downloads over live connections: callers that go away, several at once while entries are posted, links that end.</summary>
public sealed class LiveExportTests : IAsyncLifetime, IDisposable
{
    private const int Shards = LedgerStore.ShardsPerDay, Entries = 10_000;

    private readonly MovingService _service = new();

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
        using var requests = new RequestCount();
        var finance = await _service.Finance();
        // Some four megabytes on the first day, then a year of empty days with four requests each.
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
        var asked = requests.Tables;
        Assert.True(handles <= before + 10, $"{before} handles were open before and {handles} after 50 downloads that nobody took.");
        await Task.Delay(500);
        Assert.True(requests.Tables - asked < 50, $"{requests.Tables - asked} requests were sent for nobody.");
        // Each whole export would have asked 1,464 times for its empty days alone.
        Assert.True(asked < 50 * 400, $"{asked} requests were sent.");
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

    /// <summary>Requests to the tables, of this process.</summary>
    private sealed class RequestCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _tables;

        public RequestCount()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RequestMetrics.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "service", Value: "table" })
                        Interlocked.Add(ref _tables, count);
                }
            });
            _listener.Start();
        }

        public long Tables => Interlocked.Read(ref _tables);

        public void Dispose() => _listener.Dispose();
    }
}
