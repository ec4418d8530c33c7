using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace GrantFlow.LocalHost;

/// <summary>
/// Counts this host's own requests to storage (taking, holding, deleting messages), in the counter
/// <c>grantflow.localhost.requests</c> of the meter <c>GrantFlow.LocalHost</c>, with the tags <c>service</c> and <c>operation</c>.
/// </summary>
internal sealed class HostRequestCounter : HttpPipelineSynchronousPolicy
{
    public const string MeterName = "GrantFlow.LocalHost";
    public const string RequestsName = "grantflow.localhost.requests";
    public const string EmptyReceivesName = "grantflow.localhost.receives.empty";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(RequestsName, "{request}", "Requests the host sent to storage.");
    private static readonly Counter<long> EmptyReceives =
        Meter.CreateCounter<long>(EmptyReceivesName, "{request}", "Requests for messages that found none; counted among the requests too.");

    public static void CountEmptyReceive() => EmptyReceives.Add(1);

    public override void OnSendingRequest(HttpMessage message) =>
        Requests.Add(1, new("service", "queue"), new("operation", Operation(message.Request)));

    private static string Operation(Request request)
    {
        var ofMessages = (request.Uri.Path ?? "").Contains("/messages", StringComparison.Ordinal);
        return (request.Method.Method, ofMessages) switch
        {
            ("GET", true) => "receive",
            ("POST", true) => "send",
            ("PUT", true) => "update",
            ("DELETE", true) => "delete",
            ("PUT", false) => "create-queue",
            _ => "other",
        };
    }
}
