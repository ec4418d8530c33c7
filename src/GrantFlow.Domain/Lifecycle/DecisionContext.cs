using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Suppliers;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>What a decision may look at besides the grant and the command.</summary>
/// <param name="Now">The time of the decision (UTC).</param>
/// <param name="Catalogue">Programmes and offices.</param>
public sealed record DecisionContext(DateTimeOffset Now, Catalogue Catalogue)
{
    /// <summary>No adult of the grant's family is left in it. Told to commands that ask (<see cref="GrantCommand.AsksForTheFamily"/>).</summary>
    public bool NoAdultLeft { get; init; }

    /// <summary>Money leaves in batches that two people in finance make and release; no grant is paid alone.</summary>
    public bool MoneyLeavesInBatches { get; init; }

    /// <summary>Where the invoice that is to be settled is used already; null where nowhere. Told to <see cref="SettleInKind"/>.</summary>
    public LineUse? InvoiceUse { get; init; }

    /// <summary>What else the files prove that prove the delivery of a line that is to be settled. Told to <see cref="SettleInKind"/>.</summary>
    public IReadOnlyList<LineUse> EvidenceUses { get; init; } = [];

    /// <summary>How the suppliers stand that a command names (<see cref="GrantCommand.SuppliersNamed"/>).</summary>
    public SupplierFacts Suppliers { get; init; } = SupplierFacts.None;

    /// <summary>The calendar day of the decision in UTC; postings carry it.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>The rules a grant was stamped with; a later version never changes it. Null when they are not on file any more.</summary>
    public Programme? RulesOf(Grant grant) => Catalogue.Find(grant.Application.Programme, grant.ProgrammeVersion);
}
