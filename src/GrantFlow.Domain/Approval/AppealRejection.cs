using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>Intake records that the person asks for the rejection to be looked at again.</summary>
public sealed record AppealRejection(CommandId Id, Actor Actor, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Intake)
            .From(GrantTrigger.Appeal)
            .Then(outcome => outcome.Record(GrantTrigger.Appeal, new RejectionAppealed(Reason)));
}

/// <summary>Under appeal.</summary>
public sealed record RejectionAppealed(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why };
}
