using System.Globalization;

namespace GrantFlow.Demo;

/// <summary>What the demo was told on its command line.</summary>
internal sealed record DemoOptions
{
    public const string Usage =
        """
        Plays people of the Calais scenario through the HTTP doors of a running GrantFlow, then checks the books.
          --url <address>     where GrantFlow runs (http://localhost:7071); several hosts on the same storage with commas between: they are asked by turns
          --out <folder>      where ledger.csv and ledger.jsonl are written (the current folder)
          --people <number>   how many people, 50 to 2000 (200)
          --seed <number>     another seed is another set of people (1)
          --simulator <address> where bank and wallet provider are; then money leaves in batches by every route, and GrantFlow has to run with
                              Payouts:Provider=routes (without it each grant is paid alone by the sandbox)
          --at-once <number>  how many people are on their way at the same time, 1 to 64 (8)
        Playing the same people again over kept data, or after a break, goes on where it was and changes no total.
        """;

    /// <summary>Every fate once, and enough paid people for the duplicates among them.</summary>
    public const int LeastPeople = 50;

    /// <summary>One or more hosts on the same storage, asked by turns.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://localhost:7071")];

    public string Out { get; init; } = ".";

    public int People { get; init; } = 200;

    public int Seed { get; init; } = 1;

    public int AtOnce { get; init; } = 8;

    /// <summary>Bank and wallet provider; null where the sandbox pays.</summary>
    public Uri? Simulator { get; init; }

    /// <summary>Money leaves in batches, by bank file, wallet and desk.</summary>
    public bool ByRoutes => Simulator is not null;

    /// <summary>Names this set of people; part of every Idempotency-Key, so that the same set is the same requests.</summary>
    public string Run => string.Create(CultureInfo.InvariantCulture, $"demo-{Seed}-{People}");

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="DemoException">An option is unknown or has a wrong value.</exception>
    public static DemoOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new DemoOptions();
        for (var at = 0; at < arguments.Count; at += 2)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : "";
            options = arguments[at] switch
            {
                "--url" when value.Split(',').All(IsWebAddress) => options with { Urls = [.. value.Split(',').Select(url => new Uri(url))] },
                "--simulator" when IsWebAddress(value) => options with { Simulator = new Uri(value) },
                "--out" when value.Length > 0 => options with { Out = value },
                "--people" => options with { People = Number("--people", value, LeastPeople, 2000) },
                "--seed" => options with { Seed = Number("--seed", value, 0, int.MaxValue) },
                "--at-once" => options with { AtOnce = Number("--at-once", value, 1, 64) },
                var other => throw new DemoException($"{other} {value} is not understood." + Environment.NewLine + Usage),
            };
        }

        return options;
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new DemoException($"{option} is \"{text}\": a whole number from {least} to {most} is needed.");
}
