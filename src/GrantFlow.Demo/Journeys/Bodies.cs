using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo.Journeys;

/// <summary>What intake writes about people.</summary>
internal static class Bodies
{
    public static object Application(Walk walk, Euros amount)
    {
        var (person, to) = (walk.Person, walk.Person.Return);
        return new
        {
            to.Programme,
            to.Office,
            to.Host,
            to.Destination,
            to.Nationality,
            to.Category,
            to.HouseholdRole,
            Amount = Amount(amount),
            Person = person.Identity,
            Declaration = Declaration(walk),
            UnaccompaniedChild = person.Fate == Fate.UnaccompaniedChild
                ? new { GuardianReference = $"GUARDIAN-{person.Number}", BestInterestsReference = $"DETERMINATION-{person.Number}" }
                : null,
            person.Route,
            ReturnOn = walk.Days.Returned,
            Referral = person.Fate == Fate.ReferredAbroad ? new { Into = "tact", Consent = Consent(walk) } : null,
        };
    }

    /// <summary>A family in one body; each member keeps their own amount and route.</summary>
    public static object Household(Walk walk)
    {
        var to = walk.Person.Return;
        return new
        {
            to.Programme,
            to.Office,
            to.Host,
            to.Destination,
            Declaration = Declaration(walk),
            Members = walk.Person.Family.Prepend(walk.Person).Select(person => new
            {
                person.Return.HouseholdRole,
                Person = person.Identity,
                person.Return.Category,
                Amount = Amount(person.Requested),
                person.Return.Nationality,
                person.Route,
            }),
        };
    }

    public static object Consent(Walk walk) => new { Given = true, walk.Person.Return.Language, On = walk.Days.Signed };

    public static object Lines(IEnumerable<PlannedLine> lines) =>
        lines.Select(line => new { line.Kind, Amount = Amount(line.Amount), line.Item, line.Supplier, line.Package });

    public static object Amount(Euros amount) => new { Amount = amount.ToString(), Currency = "EUR" };

    private static object Declaration(Walk walk)
    {
        var language = walk.Person.Return.Language;
        return new
        {
            Language = language,
            Counsellor = $"counsellor-{1 + (walk.Person.Number % 7)}",
            SignedOn = walk.Days.Signed,
            Interpreter = language is "en" or "fr" ? null : $"interpreter-{language}",
        };
    }
}
