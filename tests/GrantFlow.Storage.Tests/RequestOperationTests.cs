namespace GrantFlow.Storage.Tests;

public sealed class RequestOperationTests
{
    [Theory]
    [InlineData("POST", "/$batch", false, "transaction")]
    [InlineData("POST", "/devstoreaccount1/$batch", false, "transaction")]
    [InlineData("POST", "/Tables", false, "create-table")]
    [InlineData("GET", "/devstoreaccount1/Tables", false, "list-tables")]
    [InlineData("DELETE", "/Tables('grants')", false, "delete-table")]
    [InlineData("POST", "/grants", false, "insert")]
    [InlineData("GET", "/grants(PartitionKey='G-1',RowKey='state')", false, "find")]
    [InlineData("GET", "/grants()", false, "query")]
    [InlineData("PUT", "/grants(PartitionKey='G-1',RowKey='state')", true, "replace")]
    [InlineData("PUT", "/grants(PartitionKey='G-1',RowKey='state')", false, "upsert")]
    [InlineData("DELETE", "/grants(PartitionKey='G-1',RowKey='state')", true, "delete")]
    [InlineData("OPTIONS", "/grants", false, "other")]
    public void A_table_request_has_a_name(string method, string path, bool conditional, string expected) =>
        Assert.Equal(expected, RequestOperation.OfTable(method, path, conditional));

    [Theory]
    [InlineData("POST", "/commands/messages", "?visibilitytimeout=0", "send")]
    [InlineData("GET", "/commands/messages", "?numofmessages=16", "receive")]
    [InlineData("GET", "/commands/messages", "?numofmessages=16&peekonly=true", "peek")]
    [InlineData("DELETE", "/commands/messages", "", "clear")]
    [InlineData("DELETE", "/devstoreaccount1/commands/messages/1-2-3", "?popreceipt=x", "delete")]
    [InlineData("PUT", "/commands/messages/1-2-3", "?popreceipt=x", "update")]
    [InlineData("PUT", "/commands", "", "create-queue")]
    [InlineData("DELETE", "/commands", "", "delete-queue")]
    [InlineData("GET", "/commands", "?comp=metadata", "properties")]
    [InlineData("GET", "/", "?comp=list", "list-queues")]
    [InlineData("HEAD", "/commands", "", "other")]
    public void A_queue_request_has_a_name(string method, string path, string query, string expected) =>
        Assert.Equal(expected, RequestOperation.OfQueue(method, path, query));

    [Theory]
    [InlineData("PUT", "?restype=container", "create-container")]
    [InlineData("DELETE", "?restype=container", "delete-container")]
    [InlineData("GET", "?restype=container&comp=list&prefix=a", "list-blobs")]
    [InlineData("HEAD", "?restype=container", "other")]
    [InlineData("PUT", "", "put-blob")]
    [InlineData("PUT", "?comp=block&blockid=QQ", "put-block")]
    [InlineData("PUT", "?comp=blocklist", "commit-blocks")]
    [InlineData("GET", "", "get-blob")]
    [InlineData("HEAD", "", "find-blob")]
    [InlineData("DELETE", "", "delete-blob")]
    [InlineData("PATCH", "", "other")]
    public void A_blob_request_has_a_name(string method, string query, string expected) =>
        Assert.Equal(expected, RequestOperation.OfBlob(method, query));
}
