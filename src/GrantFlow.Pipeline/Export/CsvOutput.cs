using CsvHelper;

namespace GrantFlow.Pipeline.Export;

/// <summary>Comma-separated values as we hand them out: RFC 4180, UTF-8 without byte order mark, CRLF, quotes where needed. A text that a spreadsheet would run as a formula is written with a leading apostrophe.</summary>
public static class CsvOutput
{
    /// <summary>A writer; <paramref name="output"/> stays open.</summary>
    public static CsvWriter To(Stream output) => CsvWriter.Create(output, CsvWriterOptions.Default with { NewLine = "\r\n", Injection = CsvInjection.Escape }, leaveOpen: true);
}
