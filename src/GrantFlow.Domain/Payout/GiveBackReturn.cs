using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance gives money that came back, and that nobody pays again, back to the funding line: also after the grant was closed or withdrawn.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">Somebody in finance without another part in the grant.</param>
/// <param name="Line">The line whose money came back.</param>
/// <param name="Reason">Why it is not paid again, in plain words; no personal data.</param>
public sealed record GiveBackReturn(CommandId Id, Actor Actor, LineId Line, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Finance)
            .FromEvenAfterTheEnd(GrantTrigger.MoveLine)
            .UnlessUnknown(Line)
            .Line<CashLine>(Line, line => CashMachine.At(line.State).CanFire(CashTrigger.GiveBack))
            .Unless(FourPeople.Involved(grant, Actor.Id), RefusalCode.ReleaserInvolved, FourPeople.Why)
            .Then(outcome =>
            {
                var (amount, cameBack) = (grant.Line(Line)!.Amount, grant.Line(Line)!.Posted);
                outcome.Move(new CashMoved(Line, CashTrigger.GiveBack) { Why = Reason, Entry = outcome.NextEntry });
                outcome.Post(EntryKind.Release, Account.Available, Account.Returned, amount, Line, cameBack);
                outcome.Ask(new AdjustFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, -amount));
            });
}
