using System.Runtime.CompilerServices;
using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>
/// Storage as a host of an earlier release sees it: kinds, names and members that came later stand there under names which this code does not know, as theirs would not be known to that host. What it passes on without
/// reading keeps them; what it writes of its own cannot hold them, and if it does, the test is wrong.
/// </summary>
/// <param name="later">What came later: <c>kind-of-command</c>, <c>NameOfState</c>, or <c>member:</c>.</param>
internal sealed class OlderEyes(params string[] later)
{
    private const string Mark = "~later";

    private readonly (string Clear, string Blurred)[] _tokens = [.. later.Select(name => name.EndsWith(':') ? ($"\"{name[..^1]}\":", $"\"{name[..^1]}{Mark}\":") : ($"\"{name}\"", $"\"{name}{Mark}\""))];

    /// <summary>How often something was read that came later.</summary>
    public int Met { get; private set; }

    /// <summary>Puts storage behind these eyes for one host.</summary>
    public void LookThrough(IServiceCollection services, MemoryTables tables, MemoryQueues queues) => services
        .AddSingleton<ITables>(new Tables(this, tables))
        .AddSingleton<IQueues>(new Queues(this, queues));

    /// <summary>Whether an earlier release has no such command.</summary>
    public bool Hides(GrantCommand command) => Blur(JsonSerializer.Serialize(command, GrantJson.Options)).Contains(Mark, StringComparison.Ordinal);

    /// <summary>As it is read.</summary>
    public string Blur(string text)
    {
        var read = _tokens.Aggregate(text, (blurred, token) => blurred.Replace(token.Clear, token.Blurred, StringComparison.Ordinal));
        Met += read == text ? 0 : 1;
        return read;
    }

    /// <summary>As it is written.</summary>
    private string Clear(string text)
    {
        Assert.True(_tokens.All(token => !text.Contains(token.Clear, StringComparison.Ordinal)), $"An earlier release cannot have written this of its own: {text}");
        return _tokens.Aggregate(text, (clear, token) => clear.Replace(token.Blurred, token.Clear, StringComparison.Ordinal));
    }

    private static Row With(Row row, Func<string, string> change) => row with { Values = row.Values.ToDictionary(value => value.Key, value => value.Value is string text ? change(text) : value.Value) };

    private sealed class Tables(OlderEyes eyes, MemoryTables tables) : ITables
    {
        public async Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken) =>
            await tables.Find(table, partition, key, cancellationToken) is { } row ? With(row, eyes.Blur) : null;

        public async IAsyncEnumerable<Row> Query(string table, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var row in tables.Query(table, query, cancellationToken))
            {
                yield return With(row, eyes.Blur);
            }
        }

        public async Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken)
        {
            var page = await tables.Page(table, query, size, continuation, cancellationToken);
            return page with { Rows = [.. page.Rows.Select(row => With(row, eyes.Blur))] };
        }

        public Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
            tables.Commit(table, [.. changes.Select(change => change with { Row = With(change.Row, eyes.Clear) })], cancellationToken);
    }

    private sealed class Queues(OlderEyes eyes, MemoryQueues queues) : IQueues
    {
        public Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken) => queues.Send(queue, eyes.Clear(body), delay, cancellationToken);

        public Task<int> Count(string queue, CancellationToken cancellationToken) => queues.Count(queue, cancellationToken);

        public async Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken) =>
            [.. (await queues.Peek(queue, count, cancellationToken)).Select(message => message with { Body = eyes.Blur(message.Body) })];

        public async Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
            [.. (await queues.Receive(queue, count, visibilityTimeout, cancellationToken)).Select(message => message with { Body = eyes.Blur(message.Body) })];

        public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) => queues.Delete(queue, id, popReceipt, cancellationToken);
    }
}
