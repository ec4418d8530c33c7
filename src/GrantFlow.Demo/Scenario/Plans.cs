using System.Globalization;

namespace GrantFlow.Demo.Scenario;

/// <summary>How an approved amount is split: what is given in kind, from whom, and what is left for cash.</summary>
internal static class Plans
{
    private static readonly (string Kind, string Item)[] Usual =
    [
        ("goods", "Sewing machine and cloth"), ("goods", "Stall and first stock"), ("goods", "Carpentry tools"), ("goods", "Goats and fodder"),
        ("goods", "Phone repair kit"), ("goods", "Bakery oven"), ("service", "Rent of a workshop for six months"), ("training", "Driving course"),
        ("training", "Welding course"), ("business-start-up", "Licence and registration of a shop"), ("wage-subsidy", "First three months of wages"),
    ];

    private static readonly (string Kind, string Item)[] BackToWork =
    [
        ("job-placement", "Placement with an employer"), ("training", "Electrician's course"), ("training", "Office software course"),
        ("business-start-up", "Equipment of a small business"),
    ];

    /// <summary>The lines, which add up to the amount to the cent.</summary>
    /// <param name="dice">Decides.</param>
    /// <param name="programme">Which kinds it gives.</param>
    /// <param name="approved">The whole.</param>
    /// <param name="cash">The most cash lines: 0, 1, or 2 for two instalments.</param>
    public static IReadOnlyList<PlannedLine> For(Dice dice, string programme, Euros approved, int cash) => programme switch
    {
        "cdg-transit" => [Line(1, "transit-assistance", "Assistance at the airport", dice, approved)],
        "fr-resettlement" => [Line(1, "service", "Pre-departure orientation", dice, Tens(approved, 40)), Line(2, "travel-assistance", "Ticket and escort to Paris", dice, approved - Tens(approved, 40))],
        "eu-relocation" => [Line(1, "travel-assistance", "Ticket and escort to Paris", dice, approved)],
        "eurp" => PostArrivalAndReturn(dice, approved),
        "uknsf" => [Line(1, "service", "Help with a residency application", dice, approved)],
        "magnet-2" => Mixed(dice, BackToWork, approved, cash),
        _ => Mixed(dice, Usual, approved, cash),
    };

    /// <summary>Cash on arrival is at most EUR 615.00; what comes after the return is in kind.</summary>
    private static PlannedLine[] PostArrivalAndReturn(Dice dice, Euros approved)
    {
        var cash = Tens(approved, 30);
        var (kind, item) = dice.Of(Usual);
        return [Line(1, kind, item, dice, approved - cash) with { Package = "post-return" }, Cash(2, cash) with { Package = "post-arrival" }];
    }

    /// <summary>A child goes to school; what is paid goes to the guardian.</summary>
    public static IReadOnlyList<PlannedLine> ForPupil(Dice dice, Euros approved, int cashPercent)
    {
        var cash = Tens(approved, cashPercent);
        var school = Line(1, "training", "School fees and books for a year", dice, approved - cash);
        return cash == Euros.Zero ? [school] : [school, Cash(2, cash)];
    }

    /// <summary>The same lines, with EUR 50.00 less for the first one and, which an officer has to approve, as much more in cash.</summary>
    public static IReadOnlyList<PlannedLine> MoreCash(IReadOnlyList<PlannedLine> lines)
    {
        var moved = new Euros(50_00);
        return [.. lines.Select((line, at) => line with
        {
            Id = Id(lines.Count + at + 1),
            Amount = at == 0 ? line.Amount - moved : at == lines.Count - 1 ? line.Amount + moved : line.Amount,
        })];
    }

    private static List<PlannedLine> Mixed(Dice dice, (string Kind, string Item)[] choices, Euros approved, int cash)
    {
        // Whole tens where possible, as a plan made at a desk would have; the cents stay in the last line.
        var inKind = cash > 0 ? Tens(approved, dice.Between(40, 75)) : approved;
        var two = dice.Percent(40);
        var first = two ? Tens(inKind, dice.Between(30, 70)) : inKind;
        var lines = new List<PlannedLine>();
        foreach (var amount in two ? new[] { first, inKind - first } : [first])
        {
            var (kind, item) = dice.Of(choices);
            lines.Add(Line(lines.Count + 1, kind, item, dice, amount));
        }

        var left = approved - inKind;
        if (cash > 1 && dice.Percent(12))
        {
            var instalment = Tens(left, 50);
            lines.Add(Cash(lines.Count + 1, instalment));
            left -= instalment;
        }

        if (cash > 0)
        {
            lines.Add(Cash(lines.Count + 1, left));
        }

        return lines;
    }

    private static Euros Tens(Euros amount, int percent) => new(amount.Cents * percent / 100_000 * 1_000);

    private static PlannedLine Line(int number, string kind, string item, Dice dice, Euros amount) =>
        new(Id(number), kind, amount, item, string.Create(CultureInfo.InvariantCulture, $"Supplier {dice.Between(1, 12):D2}"));

    private static PlannedLine Cash(int number, Euros amount) => new(Id(number), "cash", amount, null, null);

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"L{number:D2}");
}
