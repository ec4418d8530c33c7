using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GrantFlow.Storage.Tests;

/// <summary>The storage requests made while it lives, as the metrics count them. Only tests of the Azurite collection make any, one after the other.</summary>
internal sealed class RequestLog : IDisposable
{
    private readonly MeterListener _listener = new();

    private readonly ConcurrentQueue<string> _seen = new();

    public RequestLog()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "GrantFlow.Storage" && instrument.Name == "grantflow.storage.requests")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            _seen.Enqueue($"{values["service"]} {values["operation"]}");
        });
        _listener.Start();
    }

    public IReadOnlyList<string> Seen => [.. _seen];

    public void Dispose() => _listener.Dispose();
}
