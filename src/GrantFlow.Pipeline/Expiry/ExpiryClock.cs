using System.Globalization;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Views;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Expiry;

/// <summary>Asks every grant whose deadline passed to expire. It reads the work lists of open grants only; the grant itself decides.</summary>
public sealed class ExpiryClock(GrantListStore lists, Answers answers, TimeProvider time, ILogger<ExpiryClock> log)
{
    /// <summary>Looks once. Returns how many grants were asked.</summary>
    public async Task<int> Tick(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var asked = 0;
        foreach (var state in GrantMachine.BeforeDisbursing)
        {
            await foreach (var overdue in lists.Expired(state, today, cancellationToken))
            {
                // One command a day: a grant that was on hold or in between is asked again tomorrow.
                var id = Answers.IdFor(overdue.Grant, "expire", today.ToString("O", CultureInfo.InvariantCulture));
                await answers.Send(new ExpireGrant(id, Actor.System), "expiry", cancellationToken);
                asked++;
            }
        }

        if (asked > 0)
        {
            log.LogInformation("{Count} grants are past their deadline and were asked to expire.", asked);
        }

        return asked;
    }
}
