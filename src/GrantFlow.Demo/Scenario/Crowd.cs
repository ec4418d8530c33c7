using System.Globalization;

namespace GrantFlow.Demo.Scenario;

/// <summary>The people of one run: the same seed and number are the same people, to the letter.</summary>
internal static class Crowd
{
    // Fixed days: a request said again on another day must be the same request.
    private static readonly DateOnly FirstDay = new(2025, 9, 1);

    /// <summary>The people in the order in which they come: the one whose provider is down first, because its retries take longest, then the family and the referral, whose members come one after the other; those who look like somebody last.</summary>
    public static IReadOnlyList<Person> Gather(DemoOptions options)
    {
        var order = new Dice(options.Run, 0);
        Fate[] fates = [.. Fates.All.Where(facts => facts.Fate != Fate.Paid && !Fates.IsGroup(facts.Fate) && !Fates.IsDuplicate(facts.Fate)).SelectMany(facts => Many(facts, options))];
        Fate[] duplicates = [.. Fates.All.Where(facts => Fates.IsDuplicate(facts.Fate)).SelectMany(facts => Many(facts, options))];
        var people = new List<Person>();
        people.Add(Make(options, Fate.ProviderDown, people));
        people.AddRange(Families.Of(options, people.Count + 1));
        people.AddRange(Referrals.Of(options, people.Count + 1));

        Fate[] others = [.. fates, .. Enumerable.Repeat(Fate.Paid, options.People - people.Count - fates.Length - duplicates.Length)];
        order.Shuffle(others);
        foreach (var fate in others)
        {
            people.Add(Make(options, fate, people));
        }

        var originals = people.Where(person => person is { Fate: Fate.Paid, Return.Programme: "calais-avr" }).ToArray();
        order.Shuffle(originals);
        foreach (var (fate, original) in duplicates.Zip(originals))
        {
            people.Add(Again(options, Make(options, fate, people), original));
        }

        return people.Count == options.People ? people : throw new DemoException("Too few people are paid under calais-avr for the duplicates. Take another seed or more people.");
    }

    private static IEnumerable<Fate> Many(FateFacts facts, DemoOptions options) => Enumerable.Repeat(facts.Fate, Fates.Count(facts, options.People));

    private static Person Make(DemoOptions options, Fate fate, List<Person> others)
    {
        var number = others.Count + 1;
        var dice = new Dice(options.Run, number);
        var travels = Returns.For(dice, Returns.Programme(dice, fate, others.Count(other => other.Fate == fate)));
        // Of all that is outside, only a wallet's provider can be silent for good.
        while (options.ByRoutes && fate == Fate.ProviderDown && Ways.In(travels.Destination).All(way => way.Kind != "mobile-money"))
        {
            travels = Returns.For(dice, travels.Programme);
        }

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
            lines.Any(line => line.IsCash) ? Routes.For(dice, travels, identity, fate, requested, options.ByRoutes) : null)
        {
            NewLines = fate == Fate.PlanChanged ? Plans.MoreCash(lines) : [],
        };
    }

    /// <summary>Somebody who hands in a second time, or seems to.</summary>
    private static Person Again(DemoOptions options, Person person, Person original)
    {
        // Another country has other ways to be paid.
        var route = Routes.For(new Dice($"{options.Run}/again", person.Number), original.Return, person.Identity, person.Fate, person.Requested, options.ByRoutes);
        var looks = person with { Return = original.Return, Route = route, LooksLike = original.Number };
        return person.Fate == Fate.ExactDuplicate
            ? looks with { Identity = person.Identity with { DocumentNumber = original.Identity.DocumentNumber, DocumentCountry = original.Identity.DocumentCountry } }
            : looks with { Identity = Named(person.Fate, original.Identity) with { DocumentNumber = person.Identity.DocumentNumber, DocumentCountry = person.Identity.DocumentCountry } };
    }

    private static Identity Named(Fate fate, Identity original) => fate == Fate.LikelyDuplicateSame
        ? original with { FamilyName = Names.Respelled(original.FamilyName), GivenNames = Names.Respelled(original.GivenNames) }
        : original;

    private static Identity Who(DemoOptions options, int number, Dice dice, Fate fate, string nationality)
    {
        var born = fate == Fate.UnaccompaniedChild
            ? new DateOnly(2012, 1, 1).AddDays(dice.Between(0, 700))
            : new DateOnly(1970, 1, 1).AddDays(dice.Between(0, 13_000));
        var document = Document(options, number, dice);
        return new Identity(Names.Family(dice), Names.Given(dice), born, document, nationality);
    }

    /// <summary>The run's name makes documents of two runs differ: the same number would rightly be a duplicate.</summary>
    public static string Document(DemoOptions options, int number, Dice dice) =>
        string.Create(CultureInfo.InvariantCulture, $"X{options.Seed}-{options.People}-{number:D4}-{dice.Digits(4)}");

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
