namespace GrantFlow.Demo.Scenario;

/// <summary>A trafficked person whom a partner in France refers to Tirana: the referral, and the case that it opens there.</summary>
internal static class Referrals
{
    private static readonly DateOnly Signed = new(2025, 9, 22);

    /// <summary>The referral first.</summary>
    public static IReadOnlyList<Person> Of(DemoOptions options, int first)
    {
        var dice = new Dice(options.Run, first);
        var fee = new Euros(150_00);
        var there = new Return("trm", "al-tirana", "FR", "AL", "AL", "victim-of-trafficking", "principal", "sq");
        // No document, no account: the receiving office needs no more to meet the person.
        var who = new Identity(Names.Family(dice), Names.Given(dice), new DateOnly(2001, 8, 17), null, null);
        var referral = new Person(first, Fate.ReferredAbroad, who, there, Signed, Signed.AddDays(20), fee, fee, [new PlannedLine("L01", "referral", fee, "Referral to Tirana", "Supplier 01")], null);

        var amount = new Euros(1_750_00);
        var known = who with { DocumentNumber = Crowd.Document(options, first + 1, dice), DocumentCountry = "AL" };
        var here = there with { Programme = "tact" };
        var lines = Plans.For(dice, here.Programme, amount, cash: 1);
        return [referral, new Person(first + 1, Fate.OpenedCase, known, here, Signed, Signed.AddDays(30), amount, amount, lines, Routes.For(dice, here, known, Fate.OpenedCase, amount, options.ByRoutes)) { HandedInBy = first }];
    }
}
