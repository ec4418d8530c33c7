using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace GrantFlow.LocalHost;

/// <summary>How often one kind of request was sent to storage.</summary>
/// <param name="Source"><c>functions</c> for the product's storage client, <c>host</c> for this host's listeners.</param>
/// <param name="Service"><c>table</c> or <c>queue</c>.</param>
/// <param name="Operation">What the request does, in the words of the counter's source.</param>
/// <param name="Count">Requests since the process started.</param>
public sealed record StorageRequestCount(string Source, string Service, string Operation, long Count);

/// <summary>All requests to storage of this process.</summary>
/// <param name="Total">The sum of all counts.</param>
/// <param name="EmptyReceives">How many of the host's <c>receive</c> requests found no message: the price of listening, not of work.</param>
/// <param name="Requests">The counts, in the order of source, service and operation.</param>
public sealed record StorageRequestReport(long Total, long EmptyReceives, IReadOnlyList<StorageRequestCount> Requests);

/// <summary>Counts the requests to storage of this process, from the meters of the product's storage client and of this host.</summary>
internal sealed class StorageRequests : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<(string Source, string Service, string Operation), long> _counts = new();
    private readonly MeterListener _listener = new();
    private long _emptyReceives;

    public StorageRequests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is "GrantFlow.Storage" or HostRequestCounter.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(Count);
    }

    public StorageRequestReport Report()
    {
        StorageRequestCount[] counts = [.. _counts
            .Select(entry => new StorageRequestCount(entry.Key.Source, entry.Key.Service, entry.Key.Operation, entry.Value))
            .OrderBy(count => count.Source, StringComparer.Ordinal)
            .ThenBy(count => count.Service, StringComparer.Ordinal)
            .ThenBy(count => count.Operation, StringComparer.Ordinal)];
        return new StorageRequestReport(counts.Sum(count => count.Count), Interlocked.Read(ref _emptyReceives), counts);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        switch (instrument.Name)
        {
            case HostRequestCounter.EmptyReceivesName:
                Interlocked.Add(ref _emptyReceives, measurement);
                break;
            case HostRequestCounter.RequestsName:
                Add("host", measurement, tags);
                break;
            case "grantflow.storage.requests":
                Add("functions", measurement, tags);
                break;
        }
    }

    private void Add(string source, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _counts.AddOrUpdate((source, Tag(tags, "service"), Tag(tags, "operation")), measurement, (_, count) => count + measurement);

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name && tag.Value is string value)
                return value;
        }

        return "unknown";
    }
}
