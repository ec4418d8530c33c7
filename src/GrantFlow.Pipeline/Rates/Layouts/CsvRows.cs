using CsvHelper;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>Records of a CSV file with their lines; comma or semicolon, whichever its first line has more of.</summary>
internal static class CsvRows
{
    private const int MostColumns = 400;

    /// <summary>The first is the header.</summary>
    public static List<(int Line, string[] Fields)> Read(string text, RateFindings found)
    {
        var rows = new List<(int, string[])>();
        var first = text.AsSpan(0, text.IndexOfAny(['\r', '\n']) is var end && end >= 0 ? end : text.Length);
        var options = CsvReaderOptions.Default with { HasHeader = false, TrackLineNumbers = true, Separator = first.Count(';') > first.Count(',') ? ';' : ',' };
        try
        {
            using var reader = CsvReader.FromText(text.TrimStart('\uFEFF'), options);
            while (reader.Read())
            {
                if (reader.FieldCount > MostColumns)
                {
                    found.Wrong((int)reader.LineNumber, $"At most {MostColumns} columns.");
                    return [];
                }

                var fields = new string[reader.FieldCount];
                for (var at = 0; at < fields.Length; at++)
                {
                    fields[at] = reader.GetString(at).Trim();
                }

                rows.Add(((int)reader.LineNumber, fields));
            }
        }
        catch (CsvFormatException)
        {
            found.Wrong(rows.Count == 0 ? 1 : rows[^1].Item1 + 1, "From here on this is no CSV: look for a quote that is not closed, or a line with another number of columns.");
            return [];
        }

        return rows;
    }

    /// <summary>The column with one of these names, whatever their case and spaces; -1 where there is none.</summary>
    public static int Column(string[] header, params ReadOnlySpan<string> names)
    {
        for (var at = 0; at < header.Length; at++)
        {
            if (names.Contains(string.Concat(header[at].Where(char.IsLetterOrDigit)).ToUpperInvariant()))
            {
                return at;
            }
        }

        return -1;
    }
}
