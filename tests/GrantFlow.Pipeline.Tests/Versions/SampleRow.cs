using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Versions;

/// <summary>A row as it was written by some release: a file that is added and never changed.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Partition">Partition key.</param>
/// <param name="Key">Row key.</param>
/// <param name="Values">Properties by name; those that are no text have their type behind an @.</param>
internal sealed record SampleRow(string Table, string Partition, string Key, SortedDictionary<string, string> Values)
{
    private const string Variable = "GRANTFLOW_TAKE_ROWS";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lock Taking = new();

    /// <summary>Where the files are, by version.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "Samples", "rows");

    public static SampleRow Read(string file) => JsonSerializer.Deserialize<SampleRow>(File.ReadAllText(file), Options)!;

    public Row ToRow() => new(Partition, Key, Values.ToDictionary(value => value.Key.Split('@')[0], value => value.Key.Split('@') switch
    {
        [_, "int"] => int.Parse(value.Value, CultureInfo.InvariantCulture),
        [_, "long"] => long.Parse(value.Value, CultureInfo.InvariantCulture),
        [_, "bool"] => value.Value == "true",
        [_, "time"] => DateTimeOffset.Parse(value.Value, CultureInfo.InvariantCulture),
        _ => (object)value.Value,
    }));

    /// <summary>Writes samples of kinds that have none, out of whatever the tests that run write; only where <c>GRANTFLOW_TAKE_ROWS=1</c>.</summary>
    [ModuleInitializer]
    internal static void Take()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not ("" or null))
        {
            MemoryTables.Written = (table, change) =>
            {
                if (change.Action == RowAction.Delete || RowKinds.Of(table, change.Row) is not { } kind)
                {
                    return;
                }

                var file = Path.Combine(Folder, "v1", $"{kind.Name}.json");
                lock (Taking)
                {
                    if (!File.Exists(file))
                    {
                        File.WriteAllText(file, JsonSerializer.Serialize(Of(table, change.Row), Options) + "\n");
                    }
                }
            };
        }
    }

    private static SampleRow Of(string table, Row row) => new(table, row.Partition, row.Key, new SortedDictionary<string, string>(
        row.Values.ToDictionary(
            value => value.Value switch { int => $"{value.Key}@int", long => $"{value.Key}@long", bool => $"{value.Key}@bool", DateTimeOffset => $"{value.Key}@time", _ => value.Key },
            value => value.Value switch { bool yes => yes ? "true" : "false", DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture), var other => Convert.ToString(other, CultureInfo.InvariantCulture)! }),
        StringComparer.Ordinal));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
