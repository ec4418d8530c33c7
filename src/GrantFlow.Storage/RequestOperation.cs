namespace GrantFlow.Storage;

/// <summary>What a request does, from its line: the names the metrics use.</summary>
internal static class RequestOperation
{
    public static string OfTable(string method, string path, bool conditional)
    {
        var aboutTables = path.EndsWith("/Tables", StringComparison.Ordinal) || path.Contains("/Tables(", StringComparison.Ordinal);
        return method switch
        {
            "POST" when path.EndsWith("/$batch", StringComparison.Ordinal) => "transaction",
            "POST" when aboutTables => "create-table",
            "DELETE" when aboutTables => "delete-table",
            _ when aboutTables => "list-tables",
            "POST" => "insert",
            "GET" when path.Contains("(PartitionKey=", StringComparison.Ordinal) => "find",
            "GET" => "query",
            "PUT" when conditional => "replace",
            "PUT" => "upsert",
            "DELETE" => "delete",
            _ => "other",
        };
    }

    public static string OfQueue(string method, string path, string query)
    {
        if (path.EndsWith("/messages", StringComparison.Ordinal))
        {
            return method switch
            {
                "POST" => "send",
                "GET" when query.Contains("peekonly=true", StringComparison.OrdinalIgnoreCase) => "peek",
                "GET" => "receive",
                "DELETE" => "clear",
                _ => "other",
            };
        }

        var aboutMessage = path.Contains("/messages/", StringComparison.Ordinal);
        return method switch
        {
            "PUT" when aboutMessage => "update",
            "DELETE" when aboutMessage => "delete",
            "PUT" => "create-queue",
            "DELETE" => "delete-queue",
            "GET" when query.Contains("comp=metadata", StringComparison.OrdinalIgnoreCase) => "properties",
            "GET" when query.Contains("comp=list", StringComparison.OrdinalIgnoreCase) => "list-queues",
            _ => "other",
        };
    }

    public static string OfBlob(string method, string query)
    {
        bool Asks(string what) => query.Contains(what, StringComparison.OrdinalIgnoreCase);
        var aboutContainer = Asks("restype=container");
        return method switch
        {
            "GET" when aboutContainer && Asks("comp=list") => "list-blobs",
            "PUT" when aboutContainer => "create-container",
            "DELETE" when aboutContainer => "delete-container",
            _ when aboutContainer => "other",
            "PUT" when Asks("comp=blocklist") => "commit-blocks",
            "PUT" when Asks("comp=block") => "put-block",
            "PUT" => "put-blob",
            "GET" => "get-blob",
            "HEAD" => "find-blob",
            "DELETE" => "delete-blob",
            _ => "other",
        };
    }
}
