using System.Xml.Linq;

namespace GrantFlow.Dev;

/// <summary>Passes every test and counts.</summary>
internal static class TestRun
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private static readonly string Results = Repository.PathOf("artifacts", "test-results");

    /// <summary>For messages that fail five times, ten seconds apart, and for hosts that start and stop.</summary>
    private static readonly string[] Waiting = ["GrantFlow.EndToEnd.Tests", "GrantFlow.LocalHost.Tests"];

    /// <summary>Nothing in them depends on how fast it goes.</summary>
    private static readonly string[] Calculating = ["GrantFlow.Domain.Tests", "Stateless.Semantics.Tests", "GrantFlow.Repo.Tests", "GrantFlow.Storage.Tests"];

    /// <returns>0 only if at least one test ran and none failed. The last line said is the count.</returns>
    public static async Task<int> Run()
    {
        await Tools.CheckNode();
        await Feed.Fill();
        await Feed.FetchBicepTypes();
        await Tools.Install();
        var solution = Repository.PathOf("GrantFlow.sln");
        await Build.Run(solution);

        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }

        // What mostly waits and what only calculates go side by side. The others need both processors: one after the other.
        var beside = await Task.WhenAll(Test(Waiting), Test(Calculating));
        var alone = await Test([.. Projects().Except([.. Waiting, .. Calculating])]);
        var exitCode = beside.Append(alone).FirstOrDefault(code => code != 0);
        return Say(exitCode, Outcomes());
    }

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Repository.PathOf("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>One after the other. Returns the last exit code that was not 0.</summary>
    private static async Task<int> Test(string[] projects)
    {
        var exitCode = 0;
        foreach (var project in projects)
        {
            var code = await Shell.Show("dotnet",
            [
                "test", Repository.PathOf("tests", project), "-c", Build.Configuration, "--no-build", "-nologo",
                "--results-directory", Results, "--logger", $"trx;LogFileName={project}.trx", "--logger", "console;verbosity=minimal",
                "--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none",
                // Some theories find their cases by playing whole journeys: once is enough.
                "--", "xUnit.PreEnumerateTheories=false",
            ]);
            exitCode = code == 0 ? exitCode : code;
        }

        return exitCode;
    }

    private static int Say(int exitCode, List<(string Name, string Outcome)> outcomes)
    {
        var failed = outcomes.Where(test => test.Outcome is not ("Passed" or "NotExecuted")).ToList();
        var passed = outcomes.Count(test => test.Outcome == "Passed");
        var skipped = outcomes.Count - passed - failed.Count;
        Console.WriteLine();
        foreach (var test in failed)
        {
            Console.WriteLine($"Failed: {test.Name}");
        }

        var broken = exitCode != 0 && failed.Count == 0;
        if (broken)
        {
            Console.WriteLine("A test run broke off: see above.");
        }

        if (outcomes.Count == 0)
        {
            Console.WriteLine("No test ran.");
        }

        var bad = failed.Count + (broken ? 1 : 0);
        Console.WriteLine($"{passed} passed, {bad} failed" + (skipped > 0 ? $", {skipped} skipped" : ""));
        return bad == 0 && passed > 0 ? 0 : 1;
    }

    private static List<(string Name, string Outcome)> Outcomes() => !Directory.Exists(Results)
        ? []
        : [.. Directory.EnumerateFiles(Results, "*.trx", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants(Trx + "UnitTestResult"))
            .Select(test => (test.Attribute("testName")?.Value ?? "?", test.Attribute("outcome")?.Value ?? "?"))];
}
