using System.Collections.Immutable;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>The parts equal the whole to the cent, cash stays within the programme's share, and only kinds the programme gives.</summary>
internal static class SplitRules
{
    /// <summary>So that a split, its orders and its later payouts each fit into one commit.</summary>
    public const int MostParts = 20;

    public static IEnumerable<Decision.Refused> Check(Grant grant, IReadOnlyList<SplitPart> parts, Programme? programme, DecisionContext context)
    {
        if (programme is null || grant.Approved is not { } approved)
        {
            yield break;
        }

        if (parts.Any(part => part.Amount.Currency != approved.Currency))
        {
            yield return new(RefusalCode.WrongCurrency, $"The grant is in {approved.Currency}; give every part in it.");
            yield break;
        }

        if (parts.Any(part => !part.Amount.IsPositive))
        {
            yield return new(RefusalCode.AmountNotPositive, "Every part must be above zero.");
            yield break;
        }

        if (parts.Count is 0 or > MostParts)
        {
            yield return new(RefusalCode.SplitMismatch, $"{parts.Count} parts were given. Plan 1 to {MostParts}.");
            yield break;
        }

        // Before they are added up: amounts out of all proportion have no sum.
        if (parts.Any(part => part.Amount > approved))
        {
            yield return new(RefusalCode.SplitMismatch, $"One part alone is more than {approved}, which is all that is approved. Make the parts equal to it to the cent.");
            yield break;
        }

        var (inKind, cash) = Totals(parts);
        if (inKind + cash != approved)
        {
            yield return new(RefusalCode.SplitMismatch, $"The parts add up to {inKind + cash}; {approved} is approved. Make them equal to the cent.");
        }

        if (cash.IsPositive && !programme.Cash.Allowed)
        {
            yield return new(RefusalCode.CashNotAllowed, $"{programme.Id} gives no cash. Plan goods or services.");
        }

        var ceiling = programme.CashCeiling(grant.Application.HouseholdRole, grant.Application.Category, approved);
        if (cash > ceiling && programme.Cash.Allowed)
        {
            yield return new(RefusalCode.CashShareExceeded, $"{cash} in cash is more than {programme.Id} gives of {approved}. Plan at most {ceiling} in cash.");
        }

        foreach (var refused in PackageRules.Check(grant, parts, programme, context))
        {
            yield return refused;
        }

        foreach (var refused in ItemRules.Check(parts, programme))
        {
            yield return refused;
        }

        if (cash.IsPositive && programme.InKindBeforeCash && !parts.Any(part => programme.BeforeCash.Contains(part.Kind)))
        {
            yield return new(RefusalCode.InKindComesFirst, $"Under {programme.Id} cash follows one of {string.Join(", ", programme.BeforeCash.Select(one => one.Plain()))}. Plan one of them too.");
        }

        foreach (var kind in parts.Select(part => part.Kind).Where(kind => kind.IsInKind() && !programme.LineKinds.Contains(kind)).Distinct())
        {
            yield return new(RefusalCode.LineKindNotAllowed, $"{programme.Id} does not give {kind.Plain()}. It gives {string.Join(", ", programme.LineKinds.Select(one => one.Plain()))}.");
        }

        if (cash.IsPositive && grant.Route is null)
        {
            yield return new(RefusalCode.RouteMissing, "Cash is planned and no payout route is on file. Give a route with the split, or plan everything in kind.");
        }

        foreach (var refused in cash.IsPositive ? Payees.Check(grant.Application, grant.Route) : [])
        {
            yield return refused;
        }
    }

    public static (Money InKind, Money Cash) Totals(IReadOnlyList<SplitPart> parts)
    {
        var currency = parts[0].Amount.Currency;
        return (
            Money.Sum(parts.Where(part => part.Kind.IsInKind()).Select(part => part.Amount), currency),
            Money.Sum(parts.Where(part => !part.Kind.IsInKind()).Select(part => part.Amount), currency));
    }

    /// <summary>Each part that is paid out.</summary>
    public static IEnumerable<Money> CashIn(IEnumerable<SplitPart> parts) => parts.Where(part => !part.Kind.IsInKind()).Select(part => part.Amount);

    /// <summary>The parts as the grant's first lines; cash goes to the grant's route.</summary>
    public static ImmutableList<GrantLine> Plan(Grant grant, IReadOnlyList<SplitPart> parts, DecisionContext context) =>
        [.. parts.Select((part, at) => Line(new LineId(at + 1), part, grant.Route) with { Package = part.Package, DueBy = PackageRules.DueBy(grant, part.Package, context) })];

    /// <summary>The part as its line tells it: what was left out is filled in, and cash has neither item nor supplier.</summary>
    public static SplitPart AsPlanned(SplitPart part) => part.Kind.IsInKind()
        ? part with { Item = part.Item ?? part.Kind.ToString(), Supplier = part.Supplier ?? "" }
        : part with { Item = null, Supplier = null, ItemCode = null, Quantity = null, SupplierId = null, PurchaseOrder = null };

    private static GrantLine Line(LineId id, SplitPart part, PayoutRoute? route) => part.Kind.IsInKind()
        ? new InKindLine(id, part.Kind, part.Amount, AsPlanned(part).Item!, AsPlanned(part).Supplier!, InKindState.Planned) { ItemCode = part.ItemCode, Quantity = part.Quantity, SupplierId = part.SupplierId, PurchaseOrder = part.PurchaseOrder }
        : new CashLine(id, part.Amount, CashState.Planned, 0, route!);
}
