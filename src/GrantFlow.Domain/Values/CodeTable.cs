using System.Collections.Frozen;

namespace GrantFlow.Domain.Values;

/// <summary>Reads the tables of published codes beside it: one line per code, the code first, what it stands for after a space.</summary>
internal static class CodeTable
{
    public static FrozenDictionary<string, string> Read(string table) =>
        table.Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}
