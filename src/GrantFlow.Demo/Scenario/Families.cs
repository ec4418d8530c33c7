namespace GrantFlow.Demo.Scenario;

/// <summary>The family that is stranded in Minsk: one decision, five grants.</summary>
internal static class Families
{
    private static readonly (string Role, DateOnly Born, int Tens, int CashPercent)[] Members =
    [
        ("principal", new DateOnly(1984, 2, 29), 200, 35),
        ("family-member", new DateOnly(1987, 7, 14), 160, 30),
        ("minor", new DateOnly(2013, 5, 3), 80, 20),
        ("minor", new DateOnly(2016, 11, 21), 80, 0),
        ("minor", new DateOnly(2021, 1, 9), 80, 0),
    ];

    public static int Size => Members.Length;

    /// <summary>All of them, the principal first.</summary>
    /// <param name="options">Names the run.</param>
    /// <param name="first">The principal's number.</param>
    public static IReadOnlyList<Person> Of(DemoOptions options, int first)
    {
        var family = Names.Family(new Dice(options.Run, first));
        var people = Members.Select((member, at) => Make(options, first + at, family, member)).ToList();
        return [people[0] with { Family = [.. people.Skip(1)] }, .. people.Skip(1).Select(person => person with { HandedInBy = first })];
    }

    private static Person Make(DemoOptions options, int number, string family, (string Role, DateOnly Born, int Tens, int CashPercent) member)
    {
        var dice = new Dice(options.Run, number);
        var travels = new Return("belarus-avrr", "iq-erbil", "BY", "IQ", "IQ", "voluntary-returnee", member.Role, "ckb");
        var amount = new Euros(member.Tens * 1_000);
        var who = new Identity(family, Names.Given(dice), member.Born, Crowd.Document(options, number, dice), "IQ");
        var lines = member.Role == "minor" ? Plans.ForPupil(dice, amount, member.CashPercent) : Plans.For(dice, travels.Programme, amount, cash: 1);
        var route = lines.Any(line => line.IsCash) ? Routes.For(dice, travels, who, Fate.Family, amount, options.ByRoutes) : null;
        return new Person(number, Fate.Family, who, travels, new DateOnly(2025, 10, 6), new DateOnly(2025, 11, 12), amount, amount, lines, route);
    }
}
