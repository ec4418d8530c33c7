using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>The country office gives a new route for a payout that failed or came back; finance releases it again.</summary>
public sealed record ReroutePayout(CommandId Id, Actor Actor, LineId Line, PayoutRoute Route) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var returned = grant.Line(Line) is CashLine { State: CashState.Returned };
        return Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.MoveLine)
            .Unless(returned && grant.Withdrawing, RefusalCode.WrongState, "The person withdrew, so what came back is not paid again. Have finance give it back to the funding line.")
            .UnlessPlanPending(Line)
            .UnlessUnknown(Line)
            .Line<CashLine>(Line, line => CashMachine.At(line.State).CanFire(CashTrigger.Reroute))
            .Unless(Payees.Check(grant.Application, Route))
            .Unless(grant.Line(Line) is CashLine cash ? RouteRules.Check(Route, [cash.Amount], grant.Application, context.Catalogue) : [])
            .Then(outcome =>
            {
                outcome.Move(new CashMoved(Line, CashTrigger.Reroute) { Route = Route, Entry = returned ? outcome.NextEntry : null });
                if (returned)
                {
                    var (amount, cameBack) = (grant.Line(Line)!.Amount, grant.Line(Line)!.Posted);
                    outcome.Post(EntryKind.PayoutRepeat, Account.PayableCash, Account.Returned, amount, Line, cameBack);
                    // The funding line counts it as spent; from here on it is reserved again, and is spent or given back like any other.
                    outcome.Ask(new ReopenFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, amount));
                }
            });
    }
}
