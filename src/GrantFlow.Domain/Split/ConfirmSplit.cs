using System.Collections.Immutable;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>One planned part: cash, or something in kind with what and from whom.</summary>
/// <param name="Kind">What is given.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Item">For everything in kind: what exactly. Null for cash.</param>
/// <param name="Supplier">For everything in kind: from whom. Null for cash.</param>
public sealed record SplitPart(LineKind Kind, Money Amount, string? Item, string? Supplier)
{
    /// <summary>From which package of the programme it is given; null where the programme has none.</summary>
    public string? Package { get; init; }

    /// <summary>The item's code where the programme has a catalogue; null elsewhere.</summary>
    public string? ItemCode { get; init; }

    /// <summary>How many; null where it is not counted.</summary>
    public int? Quantity { get; init; }

    /// <summary>The supplier in the register, whose name is then the line's; null where only a name is given.</summary>
    public SupplierId? SupplierId { get; init; }

    /// <summary>The office's purchase order; null where there is none yet.</summary>
    public string? PurchaseOrder { get; init; }
}

/// <summary>The country office confirms what is given in kind and what in cash; goods are ordered, cash falls due.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">An officer of the grant's own office.</param>
/// <param name="Parts">1 to 20 parts that add up to the approved amount to the cent.</param>
/// <param name="Route">A payout route that takes the place of the one on file; null keeps it.</param>
public sealed record ConfirmSplit(CommandId Id, Actor Actor, IReadOnlyList<SplitPart> Parts, PayoutRoute? Route = null) : GrantCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override bool AsksForTheFamily => true;

    /// <inheritdoc/>
    public override IEnumerable<SupplierRef> SuppliersNamed(Grant grant) => SupplierRef.Of(Parts);

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var programme = context.RulesOf(grant);
        var parts = SupplierRules.Named(Parts, context);
        return Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.ConfirmSplit)
            .UnlessLeftAlone()
            .UnlessPlanPending(moves: true)
            .Unless(programme is null, RefusalCode.UnknownProgramme, $"Version {grant.ProgrammeVersion} of {grant.Application.Programme} is not in the catalogue any more. Ask the programme administrator.")
            .Unless(SplitRules.Check(grant with { Route = Route ?? grant.Route }, parts, programme, context))
            .Unless(SupplierRules.Check(parts, context))
            .Unless(RouteRules.Check(Route ?? grant.Route, SplitRules.CashIn(Parts), grant.Application, context.Catalogue))
            .Then(outcome =>
            {
                var (inKind, cash) = SplitRules.Totals(parts);
                outcome.Record(GrantTrigger.ConfirmSplit, new SplitConfirmed([.. SplitRules.Plan(grant with { Route = Route ?? grant.Route }, parts, context).Select(line => line with { Posted = outcome.NextEntry })], Route));
                outcome.Post(EntryKind.Split,
                [
                    .. inKind.IsPositive ? [Posting.Debit(Account.PayableInKind, inKind)] : Array.Empty<Posting>(),
                    .. cash.IsPositive ? [Posting.Debit(Account.PayableCash, cash)] : Array.Empty<Posting>(),
                    Posting.Credit(Account.Committed, inKind + cash),
                ]);
                foreach (var line in outcome.Grant.Lines.OfType<InKindLine>())
                {
                    outcome.Move(new InKindMoved(line.Id, InKindTrigger.Order));
                }

                CashFallsDue.Where(outcome, programme!);
            });
    }
}

/// <summary>The split stands; every line is planned.</summary>
public sealed record SplitConfirmed(ImmutableList<GrantLine> Lines, PayoutRoute? Route = null) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant.HandledBy(By.Id) with { Lines = Lines, Route = Route ?? grant.Route };
}
