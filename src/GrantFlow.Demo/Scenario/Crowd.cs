using System.Globalization;

namespace GrantFlow.Demo.Scenario;

/// <summary>The people of one run: the same seed and number are the same people, to the letter.</summary>
internal static class Crowd
{
    // Fixed days: a request said again on another day must be the same request.
    private static readonly DateOnly FirstDay = new(2025, 9, 1);

    /// <summary>The people in the order in which they come: the one whose provider is down first, because its retries take longest; those who look like somebody last.</summary>
    public static IReadOnlyList<Person> Gather(DemoOptions options)
    {
        var order = new Dice(options.Run, 0);
        Fate[] fates = [.. Fates.All.Where(facts => facts.Fate is not Fate.Paid and not Fate.ProviderDown && !Fates.IsDuplicate(facts.Fate)).SelectMany(facts => Many(facts, options))];
        Fate[] duplicates = [.. Fates.All.Where(facts => Fates.IsDuplicate(facts.Fate)).SelectMany(facts => Many(facts, options))];
        Fate[] others = [.. fates, .. Enumerable.Repeat(Fate.Paid, options.People - fates.Length - duplicates.Length - 1)];
        order.Shuffle(others);

        var people = new List<Person>();
        foreach (var fate in others.Prepend(Fate.ProviderDown))
        {
            people.Add(Make(options, fate, people));
        }

        var originals = people.Where(person => person is { Fate: Fate.Paid, Return.Programme: "calais-avr" }).ToArray();
        order.Shuffle(originals);
        foreach (var (fate, original) in duplicates.Zip(originals))
        {
            people.Add(Again(Make(options, fate, people), original));
        }

        return people.Count == options.People ? people : throw new DemoException("Too few people are paid under calais-avr for the duplicates. Take another seed or more people.");
    }

    private static IEnumerable<Fate> Many(FateFacts facts, DemoOptions options) => Enumerable.Repeat(facts.Fate, Fates.Count(facts, options.People));

    private static Person Make(DemoOptions options, Fate fate, List<Person> others)
    {
        var number = others.Count + 1;
        var dice = new Dice(options.Run, number);
        var travels = Returns.For(dice, Returns.Programme(dice, fate, others.Count(other => other.Fate == fate)));
        var requested = Amount(dice, travels.Programme);
        // Some officers give less than was asked for; who is returned asks for less the second time.
        var approved = (dice.Percent(15) || fate == Fate.ReturnedAndAmended) && requested.Cents > 50_000 ? requested - new Euros(10_000) : requested;
        var ending = Fates.Of(fate).Account;
        var cash = fate is Fate.InKindOnly or Fate.ServiceOnly ? 0 : ending is null ? 2 : 1;
        var lines = Plans.For(dice, travels.Programme, approved, cash);
        var signed = FirstDay.AddDays(dice.Between(0, 60));
        var identity = Unlike(others, () => Who(options, number, dice, fate, travels.Nationality));
        return new Person(
            number, fate, identity, travels, signed, signed.AddDays(dice.Between(5, 40)), requested, approved, lines,
            lines.Any(line => line.IsCash) ? Routes.For(dice, travels, identity, fate) : null);
    }

    /// <summary>Somebody who hands in a second time, or seems to.</summary>
    private static Person Again(Person person, Person original)
    {
        var looks = person with { Return = original.Return, Route = person.Route! with { Country = original.Return.Destination }, LooksLike = original.Number };
        return person.Fate == Fate.ExactDuplicate
            ? looks with { Identity = person.Identity with { DocumentNumber = original.Identity.DocumentNumber, DocumentCountry = original.Identity.DocumentCountry } }
            : looks with { Identity = original.Identity with { DocumentNumber = person.Identity.DocumentNumber, DocumentCountry = person.Identity.DocumentCountry } };
    }

    private static Identity Who(DemoOptions options, int number, Dice dice, Fate fate, string nationality)
    {
        var born = fate == Fate.UnaccompaniedChild
            ? new DateOnly(2012, 1, 1).AddDays(dice.Between(0, 700))
            : new DateOnly(1970, 1, 1).AddDays(dice.Between(0, 13_000));
        // The run's name makes documents of two runs differ: the same number would rightly be a duplicate.
        var document = string.Create(CultureInfo.InvariantCulture, $"X{options.Seed}-{options.People}-{number:D4}-{dice.Digits(4)}");
        return new Identity(Names.Family(dice), Names.Given(dice), born, document, nationality);
    }

    private static Identity Unlike(List<Person> others, Func<Identity> make)
    {
        while (true)
        {
            var identity = make();
            if (others.TrueForAll(other => other.Identity.BirthDate != identity.BirthDate))
            {
                return identity;
            }
        }
    }

    private static Euros Amount(Dice dice, string programme)
    {
        var tens = programme switch
        {
            "cdg-transit" => dice.Between(6, 18),
            "uknsf" => dice.Between(15, 40),
            "fr-resettlement" or "eu-relocation" => dice.Between(25, 70),
            _ => dice.Between(60, 200),
        };
        // Most ask for round sums; some have an offer of a supplier in hand.
        return new Euros(tens * 1_000) - (dice.Percent(20) ? new Euros(dice.Between(1, 999)) : Euros.Zero);
    }
}
