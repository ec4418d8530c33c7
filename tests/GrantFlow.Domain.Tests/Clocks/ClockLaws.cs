using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Clocks;

/// <summary>What holds whenever a grant is asked what is due.</summary>
internal static class ClockLaws
{
    /// <param name="before">The grant that was asked.</param>
    /// <param name="today">The day.</param>
    /// <param name="decision">Its answer.</param>
    public static void Check(Grant before, DateOnly today, Decision decision)
    {
        var due = GrantClock.LookAgainOn(before) <= today;
        if (decision is not Decision.Accepted accepted)
        {
            Assert.False(due, $"{Story.Standing(before)} was due on {GrantClock.LookAgainOn(before)} and was left alone on {today}.");
            return;
        }

        Assert.True(due, $"{Story.Standing(before)} was not due before {GrantClock.LookAgainOn(before)?.ToString() ?? "ever"} and moved on {today}.");
        Assert.False(GrantClock.LookAgainOn(accepted.Grant) <= today, "What was due stays due.");
        // The clock reminds, calls a deputy, or ends with the deadline. It rejects nothing and pays nothing.
        Assert.All(accepted.Events, happened => Assert.True(happened is DeadlineNear or GrantEscalated or GrantExpired, happened.GetType().Name));
        if (accepted.Events.Any(happened => happened is GrantExpired))
        {
            Assert.Equal((GrantState.Expired, 1), (accepted.Grant.State, accepted.Events.Count));
            Assert.True(before.ExpiresOn < today);
        }
        else
        {
            Assert.Equal(before.State, accepted.Grant.State);
            Assert.Empty(accepted.Entries);
            Assert.Empty(accepted.Effects);
        }
    }
}
