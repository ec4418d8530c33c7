namespace GrantFlow.Demo.Scenario;

/// <summary>How people are paid: few have a bank account.</summary>
internal static class Routes
{
    private static readonly (string Kind, string Prefix, int Weight)[] Ways = [("mobile-money", "wallet", 55), ("cash-desk", "desk", 37), ("bank-account", "account", 8)];

    /// <param name="dice">Decides.</param>
    /// <param name="to">Where the person is.</param>
    /// <param name="who">The holder.</param>
    /// <param name="fate">Says the sandbox provider's script, if any, and whether a guardian is paid.</param>
    public static Route For(Dice dice, Return to, Identity who, Fate fate)
    {
        var (kind, prefix, _) = dice.Weighted(Ways, way => way.Weight);
        // No script of the sandbox starts with another digit than 0.
        var ending = Fates.Of(fate).Account ?? dice.Between(1000, 9999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return fate == Fate.UnaccompaniedChild || to.HouseholdRole == "minor"
            ? new Route(kind, to.Destination, $"{prefix}-{dice.Digits(6)}-{ending}", $"Guardian of {who.GivenNames}", "guardian")
            : new Route(kind, to.Destination, $"{prefix}-{dice.Digits(6)}-{ending}", who.FamilyName, "beneficiary");
    }

    /// <summary>The office's cash desk, which pays when an account could not.</summary>
    public static Route Repaired(Person person) =>
        new("cash-desk", person.Return.Destination, $"desk-{person.Return.Office}-{1000 + (person.Number % 9000)}", person.Identity.FamilyName, "beneficiary");
}
