using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>The country office gives a new route for a failed payout; finance releases it again.</summary>
public sealed record ReroutePayout(CommandId Id, Actor Actor, LineId Line, PayoutRoute Route) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.MoveLine)
            .UnlessPlanPending(Line)
            .Line<CashLine>(Line, line => CashMachine.At(line.State).CanFire(CashTrigger.Reroute))
            .Unless(Payees.Check(grant.Application, Route))
            .Then(outcome => outcome.Move(new CashMoved(Line, CashTrigger.Reroute) { Route = Route }));
}
