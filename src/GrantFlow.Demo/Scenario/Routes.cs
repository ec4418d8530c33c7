namespace GrantFlow.Demo.Scenario;

/// <summary>How people are paid: few have a bank account.</summary>
internal static class Routes
{
    private static readonly Dictionary<string, int> Weights = new() { ["mobile-money"] = 55, ["cash-desk"] = 37, ["bank-account"] = 8 };

    /// <param name="dice">Decides.</param>
    /// <param name="to">Where the person is.</param>
    /// <param name="who">The holder.</param>
    /// <param name="fate">Says the sandbox provider's script, if any, and whether a guardian is paid.</param>
    /// <param name="most">What the way has to carry at the most.</param>
    /// <param name="byRoutes">Bank and wallet provider are simulated each on their own: the bank has the sandbox's scripts, wallets have others, by two digits.</param>
    public static Route For(Dice dice, Return to, Identity who, Fate fate, Euros most, bool byRoutes = false)
    {
        // A desk has no account whose ending could be a script.
        var script = Fates.Of(fate).Account;
        var way = dice.Weighted(
            [.. Ways.In(to.Destination).Where(way => !(way.Maximum < most.Cents) && Fits(way, fate, script, byRoutes))],
            way => Weights[way.Kind]);
        // No script of the sandbox starts with another digit than 0.
        var ending = script ?? dice.Between(1000, 9999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (byRoutes && way.Kind == "mobile-money")
        {
            // 20 never ends; from 21 on nothing special happens.
            ending = fate == Fate.ProviderDown ? "1020" : $"{ending[..2]}{dice.Between(21, 99)}";
        }

        var account = way.Form switch
        {
            "mobile-money" => Accounts.Phone(dice, to.Destination, ending),
            "cash-desk" => to.Office,
            "iban" => Accounts.Iban(dice, to.Destination, ending),
            _ => Accounts.National(dice, ending),
        };
        var route = fate == Fate.UnaccompaniedChild || to.HouseholdRole == "minor"
            ? new Route(way.Kind, to.Destination, account, $"Guardian of {who.GivenNames}", "guardian")
            : new Route(way.Kind, to.Destination, account, who.FamilyName, "beneficiary");
        return way.Kind != "bank-account" ? route : route with { Town = Town(to.Office), Bic = way.Form == "iban" ? null : Accounts.Bic(to.Destination) };
    }

    private static bool Fits(Way way, Fate fate, string? script, bool byRoutes) =>
        !byRoutes ? script is null || way.Kind != "cash-desk"
        : fate == Fate.ProviderDown ? way.Kind == "mobile-money"
        : script is null || way.Kind == "bank-account";

    /// <summary>The office's cash desk, which pays when an account could not.</summary>
    public static Route Repaired(Person person) =>
        new("cash-desk", person.Return.Destination, person.Return.Office, person.Identity.FamilyName, "beneficiary");

    /// <summary><c>et-addis-ababa</c> is in Addis Ababa.</summary>
    private static string Town(string office) => string.Join(' ', office.Split('-').Skip(1).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
