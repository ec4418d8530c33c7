using Azure.Data.Tables;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tables;

/// <summary>Rows as the SDK's entities and back.</summary>
internal static class RowEntity
{
    public static TableEntity From(Row row)
    {
        var entity = new TableEntity(row.Partition, row.Key);
        foreach (var (name, value) in row.Values)
        {
            entity[name] = value is DateTimeOffset moment ? moment.ToUniversalTime() : value;
        }

        return entity;
    }

    public static Row ToRow(TableEntity entity)
    {
        var values = new Dictionary<string, object>(entity.Count, StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            if (value is not null && name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            {
                values[name] = value;
            }
        }

        return new Row(entity.PartitionKey, entity.RowKey, values, entity.ETag.ToString());
    }
}
