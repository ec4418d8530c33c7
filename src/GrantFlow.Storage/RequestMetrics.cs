using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace GrantFlow.Storage;

/// <summary>
/// Counts every request to storage, repeated ones too, in the counter <c>grantflow.storage.requests</c> of the meter <c>GrantFlow.Storage</c>,
/// with the tags <c>service</c> (blob, table, queue) and <c>operation</c>.
/// </summary>
public sealed class RequestMetrics(string service) : HttpPipelineSynchronousPolicy
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "GrantFlow.Storage";

    /// <summary>The counter's name.</summary>
    public const string CounterName = "grantflow.storage.requests";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(CounterName, "{request}", "Requests sent to blob, table and queue storage, repeated ones included.");

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message) =>
        Requests.Add(1, new("service", service), new("operation", Operation(message.Request)));

    private string Operation(Request request)
    {
        var path = request.Uri.Path ?? "";
        return service switch
        {
            "table" => RequestOperation.OfTable(request.Method.Method, path, request.Headers.Contains("If-Match")),
            "blob" => RequestOperation.OfBlob(request.Method.Method, request.Uri.Query ?? ""),
            _ => RequestOperation.OfQueue(request.Method.Method, path, request.Uri.Query ?? ""),
        };
    }
}
