using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Deadlines;

/// <summary>
/// Lists the grants from before the clock ran under their days, and finds the oldest of those. It goes through the lists of
/// open grants, on the clock's first day and once more on another: by then the lines that were under way have arrived.
/// </summary>
public sealed class EarlierGrants(GrantListStore lists, GrantStore grants)
{
    private const int Passes = 2;

    private static readonly GrantState[] Open = [.. GrantMachine.Holdable, GrantState.Completed, GrantState.UnderAppeal];

    internal async Task<DueMark> List(DueMark mark, DateOnly today, CancellationToken cancellationToken)
    {
        if (mark.Passes >= Passes || mark.PassedOn >= today)
        {
            return mark;
        }

        var oldest = mark.Oldest;
        foreach (var state in Open)
        {
            await foreach (var line in lists.All(state, cancellationToken))
            {
                if (await DueOn(line, cancellationToken) is { } day && day < oldest)
                {
                    oldest = day;
                }
            }
        }

        return new DueMark(oldest, mark.Passes + 1, today);
    }

    private async Task<DateOnly?> DueOn(GrantSummary line, CancellationToken cancellationToken)
    {
        if (line.DueOn is null && await grants.Find(line.Grant, cancellationToken) is { Grant: var grant } && GrantSummary.Of(grant) is { DueOn: not null } renewed)
        {
            await lists.Renew(renewed, cancellationToken);
            return renewed.DueOn;
        }

        return line.DueOn;
    }
}
