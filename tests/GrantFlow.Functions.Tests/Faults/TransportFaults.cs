using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace GrantFlow.Functions.Tests.Faults;

/// <summary>
/// Lets requests to storage go wrong on their way, beneath the SDK's retries, so that the product meets what it would meet in a bad hour. What happens to a call follows from the
/// seed, what kind of call it is and the how-manieth of its kind: the same calls meet the same faults, whatever else runs beside them.
/// </summary>
/// <param name="seed">The same seed, the same faults.</param>
/// <param name="oneIn">One in so many calls goes wrong.</param>
internal sealed class TransportFaults(int seed, int oneIn) : HttpPipelinePolicy
{
    /// <summary>The SDK gives up at the fifth try.</summary>
    private const int Tries = 5;

    private const string Planned = "grantflow-fault";

    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentQueue<(string Call, int Number, Fault Fault, int Tries)> _injected = new();

    /// <summary>Off, nothing goes wrong.</summary>
    public bool On { get; set; } = true;

    /// <summary>Every fault so far, in an order that does not depend on what ran beside what.</summary>
    public IReadOnlyList<string> Trace => [.. _injected.Order().Select(one => $"{one.Call} {one.Number}: {one.Fault} x{one.Tries}")];

    public IReadOnlyDictionary<Fault, int> Counts => _injected.GroupBy(one => one.Fault).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>How many calls the SDK gave up on.</summary>
    public int GivenUp => _injected.Count(one => one.Tries >= Tries && one.Fault is not (Fault.SentTwice or Fault.Late));

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The product waits for no request on a thread.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Plan(message) is not var (fault, tries) || message.ProcessingContext.RetryNumber >= tries)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        switch (fault)
        {
            case Fault.TimeoutBeforeSend:
                throw new TaskCanceledException("The request was not sent in time.");
            case Fault.NoConnection:
                throw new IOException("The connection was refused.");
            case Fault.TimeoutAfterSend:
                await ProcessNextAsync(message, pipeline);
                throw new TaskCanceledException("The answer did not come in time.");
            case Fault.ServerError:
                message.Response = new CannedResponse(500, "InternalError", null);
                break;
            case Fault.ServerBusy:
                message.Response = new CannedResponse(503, "ServerBusy", TimeSpan.FromMilliseconds(50));
                break;
            case Fault.Throttled:
                message.Response = new CannedResponse(429, "TooManyRequests", TimeSpan.FromMilliseconds(50));
                break;
            case Fault.SentTwice:
                await ProcessNextAsync(message, pipeline);
                await ProcessNextAsync(message, pipeline);
                break;
            case Fault.Late:
                await Task.Delay(30, message.CancellationToken);
                await ProcessNextAsync(message, pipeline);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(message), fault, "No such fault.");
        }
    }

    /// <summary>Decided at the first try, for all tries of the call.</summary>
    private (Fault Fault, int Tries)? Plan(HttpMessage message)
    {
        if (!message.TryGetProperty(Planned, out var planned))
        {
            planned = On ? Decide(message.Request) : null;
            message.SetProperty(Planned, planned!);
        }

        return ((Fault, int)?)planned;
    }

    private (Fault, int)? Decide(Request request)
    {
        var call = NameOf(request);
        var number = _calls.AddOrUpdate(call, 1, (_, before) => before + 1);
        var random = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {call} {number}"))));
        if (random.Next(oneIn) > 0)
        {
            return null;
        }

        var fault = (Fault)random.Next(Enum.GetValues<Fault>().Length);
        if (fault is Fault.SentTwice or Fault.Late)
        {
            // To read twice is nothing; a message that is late lets another overtake it.
            fault = request.Method == RequestMethod.Get || (fault == Fault.Late && request.Uri.Path!.EndsWith("/messages", StringComparison.Ordinal)) ? Fault.Late : Fault.SentTwice;
        }

        // Most are over at the next try; some last until the SDK gives up.
        var tries = fault is Fault.SentTwice or Fault.Late ? 1 : random.Next(6) switch { 0 => Tries, 1 => 2, _ => 1 };
        _injected.Enqueue((call, number, fault, tries));
        return (fault, tries);
    }

    /// <summary>Method and what it is asked of, without keys and ids.</summary>
    private static string NameOf(Request request)
    {
        var parts = request.Uri.Path!.Split('(')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return $"{request.Method} {parts[1]}{(parts.Length > 3 ? "/…" : "")}";
    }
}
