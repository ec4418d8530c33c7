using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance settles the supplier's invoice for an accepted line: the whole of it, and each invoice once.</summary>
public sealed record SettleInKind(CommandId Id, Actor Actor, LineId Line, string Invoice) : GrantCommand(Id, Actor)
{
    /// <summary>What the invoice says; null only in messages from before it was asked for.</summary>
    public Money? Amount { get; init; }

    /// <summary>Why a file that proves another delivery too proves this one as well; null where nothing was found.</summary>
    public string? Acknowledged { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SupplierRef> SuppliersNamed(Grant grant) => SupplierRef.Of(grant.Line(Line));

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var accepted = grant.Line(Line)?.Amount;
        return Ruling.On(grant, this, context)
            .By(Role.Finance)
            .From(GrantTrigger.MoveLine)
            .Unless(FourPeople.Involved(grant, Actor.Id), RefusalCode.ReleaserInvolved, FourPeople.Why)
            .Line<InKindLine>(Line, line => InKindMachine.At(line.State).CanFire(InKindTrigger.Settle))
            .Unless(Amount is { } stated && accepted is { } due && stated != due, RefusalCode.InvoiceAmountDiffers, $"The invoice is over {Amount}; {accepted} is accepted on line {Line}. Ask the supplier for an invoice over what was accepted, or the office to dispute the delivery.")
            .Unless(
                context.InvoiceUse is { } used && used != new LineUse(grant.Id, Line),
                RefusalCode.InvoiceUsed,
                $"Invoice {Invoice} of this supplier is that of line {context.InvoiceUse?.Line} of grant {context.InvoiceUse?.Grant}. An invoice is settled once: check its number, or ask the supplier for one of its own.")
            .Unless(SupplierRules.CheckPayment(grant.Line(Line), context))
            .Unless(
                context.EvidenceUses.Count > 0 && Acknowledged is null,
                RefusalCode.EvidenceReused,
                $"A file that proves line {Line} also proves {string.Join(", ", context.EvidenceUses.Select(use => $"line {use.Line} of grant {use.Grant}"))}. Look at both cases; where it is right, settle with acknowledged and the reason, else have the office dispute the delivery.")
            .Then(outcome =>
            {
                outcome.Move(new InKindMoved(Line, InKindTrigger.Settle) { Invoice = Invoice, Acknowledged = Acknowledged });
                outcome.Post(EntryKind.InKindSettlement, Account.SpentInKind, Account.PayableInKind, accepted!.Value, Line);
                outcome.Ask(new SettleFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, accepted.Value));
            });
    }
}
