using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>The country office says that goods came wrong or not at all.</summary>
public sealed record DisputeDelivery(CommandId Id, Actor Actor, LineId Line, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.MoveLine)
            .UnlessPlanPending(Line)
            .Line<InKindLine>(Line, line => InKindMachine.At(line.State).CanFire(InKindTrigger.Dispute))
            .Then(outcome =>
            {
                outcome.Move(new InKindMoved(Line, InKindTrigger.Dispute) { Why = Reason });
                if (grant.Withdrawing)
                {
                    // The person withdrew after the hand-over: nothing is ordered again.
                    outcome.Move(new InKindMoved(Line, InKindTrigger.Cancel));
                    outcome.ReleaseCommitment(Account.PayableInKind, grant.Line(Line)!.Amount, ends: outcome.Grant.State == GrantState.Withdrawn, Line);
                }
            });
}

/// <summary>The country office orders a disputed line again, from the same supplier or another.</summary>
public sealed record ReorderLine(CommandId Id, Actor Actor, LineId Line, string? Supplier) : GrantCommand(Id, Actor)
{
    /// <summary>The new purchase order; null keeps the one on file.</summary>
    public string? PurchaseOrder { get; init; }

    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.MoveLine)
            .UnlessPlanPending(Line)
            .Line<InKindLine>(Line, line => line.State == InKindState.Disputed)
            .Then(outcome => outcome.Move(new InKindMoved(Line, InKindTrigger.Order) { Supplier = Supplier, PurchaseOrder = PurchaseOrder }));
}
