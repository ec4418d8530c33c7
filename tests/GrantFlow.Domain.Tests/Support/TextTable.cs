namespace GrantFlow.Domain.Tests.Support;

/// <summary>Reads tables that are written for people: columns between bars, one heading line, blank lines ignored.</summary>
internal static class TextTable
{
    public static IReadOnlyList<string[]> Rows(string table) =>
    [
        .. table.ReplaceLineEndings("\n").Split('\n')
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
    ];
}
