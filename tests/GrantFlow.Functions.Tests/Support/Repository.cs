namespace GrantFlow.Functions.Tests.Support;

/// <summary>The work tree that the tests were built in.</summary>
public static class Repository
{
    private static readonly Lazy<IReadOnlyDictionary<string, int>> Published = new(ReadRefusals);

    /// <summary>The status of every refusal as docs/refusals.md publishes it, by its code.</summary>
    public static IReadOnlyDictionary<string, int> Refusals => Published.Value;

    /// <summary>A file or folder by its path from the root.</summary>
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GrantFlow.sln")))
            folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds GrantFlow.sln."), .. parts]);
    }

    private static Dictionary<string, int> ReadRefusals() => File.ReadLines(PathOf("docs", "refusals.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => int.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture));
}
