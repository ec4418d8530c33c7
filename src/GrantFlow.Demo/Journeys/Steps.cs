using System.Globalization;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Scenario;
using static GrantFlow.Demo.Journeys.Bodies;

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

    public static Task ReferWithConsent(Walk walk) => walk.Ask(walk.Officer, "referral", new
    {
        Agency = "Asylum authority",
        Reason = "Asks for international protection.",
        Consent = Consent(walk),
    });

    public static async Task HandedOver(Walk walk)
    {
        if ((await walk.Read<HandOverAnswer>(walk.Officer, "hand-over")).Person.FamilyName != walk.Person.Identity.FamilyName)
        {
            throw new DemoException("The record for the agency is about somebody else.");
        }
    }

    public static Task Hold(Walk walk) => walk.Ask(walk.Officer, "hold", new { Reason = "Waits for a travel document." });

    public static Task Resume(Walk walk) => walk.Ask(walk.Officer, "resumption");

    /// <summary>The officer has both cases before them, and sees why they were taken for one.</summary>
    public static async Task SideBySide(Walk walk)
    {
        var seen = await walk.Read<DuplicateAnswer>(walk.Officer, "duplicate");
        if (seen.Cases.Count != 2 || seen.Score.Total < seen.Threshold)
        {
            throw new DemoException($"{seen.Cases.Count} cases are shown side by side, with a score of {seen.Score.Total} of at least {seen.Threshold}.");
        }
    }

    public static Task SamePerson(Walk walk) => walk.Ask(walk.Officer, "adjudication", new { SamePerson = true, Reason = "Same photograph." });

    public static Task OtherPerson(Walk walk) => walk.Ask(walk.Officer, "adjudication", new { SamePerson = false, Reason = "Other parents, other photograph." });

    public static Task Verify(Walk walk) => walk.Ask(walk.Verifier, "verification", new
    {
        ArrivedOn = Returns.Arrives(walk.Person.Return) ? walk.Days.Arrived : (DateOnly?)null,
        IdentityConfirmed = true,
        RouteConfirmed = true,
    });

    /// <summary>Where the programme waits for it.</summary>
    public static Task Depart(Walk walk) => walk.Person.Return.DepartureIsConfirmed
        ? walk.Ask(walk.Intake, "departure", new { DepartedOn = walk.Days.Departed, Note = "Commercial flight from Minsk" })
        : Task.CompletedTask;

    public static Task Cancel(Walk walk) => walk.Ask(walk.Verifier, "cancellation", new { Reason = "Did not arrive." });

    public static Task Split(Walk walk) => walk.Ask(walk.Desk, "split", new { Lines = Lines(walk.Lines) });

    public static async Task ChangePlan(Walk walk)
    {
        await walk.Ask(walk.Desk, "plan", new { Amount = Amount(walk.Person.Approved), Reason = "A cheaper offer; the person needs the rest for the journey.", Lines = Lines(walk.Person.NewLines) });
        walk.Replan(walk.Person.NewLines);
    }

    public static async Task ApprovePlan(Walk walk)
    {
        var proposed = (await walk.Look()).Timeline.Last(step => step.Event == "plan-proposed");
        await walk.Ask(walk.OtherOfficer, "plan-approval", new { Plan = proposed.Version });
    }

    public static async Task Deliver(Walk walk)
    {
        foreach (var line in walk.InKind)
        {
            await walk.Ask(walk.Desk, $"lines/{line.Id}/delivery", new { DeliveredOn = walk.Days.Delivered, Reference = Paper("DN", walk.Person, line) });
        }
    }

    public static Task DisputeFirst(Walk walk) => walk.Ask(walk.Desk, $"lines/{walk.InKind.First().Id}/dispute", new { Reason = "Not what was ordered." });

    public static Task OrderFirstAgain(Walk walk) => walk.Ask(walk.Desk, $"lines/{walk.InKind.First().Id}/order", new { Supplier = "Supplier 13" });

    public static async Task SettleInvoices(Walk walk)
    {
        foreach (var line in walk.InKind)
        {
            await walk.Ask(walk.Finance, $"lines/{line.Id}/settlement", new { Invoice = Paper("INV", walk.Person, line), Amount = Bodies.Amount(line.Amount) });
        }
    }

    /// <summary>Where money leaves in batches, finance gathers it by itself.</summary>
    public static Task ReleaseCash(Walk walk) => walk.ByRoutes ? Task.CompletedTask : walk.Ask(walk.Finance, "payouts");

    public static async Task Reroute(Walk walk)
    {
        foreach (var line in walk.Cash)
        {
            await walk.Ask(walk.Desk, $"lines/{line.Id}/route", Routes.Repaired(walk.Person));
        }
    }

    public static Task SubmitFamily(Walk walk) => walk.HandInFamily(Household(walk));

    public static Task FamilyScreened(Walk walk) => walk.FamilyScreened();

    public static Task ApproveFamily(Walk walk) => walk.AskOfFamily(walk.Officer, "approval", new { Note = "The family stays together." });

    public static Task TakeUp(Walk walk)
    {
        walk.TakeUp();
        return Task.CompletedTask;
    }

    public static Task CaseOpened(Walk walk) => walk.CaseOpened();

    public static Task Close(Walk walk) => walk.Ask(walk.Finance, "closure");

    public static Task Screened(Walk walk) => walk.Until("screening-recorded");

    public static Task MoneyReserved(Walk walk) => walk.Until("funds-reserved");

    public static Task CashPaid(Walk walk) => walk.WaitForMoney("settle");

    /// <summary>Where a provider never answers, the money is with it for good; in the sandbox it does not even get there.</summary>
    public static Task CashOnItsWay(Walk walk) => walk.ByRoutes ? walk.WaitForMoney("instruct") : Task.CompletedTask;

    public static Task CashFailed(Walk walk) => walk.WaitForMoney("fail");

    public static Task CashSentBack(Walk walk) => walk.WaitForMoney("return");

    private static string Paper(string kind, Person person, PlannedLine line) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{person.Number:D4}-{line.Id}");
}
