using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Programmes;

/// <summary>Somebody a programme is for: from where to where, on what ground. Who they are is made up anew for every application.</summary>
internal sealed record Traveller(string Programme, string Host, string Destination, string Office, string Category)
{
    /// <summary>Null when stateless or unknown.</summary>
    public string? Nationality { get; init; }

    /// <summary>In which the declaration was explained.</summary>
    public string Language { get; init; } = "en";

    public string Amount { get; init; } = "1500.00";

    /// <summary>The application as intake sends it on a day.</summary>
    public JsonObject Application(DateOnly today)
    {
        var body = Bodies.Application();
        body["programme"] = Programme;
        body["host"] = Host;
        body["destination"] = Destination;
        body["office"] = Office;
        body["category"] = Category;
        body["amount"] = Bodies.Euro(Amount);
        body["declaration"] = new JsonObject { ["language"] = Language, ["counsellor"] = "counsellor-7", ["interpreter"] = "interpreter-2", ["signedOn"] = Text(today.AddDays(-21)) };
        if (Nationality is not null)
            body["nationality"] = Nationality;
        return body;
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
