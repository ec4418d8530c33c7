using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>What arrived of an ordered line.</summary>
/// <param name="Amount">What it is worth by the order; less than the line.</param>
/// <param name="Quantity">How many; where the line is counted, and only there.</param>
public sealed record DeliveredPart(Money Amount, int? Quantity = null);

/// <summary>What can be a part of a line: something is left, and every euro stays on exactly one line.</summary>
internal static class PartRules
{
    /// <summary>The number of the line that holds the rest.</summary>
    public static LineId Next(Grant grant) => new(grant.Lines.Max(line => line.Id.Number) + 1);

    public static IEnumerable<Decision.Refused> Check(Grant grant, InKindLine? line, DeliveredPart? part)
    {
        if (line is null || part is null)
        {
            yield break;
        }

        if (part.Amount.Currency != line.Amount.Currency)
        {
            yield return new(RefusalCode.WrongCurrency, $"Line {line.Id} is in {line.Amount.Currency}; give the part in it.");
            yield break;
        }

        if (!part.Amount.IsPositive || part.Amount >= line.Amount)
        {
            yield return Not($"A part of line {line.Id} is more than nothing and less than its {line.Amount}. Leave the part out when all of it arrived.");
        }

        if (line.Quantity is null ? part.Quantity is not null : !(part.Quantity > 0 && part.Quantity < line.Quantity))
        {
            yield return Not(line.Quantity is { } ordered
                ? $"{ordered} are ordered on line {line.Id}. Say how many of them arrived: 1 to {ordered - 1}."
                : $"Line {line.Id} is not counted. Leave the quantity out.");
        }

        if (line.Kind is LineKind.Referral or LineKind.TransitAssistance)
        {
            yield return Not($"A {line.Kind.Plain()} is given whole or not at all. Confirm it once it is done.");
        }

        if (grant.Lines.Count(one => one.StateName != nameof(InKindState.Cancelled)) >= SplitRules.MostParts || grant.Lines.Max(one => one.Id.Number) >= LineId.MaxNumber)
        {
            yield return Not($"A grant has at most {SplitRules.MostParts} lines at a time and {LineId.MaxNumber} in all; there is no room for the rest. Confirm the delivery once all of it arrived.");
        }
    }

    private static Decision.Refused Not(string why) => new(RefusalCode.DeliveryPartInvalid, why);
}
