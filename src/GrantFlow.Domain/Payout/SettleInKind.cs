using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance settles the supplier's invoice for an accepted line.</summary>
public sealed record SettleInKind(CommandId Id, Actor Actor, LineId Line, string Invoice) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Finance)
            .From(GrantTrigger.MoveLine)
            .Unless(FourPeople.Involved(grant, Actor.Id), RefusalCode.ReleaserInvolved, FourPeople.Why)
            .Line<InKindLine>(Line, line => InKindMachine.At(line.State).CanFire(InKindTrigger.Settle))
            .Then(outcome =>
            {
                var amount = grant.Line(Line)!.Amount;
                outcome.Move(new InKindMoved(Line, InKindTrigger.Settle) { Invoice = Invoice });
                outcome.Post(EntryKind.InKindSettlement, Account.SpentInKind, Account.PayableInKind, amount, Line);
                outcome.Ask(new SettleFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, amount));
            });
}
