using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Attention;

/// <summary>
/// Remembers why a message failed, so that the reason is known when it has failed too often: a queue hands on the message alone. Most failures are over at the next try, and their notes are cleared away after a day.
/// </summary>
public sealed class FailureNotes(ITables tables, TimeProvider time, ILogger<FailureNotes> log)
{
    /// <summary>The longest reason in characters.</summary>
    public const int MaxLength = 500;

    private const string Notes = "notes", Why = "why", At = "at";

    /// <summary>How long a note is kept of a message that did not come to the poison queue.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Handles a delivery; where that fails, notes why, and fails as it did.</summary>
    public async Task Handle(string queue, string text, Func<Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            await handle();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await Note(queue, text, failure, cancellationToken);
            throw;
        }
    }

    /// <summary>Why a message failed last; null where nobody noted it, such as when the process died.</summary>
    internal async Task<string?> Find(string id, CancellationToken cancellationToken) => (await tables.Find(TableNames.Attention, Notes, id, cancellationToken))?.Text(Why);

    /// <summary>Clears away what was noted of messages that went through at last.</summary>
    internal async Task Clear(CancellationToken cancellationToken)
    {
        var old = new RowQuery(Notes) { Where = [new Condition(At, "lt", time.GetUtcNow() - Kept)] };
        await foreach (var row in tables.Query(TableNames.Attention, old, cancellationToken))
        {
            await tables.Commit(TableNames.Attention, [RowChange.Delete(row with { ETag = null })], cancellationToken);
        }
    }

    private async Task Note(string queue, string text, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            var values = new Dictionary<string, object> { [Why] = Words(failure), [At] = time.GetUtcNow() };
            await tables.Commit(TableNames.Attention, [RowChange.Upsert(Notes, FailureStore.IdOf(queue, text), values)], cancellationToken);
        }
        catch (DependencyException)
        {
            // Storage does not answer, which may be why the message failed. It is said once for all of them.
        }
        catch (Exception unnoted)
        {
            // What counts is that the message failed: it is tried again, and the host's log tells why.
            log.LogWarning(unnoted, "It could not be noted why a message of {Queue} failed.", queue);
        }
    }

    /// <summary>Our own errors say in plain words what is wrong and never repeat a message; others may hold anything, and only their kind is told.</summary>
    private static string Words(Exception failure)
    {
        var words = failure is InvalidOperationException || failure.GetType().Namespace?.StartsWith(nameof(GrantFlow), StringComparison.Ordinal) == true ? failure.Message : $"{failure.GetType().Name}. The log tells more.";
        return words.Length <= MaxLength ? words : string.Concat(words.AsSpan(0, MaxLength - 1), "…");
    }
}
