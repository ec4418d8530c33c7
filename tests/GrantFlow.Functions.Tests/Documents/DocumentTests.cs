using System.Globalization;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Documents;

/// <summary>
/// The transcripts in docs/ are true: every command is sent again to a fresh service and must get the answer that is printed.
/// With GRANTFLOW_REGENERATE=1 in the environment the commands are typed into bash instead, with a real curl, and what they print is written.
/// </summary>
public sealed class DocumentTests : IAsyncLifetime, IDisposable
{
    private const string Switch = "GRANTFLOW_REGENERATE";

    private readonly TemporaryFolder _folder = new();
    private Azurite? _azurite;
    private GrantFlowHost? _host;

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.Start(_folder.Path, CancellationToken.None);
        _host = await GrantFlowHost.Start(_azurite.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _azurite!.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("walkthrough.md")]
    [InlineData("refusals-by-example.md")]
    public async Task Every_command_prints_what_the_document_says(string name)
    {
        var file = Repository.PathOf("docs", name);
        var document = (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            await File.WriteAllTextAsync(file, await Played(document, new RealShell(_host!.Http.BaseAddress!)));
            return;
        }

        var played = await Played(document, new Replay(_host!.Http));
        var stored = Print.Comparable(document).Split('\n');
        var now = Print.Comparable(played).Split('\n');
        var differing = Enumerable.Range(0, Math.Max(stored.Length, now.Length)).FirstOrDefault(at => stored.ElementAtOrDefault(at) != now.ElementAtOrDefault(at), -1);
        Assert.True(differing < 0, string.Create(
            CultureInfo.InvariantCulture,
            $"docs/{name}, line {differing + 1}, is not what the service answers. Run the test with {Switch}=1 in the environment, then review the difference.\n  document: {stored.ElementAtOrDefault(differing)}\n  service:  {now.ElementAtOrDefault(differing)}"));
    }

    [Fact]
    public async Task The_refusals_are_the_ten_and_each_is_shown()
    {
        var exchanges = Transcript.Read(await File.ReadAllTextAsync(Repository.PathOf("docs", "refusals-by-example.md")));
        Assert.Equal(
            [
                "wrong-role", "own-submission", "other-office", "over-system-ceiling", "split-mismatch", "cash-not-allowed", "wrong-state",
                "idempotency-key-reused", "bad-request", "expired-token",
            ],
            from exchange in exchanges
            where exchange.Output.Contains(Answer.Problems, StringComparison.Ordinal)
            select exchange.Output.Split(Answer.Problems)[1].Split('"')[0]);
    }

    private async Task<string> Played(string document, Shell shell)
    {
        var printed = new Queue<string>();
        foreach (var exchange in Transcript.Read(document))
        {
            await Settle();
            printed.Enqueue(await shell.Run(exchange));
        }

        return Transcript.Rewrite(document, _ => printed.Dequeue());
    }

    /// <summary>A reader types slowly enough for what is under way to arrive.</summary>
    private async Task Settle()
    {
        var queues = _host!.Services.GetRequiredService<IQueues>();
        await Service.Eventually(
            async () => (await Task.WhenAll(QueueNames.All.Select(queue => queues.Count(queue, CancellationToken.None)))).Sum() == 0, "every queue is empty");
    }
}
