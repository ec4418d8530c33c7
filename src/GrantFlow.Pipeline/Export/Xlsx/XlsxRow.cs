using System.Globalization;
using System.Text;
using System.Xml;

namespace GrantFlow.Pipeline.Export.Xlsx;

/// <summary>Writes one row of a sheet. A cell without a value is left out.</summary>
internal sealed class XlsxRow(XmlWriter xml, int number)
{
    /// <summary>What a spreadsheet calculates with: more digits would be rounded without a word, so that such a number is written as text.</summary>
    private const int MostDigits = 15;

    private static readonly string[] Letters = [.. Enumerable.Range(0, 26 * 27).Select(at => at < 26 ? $"{(char)('A' + at)}" : $"{(char)('A' + (at / 26) - 1)}{(char)('A' + (at % 26))}")];

    private static readonly HashSet<string> Amounts = ["debit", "credit", "paidAmount", "booked"];

    /// <summary>How each column of the ledger is written.</summary>
    private static readonly CellKind[] Kinds = [.. LedgerLine.Columns.Select(column =>
        column is "postingDate" or "rateDay" ? CellKind.Day : column == "eventTime" ? CellKind.Moment : Amounts.Contains(column) ? CellKind.Amount : CellKind.Text)];

    private enum CellKind
    {
        Text,
        Amount,
        Day,
        Moment,
    }

    public void WriteHeader(string[] columns)
    {
        Begin();
        for (var at = 0; at < columns.Length; at++)
        {
            Text(at, columns[at], XlsxParts.Bold);
        }

        xml.WriteEndElement();
    }

    public void Write(LedgerLine line)
    {
        Begin();
        var values = line.Values;
        for (var at = 0; at < values.Length; at++)
        {
            if (values[at].Length > 0)
            {
                Cell(at, values[at], Kinds[at]);
            }
        }

        xml.WriteEndElement();
    }

    private void Begin()
    {
        xml.WriteStartElement("row", XlsxParts.Main);
        xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
    }

    private void Cell(int column, string value, CellKind kind)
    {
        if (kind == CellKind.Amount && value.Count(char.IsAsciiDigit) <= MostDigits && decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            var point = value.IndexOf('.', StringComparison.Ordinal);
            Number(column, value, XlsxParts.Digits(point < 0 ? 0 : value.Length - point - 1));
        }
        else if (kind == CellKind.Day && DateTime.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Number(column, day.ToOADate().ToString("R", CultureInfo.InvariantCulture), XlsxParts.Day);
        }
        else if (kind == CellKind.Moment && DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
        {
            Number(column, moment.ToOADate().ToString("R", CultureInfo.InvariantCulture), XlsxParts.Moment);
        }
        else
        {
            // What begins like a formula is marked as text, so that it stays one when somebody edits the cell.
            Text(column, value, value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? XlsxParts.Quoted : 0);
        }
    }

    private void Number(int column, string value, int style)
    {
        xml.WriteStartElement("c", XlsxParts.Main);
        Place(column, style);
        xml.WriteElementString("v", XlsxParts.Main, value);
        xml.WriteEndElement();
    }

    private void Text(int column, string value, int style)
    {
        xml.WriteStartElement("c", XlsxParts.Main);
        Place(column, style);
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", XlsxParts.Main);
        xml.WriteStartElement("t", XlsxParts.Main);
        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
        {
            xml.WriteAttributeString("xml", "space", null, "preserve");
        }

        xml.WriteString(Escaped(value));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Place(int column, int style)
    {
        xml.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{Letters[column]}{number}"));
        if (style != 0)
        {
            xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>ST_Xstring of ISO/IEC 29500: what XML cannot hold is <c>_xHHHH_</c>, and what looks like that is escaped itself.</summary>
    private static string Escaped(string value)
    {
        if (!value.Contains("_x", StringComparison.Ordinal) && value.All(letter => letter >= ' ' && letter < '\ud800'))
        {
            return value;
        }

        var text = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            if (at < value.Length - 1 && char.IsSurrogatePair(value[at], value[at + 1]))
            {
                text.Append(value[at]).Append(value[++at]);
            }
            else if (value[at] == '\r' || !XmlConvert.IsXmlChar(value[at]) || (value[at] == '_' && LooksEscaped(value.AsSpan(at))))
            {
                text.Append(CultureInfo.InvariantCulture, $"_x{(int)value[at]:X4}_");
            }
            else
            {
                text.Append(value[at]);
            }
        }

        return text.ToString();
    }

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_' && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);
}
