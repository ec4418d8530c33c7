using System.Text.Json;

namespace GrantFlow.Demo.Scenario;

/// <summary>One way to be paid in a country, in whole cents.</summary>
internal sealed record Way(string Form, string Currency, long? Maximum)
{
    public string Kind => Form is "iban" or "national-account" ? "bank-account" : Form;
}

/// <summary>What the deployment offers, as the service reads it too: nobody in the scenario asks for a way that is not there.</summary>
internal static class Ways
{
    private static readonly Lazy<Dictionary<string, Way[]>> ByCountry = new(Read);

    public static IReadOnlyList<Way> In(string country) => ByCountry.Value[country];

    private static Dictionary<string, Way[]> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "payments", "countries.json")));
        return file.RootElement.GetProperty("countries").EnumerateArray().ToDictionary(
            country => country.GetProperty("country").GetString()!,
            country => country.GetProperty("routes").EnumerateArray().Select(Of).ToArray());
    }

    private static Way Of(JsonElement route) => new(
        route.GetProperty("route").GetString()!,
        route.GetProperty("currency").GetString()!,
        route.TryGetProperty("maximum", out var most) ? (long)(decimal.Parse(most.GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture) * 100) : null);
}
