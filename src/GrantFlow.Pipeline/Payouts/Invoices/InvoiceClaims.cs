using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;

namespace GrantFlow.Pipeline.Payouts.Invoices;

/// <summary>
/// One row per supplier and invoice number, inserted if absent before the invoice is settled: of two lines only one gets it. A claim stays with its line unless that line ended without
/// this invoice; no step under way can settle it then any more.
/// </summary>
public sealed class InvoiceClaims(ITables tables, GrantStore grants, IIdentityHash hash)
{
    private const string Key = "claim";

    /// <summary>The line that holds the invoice, where that is another one; null where it is free. Writes nothing.</summary>
    public async Task<LineUse?> Holder(Grant grant, SettleInKind settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(settle);
        return PartitionOf(grant, settle) is { } partition && await tables.Find(TableNames.Suppliers, partition, Key, cancellationToken) is { } row
            ? await Other(partition, row, new LineUse(grant.Id, settle.Line), cancellationToken)
            : null;
    }

    /// <summary>Claims the invoice for the line. Null when the line holds it now; the other line when that one does.</summary>
    public async Task<LineUse?> Claim(Grant grant, SettleInKind settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(settle);
        if (PartitionOf(grant, settle) is not { } partition)
        {
            return null;
        }

        var own = new LineUse(grant.Id, settle.Line);
        var values = GrantRows.Values(own);
        while (await tables.Commit(TableNames.Suppliers, [RowChange.Add(partition, Key, values)], cancellationToken) != CommitOutcome.Committed)
        {
            if (await tables.Find(TableNames.Suppliers, partition, Key, cancellationToken) is not { } row)
            {
                continue;
            }

            if (GrantRows.Read<LineUse>(row) == own)
            {
                return null;
            }

            if (await Other(partition, row, own, cancellationToken) is { } holder)
            {
                return holder;
            }

            if (await tables.Commit(TableNames.Suppliers, [RowChange.Replace(row, values)], cancellationToken) == CommitOutcome.Committed)
            {
                return null;
            }
        }

        return null;
    }

    private async Task<LineUse?> Other(string partition, Row row, LineUse own, CancellationToken cancellationToken)
    {
        var holder = GrantRows.Read<LineUse>(row);
        if (holder == own)
        {
            return null;
        }

        var line = (await grants.Find(holder.Grant, cancellationToken))?.Grant.Line(holder.Line) as InKindLine;
        var endedOtherwise = line is { IsDone: true } && !(line.State == InKindState.Settled && line.Invoice is { } invoice && Partition(line, invoice) == partition);
        return endedOtherwise ? null : holder;
    }

    private string? PartitionOf(Grant grant, SettleInKind settle) =>
        grant.Line(settle.Line) is InKindLine line ? Partition(line, settle.Invoice) : null;

    /// <summary>
    /// The supplier's id, and where a line has only a name the id that it has or would have in the register: one ordered from by name and by id is one. A supplier can be a person, so that it is hashed
    /// with a key.
    /// </summary>
    private string Partition(InKindLine line, string invoice) =>
        $"invoice-{hash.Of($"invoice|{line.SupplierId ?? SupplierRegister.IdOf(line.Supplier)}|{InvoiceText.OfNumber(invoice)}")}";
}
