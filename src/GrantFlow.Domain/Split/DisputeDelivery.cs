using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Suppliers;
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

    /// <summary>The new supplier in the register; null with a name for one that is only named, null without one for the same supplier.</summary>
    public SupplierId? SupplierId { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SupplierRef> SuppliersNamed(Grant grant) => Next(grant);

    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.MoveLine)
            .UnlessPlanPending(Line)
            .Line<InKindLine>(Line, line => line.State == InKindState.Disputed)
            .Unless(Next(grant).SelectMany(one => SupplierRules.Check(one, context)))
            .Then(outcome => outcome.Move(new InKindMoved(Line, InKindTrigger.Order)
            {
                Supplier = SupplierId is { } id ? context.Suppliers.Named[id].Name : Supplier,
                SupplierId = SupplierId,
                PurchaseOrder = PurchaseOrder,
            }));

    private IEnumerable<SupplierRef> Next(Grant grant) =>
        grant.Line(Line) is InKindLine line ? SupplierId is null && Supplier is null ? SupplierRef.Of(line) : [SupplierRef.Of(SupplierId, Supplier)] : [];
}
