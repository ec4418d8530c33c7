namespace GrantFlow.Dev;

/// <summary>Builds projects; what the compiler says is shown only when it matters.</summary>
internal static class Build
{
    public const string Configuration = "Release";

    /// <exception cref="Failure">It does not build.</exception>
    public static async Task Run(string what)
    {
        Console.WriteLine($"Building {Path.GetFileNameWithoutExtension(what)} ...");
        var (exitCode, output) = await Shell.Capture("dotnet", ["build", what, "-c", Configuration, "-nologo"]);
        foreach (var line in output.Split('\n').Where(line => line.Contains("GrantFlow: built with", StringComparison.Ordinal)).Distinct())
        {
            Console.WriteLine(line.Trim());
        }

        if (exitCode != 0)
        {
            var errors = output.Split('\n').Select(line => line.Trim())
                .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(" error NU", StringComparison.Ordinal)).Distinct().ToList();
            throw new Failure($"{Path.GetFileName(what)} does not build:" + Environment.NewLine
                + (errors.Count > 0 ? string.Join(Environment.NewLine, errors.Take(30)) : Shell.Tail(output, 30)));
        }
    }

    /// <summary>The program that a built project is.</summary>
    public static string Program(string project) =>
        Repository.PathOf("src", project, "bin", Configuration, "net10.0", project + ".dll");
}
