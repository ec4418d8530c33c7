using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>An in-kind line moved.</summary>
/// <param name="Line">Which.</param>
/// <param name="Trigger">How.</param>
public sealed record InKindMoved(LineId Line, InKindTrigger Trigger) : GrantEvent
{
    /// <summary>What proves the delivery, where this is one.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The settled invoice, where this settles one.</summary>
    public string? Invoice { get; init; }

    /// <summary>Why a file may prove this delivery and another, where that was found before settling.</summary>
    public string? Acknowledged { get; init; }

    /// <summary>The new supplier, where it is ordered elsewhere.</summary>
    public string? Supplier { get; init; }

    /// <summary>The new supplier in the register, where it is ordered from one.</summary>
    public SupplierId? SupplierId { get; init; }

    /// <summary>The new purchase order, where it is ordered anew.</summary>
    public string? PurchaseOrder { get; init; }

    /// <summary>The reason of a dispute.</summary>
    public string? Why { get; init; }

    /// <summary>The case that this opened, where a referral was accepted.</summary>
    public GrantId? Opened { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (InKindLine)grant.Line(Line)!;
        var machine = InKindMachine.At(line.State);
        machine.Fire(Trigger);
        var handled = Trigger is InKindTrigger.Settle or InKindTrigger.Cancel ? grant : grant.HandledBy(By.Id);
        return (handled with { OpenedCase = Opened ?? handled.OpenedCase }).WithLine(line with
        {
            State = machine.State,
            Evidence = Evidence ?? line.Evidence,
            Invoice = Invoice ?? line.Invoice,
            Supplier = Supplier ?? line.Supplier,
            SupplierId = Supplier is null ? line.SupplierId : SupplierId,
            PurchaseOrder = PurchaseOrder ?? line.PurchaseOrder,
            Dispute = Trigger == InKindTrigger.Dispute ? Why : line.Dispute,
            Settler = Trigger == InKindTrigger.Settle ? By.Id : line.Settler,
        });
    }
}
