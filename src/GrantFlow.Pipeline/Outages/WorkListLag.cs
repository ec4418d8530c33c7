using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Outages;

/// <summary>How far work lists may be behind before anybody is told, and for how long a look is remembered: lists are read often, and one look serves them all.</summary>
public sealed record LagPatience(TimeSpan Unnoticed, TimeSpan Remembered)
{
    /// <summary>As it is run.</summary>
    public static readonly LagPatience Usual = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

    /// <summary>How long a look may take: storage that hangs would hold up for minutes whoever only wants to know how it does.</summary>
    public TimeSpan LongestLook { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>How far the work lists are behind the grants: as old as the change that waits longest to be listed. That is storage's own word, by its own clock.</summary>
public sealed class WorkListLag(IQueues queues, LagPatience patience)
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private volatile Look? _last;

    /// <summary>Since when changes wait to be listed (UTC); null where lists are as good as up to date, or nobody can say.</summary>
    public async Task<DateTimeOffset?> BehindSince(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        if (_last is { } last && now - last.At < patience.Remembered)
        {
            return last.Since;
        }

        DateTimeOffset? since = null;
        using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        look.CancelAfter(patience.LongestLook);
        try
        {
            since = (await queues.Peek(QueueNames.Views, 1, look.Token)) is [{ InsertedOn: { } oldest }] && now - oldest > patience.Unnoticed ? oldest : null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (failure is OperationCanceledException || DependencyException.In(failure) is not null))
        {
            // Queue storage does not answer, and says so for itself. The list is worth reading all the same.
        }

        _last = new Look(now, since);
        return since;
    }

    private sealed record Look(DateTimeOffset At, DateTimeOffset? Since);
}
