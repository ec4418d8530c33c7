using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Split;

/// <summary>Where a programme has an item catalogue, everything in kind is one of its items, within the item's price.</summary>
internal static class ItemRules
{
    public static IEnumerable<Decision.Refused> Check(IReadOnlyList<SplitPart> parts, Programme programme)
    {
        foreach (var part in parts.Where(part => part.Kind.IsInKind() && (part.ItemCode is not null || programme.Items.Count > 0)))
        {
            var item = programme.Items.FirstOrDefault(one => one.Code == part.ItemCode);
            if (item is null)
            {
                yield return new(RefusalCode.ItemUnknown, programme.Items.Count == 0
                    ? $"{programme.Id} has no item catalogue. Leave the item code out."
                    : $"{(part.ItemCode is null ? "A line in kind names no item" : $"There is no item {part.ItemCode}")}; {programme.Id} gives {Of(programme, part.Kind)}. Name one with every line in kind.");
            }
            else if (item.Kind != part.Kind)
            {
                yield return new(RefusalCode.ItemUnknown, $"The item {item.Code} is {item.Kind.Plain()}, not {part.Kind.Plain()}. Plan it as what it is, or name another item.");
            }
            else if (item.MaxPrice is { } most && part.Amount.Minor > (Int128)most.Minor * (part.Quantity ?? 1))
            {
                yield return new(RefusalCode.ItemPriceExceeded, $"{part.Amount} for {part.Quantity ?? 1} {item.Unit} of {item.Code} is more than {most} for each, which is the most {programme.Id} pays. Plan less, or say how many there are.");
            }
        }
    }

    private static string Of(Programme programme, LineKind kind)
    {
        var fit = programme.Items.Where(item => item.Kind == kind).Select(item => item.Code).ToList();
        return fit.Count == 0 ? $"nothing that is {kind.Plain()}" : string.Join(", ", fit);
    }
}
