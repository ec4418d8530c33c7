using System.Globalization;
using System.Security.Cryptography;
using GrantFlow.Demo;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>How many people are played and how much goes away meanwhile: little in every test run, more by command.</summary>
/// <param name="People">How many people.</param>
/// <param name="Kills">How often a host is killed.</param>
/// <param name="Restarts">How often storage is stopped and started again.</param>
/// <param name="Seed">Where the moments of all that come from.</param>
internal sealed record RunSize(int People, int Kills, int Restarts, int Seed)
{
    /// <summary>As the environment says.</summary>
    /// <exception cref="InvalidOperationException">A variable is no such number.</exception>
    public static RunSize FromEnvironment()
    {
        // Every fate, and some more who are paid.
        var people = Number("GRANTFLOW_PEOPLE", DemoOptions.LeastPeople, 2000, DemoOptions.LeastPeople);
        var kills = Number("GRANTFLOW_KILLS", 2, people / 5, 6);
        return new RunSize(people, kills, Number("GRANTFLOW_STORAGE_RESTARTS", 0, people / 10, Math.Max(1, kills / 7)), Number("GRANTFLOW_KILL_SEED", 0, int.MaxValue, RandomNumberGenerator.GetInt32(int.MaxValue)));
    }

    /// <summary>To have the same again.</summary>
    public override string ToString() => $"GRANTFLOW_PEOPLE={People} GRANTFLOW_KILLS={Kills} GRANTFLOW_STORAGE_RESTARTS={Restarts} GRANTFLOW_KILL_SEED={Seed}";

    private static int Number(string name, int least, int most, int otherwise) => Environment.GetEnvironmentVariable(name) switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new InvalidOperationException($"{name} is \"{text}\": a whole number from {least} to {most} is needed."),
    };
}
