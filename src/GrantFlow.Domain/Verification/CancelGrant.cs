using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Verification;

/// <summary>The country office stops an approved grant: the person did not arrive, or is not who the file says.</summary>
public sealed record CancelGrant(CommandId Id, Actor Actor, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.CountryOffice, Role.Officer)
            .From(GrantTrigger.Cancel)
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.Cancel, new GrantCancelled(Reason));
                Commitments.ReleaseAll(outcome, grant);
            });
}

/// <summary>Stopped; the money is free again.</summary>
public sealed record GrantCancelled(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why };
}
