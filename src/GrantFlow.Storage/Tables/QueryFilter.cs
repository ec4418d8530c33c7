using Azure.Data.Tables;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tables;

/// <summary>A query as an OData filter. Values are escaped by the SDK; names and operators are checked before they get here.</summary>
internal static class QueryFilter
{
    /// <summary>Null when the query asks for the whole table.</summary>
    public static string? From(RowQuery query)
    {
        var parts = new List<string>();
        Add("PartitionKey", "eq", query.Partition);
        Add("RowKey", "ge", query.FromKey);
        Add("RowKey", "lt", query.BeforeKey);
        foreach (var (property, @operator, value) in query.Where)
        {
            Add(property, @operator, value is DateTimeOffset moment ? moment.ToUniversalTime() : value);
        }

        return parts.Count == 0 ? null : string.Join(" and ", parts);

        void Add(string property, string @operator, object? value)
        {
            if (value is not null)
            {
                parts.Add($"{property} {@operator} {TableClient.CreateQueryFilter($"{value}")}");
            }
        }
    }
}
