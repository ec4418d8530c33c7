using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>Listens to the queues of an app's queue functions, from the host's start to its stop.</summary>
internal sealed class QueueFunctions(
    IReadOnlyList<QueueFunction> functions,
    FunctionsHostOptions options,
    IConfiguration configuration,
    IServiceScopeFactory scopes,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly List<QueueListener> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private SendWatcher? _watcher;
    private Task _running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (functions.Count == 0)
            return;

        Dictionary<Uri, WakeSignal> wakeSignals = [];
        foreach (var function in functions)
        {
            var queue = Client(function, SettingText.Resolve(function.Queue, configuration, function.Name));
            var poison = Client(function, queue.Name + "-poison");
            await Create(queue, cancellationToken);
            await Create(poison, cancellationToken);
            var wake = wakeSignals[queue.Uri] = new WakeSignal();
            var logger = loggers.CreateLogger($"Function.{function.Name}");
            var processor = new MessageProcessor(function, queue, poison, options, scopes, logger);
            _listeners.Add(new QueueListener(queue, options.HostJson.Queues, options.Lease, wake, processor, logger));
        }

        _watcher = new SendWatcher(wakeSignals);
        _running = Task.WhenAll(_listeners.Select(listener =>
            Task.Run(() => listener.Run(_stopping.Token, _givingUp.Token), CancellationToken.None)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _givingUp.CancelAfter(options.DrainTimeout);
        try
        {
            await _running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host's own patience is over; what still runs ends with the process and comes back after its lease.
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    private QueueClient Client(QueueFunction function, string queue)
    {
        var connection = configuration[function.Connection] ?? configuration.GetConnectionString(function.Connection)
            ?? throw new LocalHostException($"Function {function.Name} needs the setting {function.Connection}: a storage connection string.");
        var clientOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        clientOptions.AddPolicy(new HostRequestCounter(), HttpPipelinePosition.PerRetry);
        try
        {
            return new QueueClient(connection, queue, clientOptions);
        }
        catch (FormatException error)
        {
            throw new LocalHostException($"The setting {function.Connection} is no storage connection string: {error.Message}", error);
        }
    }

    private static async Task Create(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            var reason = (error is AggregateException many ? many.InnerExceptions[^1] : error).Message.Split('\n')[0].Trim();
            throw new LocalHostException($"Queue {queue.Name} cannot be made at {queue.Uri}: {reason}", error);
        }
    }
}
