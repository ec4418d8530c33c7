using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Views;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Deadlines;

/// <summary>
/// Asks every grant that is due what is due: a reminder, a deputy, or the end; the grant itself decides. It reads the lists
/// of the days since it last found a day done, and no grant that is not due.
/// </summary>
public sealed class DeadlineClock(GrantListStore lists, DueDays days, EarlierGrants earlier, Answers answers, ILogger<DeadlineClock> log)
{
    /// <summary>How many commands are sent at once.</summary>
    private const int AtOnce = 32;

    /// <summary>Looks once. Returns how many grants were asked.</summary>
    public async Task<int> Tick(CancellationToken cancellationToken)
    {
        var today = days.Today;
        var (read, row) = await days.Read(cancellationToken);
        var mark = await earlier.List(read, today, cancellationToken);
        var asked = 0;
        DateOnly? waiting = null;
        for (var day = mark.Oldest; day <= today; day = day.AddDays(1))
        {
            var found = await Ask(day, today, cancellationToken);
            waiting ??= found > 0 ? day : null;
            asked += found;
        }

        // Not yesterday: a host whose clock is behind may still list something there without thinking it past.
        var oldest = Earlier(waiting ?? today, today.AddDays(-1));
        mark = oldest > mark.Oldest ? mark with { Oldest = oldest } : mark;
        if (mark != read || row is null)
        {
            await days.Write(mark, row, cancellationToken);
        }

        if (asked > 0)
        {
            log.LogInformation("{Count} grants are due and were asked.", asked);
        }

        return asked;
    }

    private async Task<int> Ask(DateOnly day, DateOnly today, CancellationToken cancellationToken)
    {
        var asked = 0;
        await foreach (var some in lists.Due(day, cancellationToken).Chunk(AtOnce).WithCancellation(cancellationToken))
        {
            await Task.WhenAll(some.Select(grant => Ask(grant, today, cancellationToken)));
            asked += some.Length;
        }

        return asked;
    }

    /// <summary>One command a day: a grant that refused, being on hold or in between, is asked again tomorrow.</summary>
    private Task Ask(GrantId grant, DateOnly today, CancellationToken cancellationToken) =>
        answers.Send(new CheckDeadlines(Answers.IdFor(grant, "deadlines", DueDays.Text(today)), Actor.System), "deadlines", cancellationToken);

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
