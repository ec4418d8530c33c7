using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>A part of an ordered line arrived: the line is that part from here on, and the rest is a line of its own that is still ordered.</summary>
/// <param name="Line">Which.</param>
/// <param name="Amount">What the part is worth; the rest is worth what is left.</param>
/// <param name="Quantity">How many arrived; null where the line is not counted.</param>
/// <param name="Rest">The new line.</param>
public sealed record LineParted(LineId Line, Money Amount, int? Quantity, LineId Rest) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (InKindLine)grant.Line(Line)!;
        var rest = line with { Id = Rest, Amount = line.Amount - Amount, Quantity = line.Quantity - Quantity, PartOf = line.PartOf ?? Line };
        var parted = grant.HandledBy(By.Id).WithLine(line with { Amount = Amount, Quantity = Quantity });
        return parted with { Lines = parted.Lines.Add(rest) };
    }
}
