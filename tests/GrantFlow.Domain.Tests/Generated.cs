namespace GrantFlow.Domain.Tests;

/// <summary>
/// Files in the repository that the code writes. A test compares; with GRANTFLOW_REGENERATE=1 in the environment it writes
/// the file instead, and the difference is reviewed like any other.
/// </summary>
public static class Generated
{
    private const string Switch = "GRANTFLOW_REGENERATE";

    /// <summary>Whether files are written, not compared.</summary>
    public static bool IsWriting => Environment.GetEnvironmentVariable(Switch) == "1";

    /// <param name="relativePath">From the repository's root, with forward slashes.</param>
    /// <param name="content">Lines end in a line feed.</param>
    public static void Compare(string relativePath, string content)
    {
        var path = Path.Combine([Root(), .. relativePath.Split('/')]);
        if (IsWriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
            return;
        }

        var hint = $"{relativePath} is not what the code generates. Run the test with {Switch}=1 in the environment, then review the difference.";
        Assert.True(File.Exists(path), hint);
        var stored = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var expected = content.Split('\n');
        var differing = Enumerable.Range(0, Math.Max(stored.Length, expected.Length))
            .FirstOrDefault(i => stored.ElementAtOrDefault(i) != expected.ElementAtOrDefault(i), -1);
        Assert.True(
            differing < 0,
            $"{hint}\nFirst difference in line {differing + 1}:\n  stored:    {stored.ElementAtOrDefault(differing)}\n  generated: {expected.ElementAtOrDefault(differing)}");
    }

    /// <summary>The folder that holds GrantFlow.sln, found upwards from where the tests run.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GrantFlow.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds GrantFlow.sln.");
    }
}
