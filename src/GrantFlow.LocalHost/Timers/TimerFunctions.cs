using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>Runs the timer functions of an app, from the host's start to its stop.</summary>
internal sealed class TimerFunctions(
    IReadOnlyList<TimerFunction> functions,
    FunctionsHostOptions options,
    IConfiguration configuration,
    IServiceScopeFactory scopes,
    IServiceProvider services,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        TimerLoop[] loops = [.. functions.Select(function => new TimerLoop(
            function,
            TimerSchedule.Parse(SettingText.Resolve(function.Schedule, configuration, function.Name), function.Name),
            clock, scopes, loggers.CreateLogger($"Function.{function.Name}")))];
        _running = Task.WhenAll(loops.Select(loop => loop.Run(_stopping.Token, _givingUp.Token)));
        return Task.CompletedTask;
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
            // The host's own patience is over.
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _givingUp.Dispose();
    }
}
