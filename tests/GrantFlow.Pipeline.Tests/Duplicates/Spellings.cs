using System.Runtime.CompilerServices;

namespace GrantFlow.Pipeline.Tests.Duplicates;

/// <summary>Names with the spellings they have, by language; each is a list of ways to write one name.</summary>
internal sealed record Spellings(string Language, IReadOnlyList<string[]> Given, IReadOnlyList<string[]> Family)
{
    /// <summary>All languages of a list beside this file.</summary>
    public static IReadOnlyList<Spellings> Read(string list) =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, list))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split([' ', ':'], 3) is [var language, var kind, var spellings] ? (language, kind, Names: spellings.Split(',', StringSplitOptions.TrimEntries)) : throw new FormatException(line))
            .GroupBy(line => line.language)
            .Select(group => new Spellings(
                group.Key, [.. group.Where(line => line.kind == "given").Select(line => line.Names)], [.. group.Where(line => line.kind == "family").Select(line => line.Names)])),
    ];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
