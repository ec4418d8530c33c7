using System.Text.Json.Nodes;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>Bodies that are well-formed, holding only what is required unless said otherwise.</summary>
public static class Bodies
{
    private static int _people;

    /// <summary>By function: what its door takes. The grant asked for may not exist.</summary>
    public static IReadOnlyDictionary<string, Func<JsonObject>> ByFunction { get; } = new Dictionary<string, Func<JsonObject>>
    {
        ["SubmitGrant"] = Application,
        ["AmendGrant"] = Application,
        ["WithdrawGrant"] = () => [],
        ["AppealRejection"] = () => Reason("The interpreter was missing."),
        ["ApproveGrant"] = () => new JsonObject { ["amount"] = Euro("1850.00") },
        ["RejectGrant"] = () => Reason("Not complete."),
        ["ReturnGrant"] = () => Reason("The declaration is missing a date."),
        ["ReferGrant"] = () => new JsonObject { ["agency"] = "OFPRA", ["reason"] = "Asks for protection." },
        ["AdjudicateDuplicate"] = () => new JsonObject { ["samePerson"] = false, ["reason"] = "Other parents." },
        ["HoldGrant"] = () => Reason("Waiting for a letter."),
        ["ResumeGrant"] = () => [],
        ["DecideAppeal"] = () => new JsonObject { ["allowed"] = true, ["reason"] = "The file is complete now." },
        ["ConfirmDeparture"] = () => new JsonObject { ["departedOn"] = "2026-03-20" },
        ["UnsealPerson"] = () => Reason("Books the interview."),
        ["VerifyArrival"] = Verification,
        ["CancelGrant"] = () => Reason("Did not arrive."),
        ["ConfirmSplit"] = () => Split(Goods("1200.00"), Cash("650.00")),
        ["ChangePlan"] = () => Plan("1600.00", Goods("1000.00"), Cash("600.00")),
        ["ApprovePlan"] = () => new JsonObject { ["plan"] = 8 },
        ["RejectPlan"] = () => new JsonObject { ["plan"] = 8, ["reason"] = "The goods are better." },
        ["ConfirmDelivery"] = Delivery,
        ["DisputeDelivery"] = () => Reason("Came broken."),
        ["ReorderLine"] = () => [],
        ["ReroutePayout"] = () => Route("+93700004321"),
        ["IssueVoucher"] = () => [],
        ["PayVoucher"] = () => new JsonObject { ["code"] = "7KQ2-M9XF" },
        ["ReleasePayouts"] = () => [],
        ["RetryPayout"] = () => [],
        ["GiveBackReturn"] = () => Reason("The person cannot be found."),
        ["RegisterSupplier"] = () => new JsonObject { ["name"] = "Made-up Tools", ["country"] = "AF" },
        ["DecideSupplier"] = () => new JsonObject { ["reference"] = "TSi.001", ["outcome"] = "cleared", ["reason"] = "Another town, another owner." },
        ["ResolvePayment"] = () => new JsonObject { ["attempt"] = 1, ["paid"] = false, ["reason"] = "Asked the provider twice.", ["evidence"] = "letter-12" },
        ["CallOffLine"] = () => Reason("The shop has closed."),
        ["SettleInKind"] = () => new JsonObject { ["invoice"] = "INV-1", ["amount"] = Euro("1200.00") },
        ["CloseGrant"] = () => [],
        ["RedriveMessage"] = () => Reason("The line was topped up."),
        ["DiscardMessage"] = () => Reason("Sent twice by mistake."),
        ["RedriveMessages"] = () => Reason("Storage is back."),
        ["DraftBatch"] = () => new JsonObject { ["fundingLine"] = "calais-avr/reintegration", ["route"] = "mobile-money" },
        ["ExcludeLines"] = () => new JsonObject { ["payments"] = new JsonArray($"{Door.NoGrant}-L01"), ["reason"] = "Not this time." },
        ["RequestExport"] = () => new JsonObject { ["from"] = "2020-01-01", ["to"] = "2025-12-31" },
        ["RebuildLedger"] = () => Reason("Rows were restored from a copy."),
        ["CancelBatch"] = () => Reason("Wrong month."),
        ["ReleaseBatch"] = () => [],
        ["SendBatch"] = () => [],
        ["FollowUpBatch"] = () => [],
        ["SoftClosePeriod"] = () => Reason("The funder's report is due."),
        ["UndoSoftClosure"] = () => Reason("The report is put off."),
        ["ClosePeriod"] = () => Reason("Reported to the funder."),
        ["AskReopening"] = () => Reason("A payment of the month was found."),
        ["AgreeReopening"] = () => [],
        ["RejectReopening"] = () => Reason("It can count in the next month."),
        ["ProposeAmendment"] = () => new JsonObject { ["kind"] = "top-up", ["amount"] = Euro("5000.00"), ["reason"] = "The funder signed another amount.", ["reference"] = "amendment-1" },
        ["ApproveAmendment"] = () => [],
        ["RejectAmendment"] = () => Reason("Not signed yet."),
        ["DecideRow"] = () => new JsonObject { ["ignore"] = true, ["reason"] = "The bank's own fee." },
        ["SubmitHousehold"] = () => FromMinsk(Household()),
        ["ApproveHousehold"] = () => [],
        ["RejectHousehold"] = () => Reason("Not complete."),
        ["WithdrawHousehold"] = () => [],
        ["LeaveHousehold"] = () => Reason("Goes to another town."),
    };

    public static JsonObject Euro(string amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };

    public static JsonObject Reason(string text) => new() { ["reason"] = text };

    /// <summary>A person nobody else is, without documents or an account.</summary>
    public static JsonObject Application()
    {
        var number = Interlocked.Increment(ref _people);
        return new JsonObject
        {
            ["programme"] = "calais-avr",
            ["office"] = "af-kabul",
            ["host"] = "FR",
            ["destination"] = "AF",
            ["category"] = "voluntary-returnee",
            ["amount"] = Euro("1850.00"),
            ["person"] = new JsonObject { ["familyName"] = $"Family{number}", ["givenNames"] = $"Given{number}", ["birthDate"] = "1994-03-02" },
            ["declaration"] = new JsonObject { ["language"] = "ps", ["counsellor"] = "counsellor-7", ["signedOn"] = "2026-03-01" },
        };
    }

    /// <summary>An application with everything an adult can have.</summary>
    public static JsonObject FullApplication()
    {
        var body = Application();
        var number = body["person"]!["familyName"]!.ToString()["Family".Length..];
        body["nationality"] = "AF";
        body["householdRole"] = "principal";
        body["returnOn"] = "2026-03-20";
        body["person"]!["documentNumber"] = $"P{number}-77";
        body["person"]!["documentCountry"] = "AF";
        body["declaration"]!["interpreter"] = "interpreter-2";
        body["route"] = Route($"+937{int.Parse(number) % 10_000:0000}1234");
        return body;
    }

    /// <summary>A mother, the father, and as many children as it takes; they return to Erbil.</summary>
    public static JsonObject Household() => Household(2);

    /// <summary>The same under the programme that asks for no day of return.</summary>
    private static JsonObject FromMinsk(JsonObject household)
    {
        (household["programme"], household["host"]) = ("belarus-avrr", "BY");
        household.Remove("returnOn");
        return household;
    }

    public static JsonObject Household(int members) => new()
    {
        ["programme"] = "eurp",
        ["office"] = "iq-erbil",
        ["host"] = "FR",
        ["destination"] = "IQ",
        ["returnOn"] = "2026-03-20",
        ["declaration"] = new JsonObject { ["language"] = "ckb", ["counsellor"] = "counsellor-7", ["signedOn"] = "2026-03-01" },
        ["members"] = new JsonArray([.. Enumerable.Range(0, members).Select(Member)]),
    };

    private static JsonObject Member(int at)
    {
        var number = Interlocked.Increment(ref _people);
        var (role, born) = at switch { 0 => ("principal", "1988-03-02"), 1 => ("family-member", "1986-07-09"), _ => ("minor", $"2017-{at:00}-11") };
        return new JsonObject
        {
            ["householdRole"] = role,
            ["person"] = new JsonObject { ["familyName"] = $"Family{number}", ["givenNames"] = $"Given{number}", ["birthDate"] = born },
            ["category"] = "voluntary-returnee",
            ["amount"] = Euro("1200.00"),
        };
    }

    public static JsonObject Route(string account) =>
        new() { ["kind"] = "mobile-money", ["country"] = "AF", ["account"] = account, ["holder"] = "Holder" };

    public static JsonObject Verification() => new() { ["arrivedOn"] = "2026-03-21", ["identityConfirmed"] = true, ["routeConfirmed"] = true };

    public static JsonObject Split(params JsonNode[] lines) => new() { ["lines"] = new JsonArray(lines) };

    public static JsonObject Plan(string amount, params JsonNode[] lines) =>
        new() { ["amount"] = Euro(amount), ["reason"] = "Prices have changed.", ["lines"] = new JsonArray(lines) };

    public static JsonObject Goods(string amount) =>
        new() { ["kind"] = "goods", ["amount"] = Euro(amount), ["item"] = "Sewing machines", ["supplier"] = "Supplier A" };

    public static JsonObject Cash(string amount) => new() { ["kind"] = "cash", ["amount"] = Euro(amount) };

    /// <summary>The supplier's invoice for a line of a grant as it is read: over what the line is worth, with a number nobody else has.</summary>
    public static JsonObject Invoice(JsonNode grant, string line) => new()
    {
        ["invoice"] = $"INV-{grant["id"]}-{line}",
        ["amount"] = grant["lines"]!.AsArray().Single(one => (string?)one!["id"] == line)!["amount"]!.DeepClone(),
    };

    public static JsonObject Delivery() => new() { ["deliveredOn"] = "2026-03-25", ["reference"] = "DN-1" };
}
