namespace GrantFlow.Pipeline.Export.Jobs;

/// <summary>What a stored export is written as.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>The same, packed.</summary>
    CsvGz,

    /// <summary>JSON Lines.</summary>
    Jsonl,

    /// <summary>The same, packed.</summary>
    JsonlGz,

    /// <summary>A spreadsheet.</summary>
    Xlsx,
}
