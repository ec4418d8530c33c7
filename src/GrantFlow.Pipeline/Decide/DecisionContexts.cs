using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Invoices;
using GrantFlow.Pipeline.Suppliers;

namespace GrantFlow.Pipeline.Decide;

/// <summary>What a decision may look at besides its grant, the same at the door and for the writer.</summary>
public sealed class DecisionContexts(Catalogue catalogue, HouseholdStore households, HouseholdMembers members, PayoutPolicy payouts, InvoiceClaims invoices, EvidenceUses evidence, SupplierStandings suppliers)
{
    /// <summary>Time and catalogue; and, where the command asks for it, whether the family of a child still has an adult, an invoice or a file is used elsewhere, and how suppliers stand.</summary>
    public async Task<DecisionContext> For(GrantCommand command, Grant? grant, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(now, catalogue)
        {
            MoneyLeavesInBatches = payouts.InBatches,
            InvoiceUse = command is SettleInKind settle && grant is not null ? await invoices.Holder(grant, settle, cancellationToken) : null,
            EvidenceUses = command is SettleInKind { Line: var proven } && grant is not null ? await evidence.OthersOf(grant, proven, cancellationToken) : [],
            Suppliers = await suppliers.For(command, grant, cancellationToken),
            NoAdultLeft = command.AsksForTheFamily && grant is { Household: not null, Application.IsChild: true } && await IsAlone(grant, cancellationToken),
        };

    private async Task<bool> IsAlone(Grant child, CancellationToken cancellationToken) =>
        await households.Find(child.Household!.Value, cancellationToken) is { } family
        && !family.HasAdult((await members.Of(family, cancellationToken)).Select(member => member.Grant));
}
