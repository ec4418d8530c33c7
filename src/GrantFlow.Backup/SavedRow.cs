using System.Globalization;
using Azure.Data.Tables;

namespace GrantFlow.Backup;

/// <summary>A row of a table: every property with its type, in order of names, so that the same row is the same line.</summary>
/// <param name="Partition">Partition key.</param>
/// <param name="Key">Row key.</param>
/// <param name="Values">Name, type and text of each property.</param>
public sealed record SavedRow(string Partition, string Key, IReadOnlyList<SavedValue> Values)
{
    private static readonly string[] OfStorage = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    /// <summary>An entity as a line.</summary>
    public static SavedRow Of(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return new(entity.PartitionKey, entity.RowKey, [.. entity.Where(one => one.Value is not null && !OfStorage.Contains(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => SavedValue.Of(one.Key, one.Value))]);
    }

    /// <summary>A line as an entity.</summary>
    public TableEntity ToEntity()
    {
        var entity = new TableEntity(Partition, Key);
        foreach (var value in Values)
        {
            entity[value.Name] = value.ToObject();
        }

        return entity;
    }
}

/// <summary>A property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">string, int, long, bool, double, moment, guid or bytes.</param>
/// <param name="Text">Its value.</param>
public sealed record SavedValue(string Name, string Type, string Text)
{
    internal static SavedValue Of(string name, object value) => value switch
    {
        string text => new(name, "string", text),
        int number => new(name, "int", number.ToString(CultureInfo.InvariantCulture)),
        long number => new(name, "long", number.ToString(CultureInfo.InvariantCulture)),
        bool yes => new(name, "bool", yes ? "true" : "false"),
        double number => new(name, "double", number.ToString("R", CultureInfo.InvariantCulture)),
        DateTimeOffset moment => new(name, "moment", moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        Guid guid => new(name, "guid", guid.ToString()),
        byte[] bytes => new(name, "bytes", Convert.ToBase64String(bytes)),
        BinaryData bytes => new(name, "bytes", Convert.ToBase64String(bytes.ToArray())),
        _ => throw new BackupException($"A property {name} is of type {value.GetType().Name}, which no backup can hold."),
    };

    internal object ToObject() => Type switch
    {
        "string" => Text,
        "int" => int.Parse(Text, CultureInfo.InvariantCulture),
        "long" => long.Parse(Text, CultureInfo.InvariantCulture),
        "bool" => Text == "true",
        "double" => double.Parse(Text, CultureInfo.InvariantCulture),
        "moment" => DateTimeOffset.ParseExact(Text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        "guid" => Guid.Parse(Text),
        "bytes" => Convert.FromBase64String(Text),
        _ => throw new BackupException($"A property {Name} is of type '{Type}', which is none."),
    };
}

/// <summary>A message: its body as it is on the wire.</summary>
public sealed record SavedMessage(string Body);

/// <summary>A file of a container: its name, and the bytes as storage has them, sealed.</summary>
public sealed record SavedFile(string Name, long Bytes, string Sha256);
