using System.Globalization;

namespace GrantFlow.Demo.Api;

/// <summary>A member of staff.</summary>
internal sealed record User(string Role, string Subject, string? Office = null);

/// <summary>Who does what. Every role has people of its own, so that four stand behind every grant.</summary>
internal static class Staff
{
    private const int Counsellors = 4;
    private const int Officers = 4;
    private const int Clerks = 2;

    public static User Auditor { get; } = new("auditor", "demo-auditor-1");

    public static User Intake(int person) => Numbered("intake", person % Counsellors);

    /// <param name="person">Whose grant.</param>
    /// <param name="turn">0 decides; 1 gives a second approval or decides an appeal.</param>
    public static User Officer(int person, int turn = 0) => Numbered("officer", (person + turn) % Officers);

    /// <summary>Who verifies arrivals at an office.</summary>
    public static User Verifier(string office) => new("country-office", $"demo-{office}-1", office);

    /// <summary>Who confirms splits and deliveries at an office.</summary>
    public static User Desk(string office) => new("country-office", $"demo-{office}-2", office);

    /// <summary>Who makes, signs and sends payment batches, and imports what banks answer: nobody who settles invoices of grants.</summary>
    public static User Treasurer(int number) => new("finance", string.Create(CultureInfo.InvariantCulture, $"demo-treasurer-{number + 1}"));

    /// <summary>Who hands cash over at an office's desk.</summary>
    public static User Cashier(string office) => new("country-office", $"demo-{office}-3", office);

    public static User Finance(int person) => Numbered("finance", person % Clerks);

    private static User Numbered(string role, int number) => new(role, string.Create(CultureInfo.InvariantCulture, $"demo-{role}-{number + 1}"));
}
