using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>The programme's deadline passed. Asked by timers before <see cref="Deadlines.CheckDeadlines"/>; such messages are still answered. On hold the clock stands still.</summary>
public sealed record ExpireGrant(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.System)
            .From(GrantTrigger.Expire)
            .Unless(!(grant.ExpiresOn < context.Today), RefusalCode.NotYetExpired, $"The grant runs until {grant.ExpiresOn?.ToString("yyyy-MM-dd") ?? "an open end"}.")
            .Then(outcome => End(outcome, grant));

    internal static void End(Outcome outcome, Grant grant)
    {
        outcome.Record(GrantTrigger.Expire, new GrantExpired());
        Commitments.ReleaseAll(outcome, grant);
    }
}

/// <summary>The deadline passed.</summary>
public sealed record GrantExpired : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = $"The deadline was {grant.ExpiresOn:yyyy-MM-dd}." };
}
