using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>
/// The country office calls off one line in kind that does not come, such as the rest of a delivery; all others stay as they are. Its money goes back to the funding line. It is a
/// change of plan like any other: where such a change needs officers, this waits for them too.
/// </summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">An officer of the grant's own office.</param>
/// <param name="Line">Which.</param>
/// <param name="Reason">Why, in plain words; no personal data.</param>
public sealed record CallOffLine(CommandId Id, Actor Actor, LineId Line, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var change = grant is { Approved: { } approved } && grant.Line(Line) is InKindLine { CanCancel: true } line
            ? new PlanChange(approved - line.Amount, [], null, Reason) { Only = Line }
            : null;
        return PlanProposal.On(grant, this, context)
            .Line<InKindLine>(Line, one => one.CanCancel)
            .Unless(change is null ? [] : PlanRules.Check(grant, change, context))
            .Then(outcome => PlanProposal.Put(outcome, change!));
    }
}
