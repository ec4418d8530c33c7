using System.Collections.Concurrent;
using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding.Books;

/// <summary>
/// Keeps the books of funding lines: what the rules in force say that a line holds is posted once, and what other rules change in it once more. Book, entry and the note that it is to be
/// sent are one transaction; whoever comes by next (the line's next request, another host, the hourly timer) sends what a crash left, and the ledger takes an entry once.
/// </summary>
public sealed class LineBooks(ITables tables, IQueues queues, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Another host follows the same rules at the same moment, or an amendment came in between.</summary>
    private const int Tries = 50;

    /// <summary>What this process has seen posted: it saves requests, correctness does not need it.</summary>
    private readonly ConcurrentDictionary<FundingLineId, Money> _followed = new();

    /// <summary>Posts what the rules in force say of a line, where that is not posted yet. A line whose amount they do not say has nothing to post.</summary>
    public async Task Follow(FundingLine line, CancellationToken cancellationToken)
    {
        if (Said(line.Id, Today) is not { Amount: { } amount } said || (_followed.TryGetValue(line.Id, out var seen) && seen == amount))
        {
            return;
        }

        await Post(line.Id, amount, said.Version, cancellationToken);
        await SendWaiting(line.Id, cancellationToken);
        _followed[line.Id] = amount;
    }

    /// <summary>Follows the rules of today for every line, and sends what was left. One line's trouble does not keep the others waiting.</summary>
    public async Task Tick(CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var line in catalogue.Lines(Today))
        {
            try
            {
                await Follow(line, cancellationToken);
                await SendWaiting(line.Id, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("The books of some funding lines could not be kept; they are looked at again in an hour.", failures);
        }
    }

    /// <summary>Sends the entries of a line that may not have been sent. Sending twice is harmless.</summary>
    internal async Task SendWaiting(FundingLineId line, CancellationToken cancellationToken)
    {
        var partition = LineRows.Partition(line);
        await foreach (var waiting in tables.Query(TableNames.Funding, RowQuery.Prefix(partition, LineRows.OutboxPrefix), cancellationToken))
        {
            var id = waiting.Key[LineRows.OutboxPrefix.Length..];
            var row = await tables.Find(TableNames.Funding, partition, GrantRows.Journal(id), cancellationToken)
                ?? throw new InvalidOperationException($"Entry {id} of {line} is to be sent and is not in its journal.");
            var entry = GrantRows.Read<PostedEntry>(row);
            await queues.Send(QueueNames.Postings, MessageText.Write(id, entry.EventId, partition, entry.At, entry), null, cancellationToken);
            await tables.Commit(TableNames.Funding, [RowChange.Delete(waiting with { ETag = null })], cancellationToken);
        }
    }

    /// <summary>Lists a line before it has a book: what reads all books must find every one of them.</summary>
    internal Task Enter(FundingLineId line, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Funding, [RowChange.Upsert(LineRows.Books, LineRows.Partition(line), new Dictionary<string, object> { ["line"] = line.Value })], cancellationToken);

    /// <summary>A line's book as it stands; an empty one where nothing was posted yet.</summary>
    internal async Task<(Row? Row, LineBook Book)> Find(FundingLineId line, Currency currency, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Funding, LineRows.Partition(line), LineRows.Book, cancellationToken) is { } row
            ? (row, GrantRows.Read<LineBook>(row))
            : (null, LineBook.Empty(line, currency));

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task Post(FundingLineId line, Money amount, string version, CancellationToken cancellationToken)
    {
        var partition = LineRows.Partition(line);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (row, book) = await Find(line, amount.Currency, cancellationToken);
            var now = time.GetUtcNow();
            if (book.Follow(amount, version, DateOnly.FromDateTime(now.UtcDateTime)) is not { } posted)
            {
                return;
            }

            if (row is null)
            {
                await Enter(line, cancellationToken);
            }

            if (await tables.Commit(TableNames.Funding, [.. LineRows.Post(partition, row, posted, now)], cancellationToken) == CommitOutcome.Committed)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The book of {line} changed {Tries} times at once. It is looked at again later.");
    }

    /// <summary>What the last rules that knew the line say of it; null where no rules did up to today. Rules to come have posted nothing yet.</summary>
    private (string Version, Money? Amount)? Said(FundingLineId line, DateOnly today) => catalogue.Versions[line.Programme]
        .Where(rules => rules.ValidFrom is not { } from || from <= today)
        .SelectMany(rules => rules.FundingLines.Where(one => one.Id == line).Select(one => ((string, Money?)?)(rules.Version, one.Amount)))
        .LastOrDefault();
}
