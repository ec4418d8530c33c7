using GrantFlow.Domain.Tests;

namespace GrantFlow.Repo.Tests;

/// <summary>The project's own files: what is built, installed or downloaded is left out.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".feed", ".grantflow", ".git", "TestResults"];

    /// <summary>Paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string pattern) => Walk(Generated.Root(), pattern)
        .Select(file => Path.GetRelativePath(Generated.Root(), file).Replace('\\', '/'));

    private static IEnumerable<string> Walk(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))).SelectMany(inner => Walk(inner, pattern)));
}
