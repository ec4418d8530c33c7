using System.Globalization;
using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo.Journeys;

/// <summary>One thing that somebody does, or the service does by itself and the demo waits for.</summary>
internal delegate Task Step(Walk walk);

/// <summary>All steps. What people do first, then what is waited for.</summary>
internal static class Steps
{
    public static Task Submit(Walk walk) => walk.HandIn(Application(walk, walk.Person.Requested));

    public static Task TurnedAway(Walk walk) => walk.HandInInVain(Application(walk, walk.Person.Requested), "outside-window");

    public static Task Amend(Walk walk) => walk.Ask(walk.Intake, "amendment", Application(walk, walk.Person.Approved));

    public static Task Withdraw(Walk walk) => walk.Ask(walk.Intake, "withdrawal", new { Reason = "Changed plans." });

    public static Task Appeal(Walk walk) => walk.Ask(walk.Intake, "appeal", new { Reason = "A new offer of a supplier is on file." });

    public static Task Approve(Walk walk) => walk.Ask(walk.Officer, "approval", new { Amount = Amount(walk.Person.Approved) });

    public static Task ApproveToo(Walk walk) => walk.Ask(walk.OtherOfficer, "approval", new { Amount = Amount(walk.Person.Approved), Note = "Guardian and determination seen." });

    public static Task Reject(Walk walk) => walk.Ask(walk.Officer, "rejection", new { Reason = "The plan cannot be carried out where the person returns to." });

    public static Task AllowAppeal(Walk walk) => walk.Ask(walk.OtherOfficer, "appeal-decision", new { Allowed = true, Reason = "The new plan can be carried out." });

    public static Task ReturnToIntake(Walk walk) => walk.Ask(walk.Officer, "return", new { Reason = "The amount does not fit the offer." });

    public static Task Refer(Walk walk) => walk.Ask(walk.Officer, "referral", new { Agency = "Asylum authority", Reason = "Asks for international protection." });

    public static Task Hold(Walk walk) => walk.Ask(walk.Officer, "hold", new { Reason = "Waits for a travel document." });

    public static Task Resume(Walk walk) => walk.Ask(walk.Officer, "resumption");

    public static Task SamePerson(Walk walk) => walk.Ask(walk.Officer, "adjudication", new { SamePerson = true, Reason = "Same photograph." });

    public static Task OtherPerson(Walk walk) => walk.Ask(walk.Officer, "adjudication", new { SamePerson = false, Reason = "Other parents, other photograph." });

    public static async Task Verify(Walk walk)
    {
        if (walk.Person.Return.DepartureIsConfirmed)
        {
            await walk.Ask(walk.Intake, "departure", new { DepartedOn = walk.Days.Arrived, Note = "Commercial flight." });
        }

        await walk.Ask(walk.Verifier, "verification", new { ArrivedOn = walk.Days.Arrived, IdentityConfirmed = true, RouteConfirmed = true });
    }

    public static Task Cancel(Walk walk) => walk.Ask(walk.Verifier, "cancellation", new { Reason = "Did not arrive." });

    public static Task Split(Walk walk) => walk.Ask(walk.Desk, "split", new
    {
        Lines = walk.Person.Lines.Select(line => new { line.Kind, Amount = Amount(line.Amount), line.Item, line.Supplier, line.Package }),
    });

    public static async Task Deliver(Walk walk)
    {
        foreach (var line in walk.Person.InKind)
        {
            await walk.Ask(walk.Desk, $"lines/{line.Id}/delivery", new { DeliveredOn = walk.Days.Delivered, Reference = Paper("DN", walk.Person, line) });
        }
    }

    public static Task DisputeFirst(Walk walk) => walk.Ask(walk.Desk, $"lines/{walk.Person.InKind.First().Id}/dispute", new { Reason = "Not what was ordered." });

    public static Task OrderFirstAgain(Walk walk) => walk.Ask(walk.Desk, $"lines/{walk.Person.InKind.First().Id}/order", new { Supplier = "Supplier 13" });

    public static async Task SettleInvoices(Walk walk)
    {
        foreach (var line in walk.Person.InKind)
        {
            await walk.Ask(walk.Finance, $"lines/{line.Id}/settlement", new { Invoice = Paper("INV", walk.Person, line) });
        }
    }

    public static Task ReleaseCash(Walk walk) => walk.Ask(walk.Finance, "payouts");

    public static async Task Reroute(Walk walk)
    {
        foreach (var line in walk.Person.Cash)
        {
            await walk.Ask(walk.Desk, $"lines/{line.Id}/route", Routes.Repaired(walk.Person));
        }
    }

    public static Task Close(Walk walk) => walk.Ask(walk.Finance, "closure");

    public static Task Screened(Walk walk) => walk.Until("screening-recorded");

    public static Task MoneyReserved(Walk walk) => walk.Until("funds-reserved");

    public static Task CashPaid(Walk walk) => walk.Until("cash-moved", "settle", walk.Person.Cash.Count());

    public static Task CashFailed(Walk walk) => walk.Until("cash-moved", "fail", walk.Person.Cash.Count());

    public static Task CashSentBack(Walk walk) => walk.Until("cash-moved", "return", walk.Person.Cash.Count());

    private static object Application(Walk walk, Euros amount)
    {
        var (person, days) = (walk.Person, walk.Days);
        return new
        {
            person.Return.Programme,
            person.Return.Office,
            person.Return.Host,
            person.Return.Destination,
            person.Return.Nationality,
            person.Return.Category,
            person.Return.HouseholdRole,
            Amount = Amount(amount),
            Person = person.Identity,
            Declaration = new
            {
                person.Return.Language,
                Counsellor = $"counsellor-{1 + (person.Number % 7)}",
                SignedOn = days.Signed,
                Interpreter = person.Return.Language is "en" or "fr" ? null : $"interpreter-{person.Return.Language}",
            },
            UnaccompaniedChild = person.Fate == Fate.UnaccompaniedChild
                ? new { GuardianReference = $"GUARDIAN-{person.Number}", BestInterestsReference = $"DETERMINATION-{person.Number}" }
                : null,
            person.Route,
            ReturnOn = days.Returned,
        };
    }

    private static object Amount(Euros amount) => new { Amount = amount.ToString(), Currency = "EUR" };

    private static string Paper(string kind, Person person, PlannedLine line) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{person.Number:D4}-{line.Id}");
}
