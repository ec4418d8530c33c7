using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>What a change of plan may do, and when officers have to approve it.</summary>
internal static class PlanRules
{
    /// <summary>Lines that stay as they are and count toward the new amount.</summary>
    public static IReadOnlyList<GrantLine> Fixed(Grant grant, PlanChange change) =>
        [.. grant.Lines.Where(line => !change.Replaces(line) && line is not (CashLine { State: CashState.Cancelled } or InKindLine { State: InKindState.Cancelled }))];

    public static IEnumerable<Decision.Refused> Check(Grant grant, PlanChange change, DecisionContext context)
    {
        if (context.RulesOf(grant) is not { } programme || grant.Approved is not { } approved)
        {
            return [];
        }

        if (change.Amount.Currency != approved.Currency)
        {
            return [new(RefusalCode.WrongCurrency, $"The grant is in {approved.Currency}; give the amount in it.")];
        }

        if (!change.Amount.IsPositive)
        {
            return [new(RefusalCode.AmountNotPositive, "The amount must be above zero. To stop the grant altogether, cancel or withdraw it.")];
        }

        if (change.Amount > approved)
        {
            return [new(RefusalCode.OverApproved, $"{approved} is approved; a plan can change what it is for, not raise it to {change.Amount}. Plan that or less.")];
        }

        return
        [
            .. grant.Lines.Count == 0 ? BeforeSplit(approved, change) : AfterSplit(grant, change, programme, context),
            .. SupplierRules.Check(change.Parts, context), .. change.Route is null ? [] : Payees.Check(grant.Application, change.Route),
            .. grant.Lines.Count == 0
                ? RouteRules.Check(RouteOf(grant, change), grant.Application, programme, change.Amount, context.Catalogue)
                : RouteRules.Check(RouteOf(grant, change), SplitRules.CashIn(change.Parts), grant.Application, context.Catalogue),
        ];
    }

    /// <summary>More cash than the present plan never without an approval; and under the two-approvals rule nothing without two.</summary>
    public static int ApprovalsNeeded(Grant grant, PlanChange change, Programme programme)
    {
        if (ApproveGrant.NeedsTwo(grant, programme, change.Amount))
        {
            return 2;
        }

        return CashOf(Whole(grant, change), change.Amount.Currency) > CashOf(Parts(grant.Lines.Where(line => line is not CashLine { State: CashState.Cancelled })), change.Amount.Currency) ? 1 : 0;
    }

    private static IEnumerable<Decision.Refused> BeforeSplit(Money approved, PlanChange change)
    {
        if (change.Parts.Count > 0)
        {
            yield return new(RefusalCode.SplitMismatch, "The split is not confirmed yet. Change the amount alone, and give the parts with the split.");
        }

        if (change.Amount == approved && change.Parts.Count == 0)
        {
            yield return new(RefusalCode.NothingToChange, $"{approved} is approved already. Name a lower amount, or leave it.");
        }
    }

    private static IEnumerable<Decision.Refused> AfterSplit(Grant grant, PlanChange change, Programme programme, DecisionContext context)
    {
        var stays = Fixed(grant, change);
        if (!grant.Lines.Any(line => line.CanCancel))
        {
            return [new(RefusalCode.NothingToChange, "Every line is handed over, released or done; nothing is left to plan anew.")];
        }

        if (IsAsItIs(grant, change))
        {
            return [new(RefusalCode.NothingToChange, "The plan is exactly this already. Name what is to be different, or leave it.")];
        }

        var free = LineId.MaxNumber - grant.Lines.Max(line => line.Id.Number);
        if (change.Parts.Count > free)
        {
            return [new(RefusalCode.SplitMismatch, $"A grant has at most {LineId.MaxNumber} lines over all its plans; {free} are left. Plan fewer parts.")];
        }

        var planned = grant with { Approved = change.Amount, Route = RouteOf(grant, change) };
        var found = SplitRules.Check(planned, Whole(grant, change), programme, context).ToList();
        if (found.RemoveAll(wrong => wrong.Code == RefusalCode.PackageDeadlinePassed) > 0)
        {
            // What stays was planned in time.
            found.AddRange(PackageRules.Check(planned, change.Parts, programme, context).Where(wrong => wrong.Code == RefusalCode.PackageDeadlinePassed));
        }

        return stays.Count == 0
            ? found
            : found.Select(wrong => wrong.Code == RefusalCode.SplitMismatch
                ? wrong with { Why = $"{wrong.Why} {stays.Count} of them, {Money.Sum(stays.Select(line => line.Amount), change.Amount.Currency)}, are lines that stay as they are." }
                : wrong);
    }

    /// <summary>Where new cash goes: to the given route, else where the replaced cash was to go, else to the route on file.</summary>
    public static PayoutRoute? RouteOf(Grant grant, PlanChange change) =>
        change.Route ?? (grant.Lines.Where(line => line.CanCancel).OfType<CashLine>().Select(line => line.Route).Distinct().ToList() is [var only] ? only : grant.Route);

    /// <summary>Asked once more, a change that holds already would only number its lines anew.</summary>
    private static bool IsAsItIs(Grant grant, PlanChange change)
    {
        var open = grant.Lines.Where(change.Replaces).ToList();
        return change.Amount == grant.Approved
            && open.OfType<CashLine>().All(line => line.Route == RouteOf(grant, change))
            && Parts(open).OrderBy(part => part.ToString(), StringComparer.Ordinal).SequenceEqual(change.Parts.Select(SplitRules.AsPlanned).OrderBy(part => part.ToString(), StringComparer.Ordinal));
    }

    /// <summary>What stays and what is new, as one split.</summary>
    private static IReadOnlyList<SplitPart> Whole(Grant grant, PlanChange change) => [.. Parts(Fixed(grant, change)), .. change.Parts];

    private static IEnumerable<SplitPart> Parts(IEnumerable<GrantLine> lines) => lines.Select(line =>
        line is InKindLine inKind
            ? new SplitPart(line.Kind, line.Amount, inKind.Item, inKind.Supplier) { Package = line.Package, ItemCode = inKind.ItemCode, Quantity = inKind.Quantity, SupplierId = inKind.SupplierId, PurchaseOrder = inKind.PurchaseOrder }
            : new SplitPart(line.Kind, line.Amount, null, null) { Package = line.Package });

    private static Money CashOf(IEnumerable<SplitPart> parts, Currency currency) =>
        Money.Sum(SplitRules.CashIn(parts), currency);
}
