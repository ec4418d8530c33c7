using System.Text;
using System.Text.RegularExpressions;

namespace GrantFlow.Domain.Tests.Payments;

/// <summary>One country's column of the SWIFT IBAN registry.</summary>
internal sealed record RegistryColumn(string Prefix, int Length, string Structure, string Example, string Includes);

/// <summary>The registry as its owner publishes it: transposed, with tabs. It lies beside the repository and is never part of it.</summary>
internal static partial class Registry
{
    /// <summary>Why a test that needs it is skipped; null where it is there.</summary>
    public static string? Missing => File.Exists(Path) ? null : $"The SWIFT IBAN registry is not at {Path}. Put it there to compare the table with it.";

    private static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Generated.Root(), "..", "shared", "standards", "iban_registry_r102.txt"));

    public static IReadOnlyList<RegistryColumn> Columns()
    {
        var rows = Rows(File.ReadAllText(Path, Encoding.Latin1)).GroupBy(row => row[0].Trim()).ToDictionary(group => group.Key, group => group.First());
        var prefixes = rows["IBAN prefix country code (ISO 3166)"];
        return
        [
            .. from at in Enumerable.Range(1, prefixes.Count - 1)
               where prefixes[at].Trim().Length > 0
               select new RegistryColumn(
                   prefixes[at].Trim(), int.Parse(rows["IBAN length"][at]), rows["BBAN structure"][at], rows["IBAN electronic format example"][at].Trim(), rows["Country code includes other countries/territories"][at].Trim('"', ' ')),
        ];
    }

    /// <summary><c>4!n4!n12!c</c> is 8 digits, then 12 letters or digits.</summary>
    public static IReadOnlyList<(int Count, char Kind)> Runs(string structure)
    {
        var runs = new List<(int Count, char Kind)>();
        foreach (Match part in Part().Matches(structure))
        {
            var (count, kind) = (int.Parse(part.Groups[1].Value), part.Groups[2].Value[0]);
            if (runs.Count > 0 && runs[^1].Kind == kind)
                runs[^1] = (runs[^1].Count + count, kind);
            else
                runs.Add((count, kind));
        }

        return runs;
    }

    /// <summary>Cells in quotation marks may hold line breaks.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var letter in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter is '\t' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (letter == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
            {
                cell.Append(letter);
            }
        }
    }

    [GeneratedRegex("([0-9]+)!([nac])")]
    private static partial Regex Part();
}

/// <summary>Runs where the registry is at hand, and says so where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RegistryFactAttribute : FactAttribute
{
    public RegistryFactAttribute() => Skip = Registry.Missing;
}
