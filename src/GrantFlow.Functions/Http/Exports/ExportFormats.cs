using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Export.Xlsx;

namespace GrantFlow.Functions.Http.Exports;

/// <summary>The formats of exports, as requests and file names spell them.</summary>
internal static class ExportFormats
{
    private static readonly Dictionary<string, ExportFormat> ByName = new(StringComparer.Ordinal)
    {
        ["csv"] = ExportFormat.Csv,
        ["csv.gz"] = ExportFormat.CsvGz,
        ["jsonl"] = ExportFormat.Jsonl,
        ["jsonl.gz"] = ExportFormat.JsonlGz,
        ["xlsx"] = ExportFormat.Xlsx,
    };

    /// <summary>What was asked for; CSV where nothing was.</summary>
    /// <exception cref="BadRequestException">There is no such format.</exception>
    public static ExportFormat Read(Query query) => ByName.TryGetValue(query["format"] ?? "csv", out var format) ? format : throw new BadRequestException("format", "Expected csv, csv.gz, jsonl, jsonl.gz or xlsx.");

    public static string NameOf(ExportFormat format) => ByName.First(one => one.Value == format).Key;

    public static string ContentTypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Jsonl => "application/jsonl; charset=utf-8",
        ExportFormat.Xlsx => XlsxLedger.ContentType,
        _ => "application/gzip",
    };
}
