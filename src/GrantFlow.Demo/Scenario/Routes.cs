namespace GrantFlow.Demo.Scenario;

/// <summary>How people are paid: few have a bank account.</summary>
internal static class Routes
{
    private static readonly (string Kind, string Prefix, int Weight)[] Ways = [("mobile-money", "wallet", 55), ("cash-desk", "desk", 37), ("bank-account", "account", 8)];

    /// <param name="dice">Decides.</param>
    /// <param name="to">Where the person is.</param>
    /// <param name="who">The holder.</param>
    /// <param name="ending">The sandbox provider's script; null for an account that is paid at once.</param>
    public static Route For(Dice dice, Return to, Identity who, string? ending)
    {
        var (kind, prefix, _) = dice.Weighted(Ways, way => way.Weight);
        // No script of the sandbox starts with another digit than 0.
        return new Route(kind, to.Destination, $"{prefix}-{dice.Digits(6)}-{ending ?? dice.Between(1000, 9999).ToString(System.Globalization.CultureInfo.InvariantCulture)}", who.FamilyName);
    }

    /// <summary>The office's cash desk, which pays when an account could not.</summary>
    public static Route Repaired(Person person) =>
        new("cash-desk", person.Return.Destination, $"desk-{person.Return.Office}-{1000 + (person.Number % 9000)}", person.Identity.FamilyName);
}
