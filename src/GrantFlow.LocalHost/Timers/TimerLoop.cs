using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>
/// Runs one timer function by its schedule, never twice at once: what falls due during a run is skipped. Other than the Functions
/// host it keeps no state over restarts, so a run missed while nothing ran is not made up for and <c>IsPastDue</c> is always false.
/// </summary>
internal sealed class TimerLoop
{
    // Timers of the system reach some 49 days; a schedule may be years away.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimerFunction _function;
    private readonly TimerSchedule _schedule;
    private readonly TimeProvider _clock;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger _logger;
    private readonly Func<TimerInfo, CancellationToken, object?>[] _arguments;
    private DateTimeOffset _last;

    public TimerLoop(TimerFunction function, TimerSchedule schedule, TimeProvider clock, IServiceScopeFactory scopes, ILogger logger)
    {
        _function = function;
        _schedule = schedule;
        _clock = clock;
        _scopes = scopes;
        _logger = logger;
        _arguments = [.. function.Method.GetParameters().Select(Argument)];
    }

    /// <summary>Runs until <paramref name="stopping"/>; a run in flight is finished, or cancelled by <paramref name="givingUp"/>.</summary>
    public async Task Run(CancellationToken stopping, CancellationToken givingUp)
    {
        // The host's start does not wait for a run.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_function.RunOnStartup && !stopping.IsCancellationRequested)
            await RunOnce(givingUp);

        var due = DateTimeOffset.MinValue;
        while (true)
        {
            // A timer may ring a little early; counting from the moment due keeps that moment from ringing twice.
            var now = _clock.GetUtcNow();
            due = _schedule.Next(now > due ? now : due);
            await WaitUntil(due, stopping);
            if (stopping.IsCancellationRequested)
                return;

            await RunOnce(givingUp);
        }
    }

    private async Task WaitUntil(DateTimeOffset due, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var wait = due - _clock.GetUtcNow();
            if (wait <= TimeSpan.Zero)
                return;

            await Task.Delay(wait < LongestWait ? wait : LongestWait, _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunOnce(CancellationToken givingUp)
    {
        var now = _clock.GetUtcNow();
        var info = new TimerInfo()
        {
            ScheduleStatus = new ScheduleStatus
            {
                Last = _last.UtcDateTime,
                Next = _schedule.Next(now).UtcDateTime,
                LastUpdated = _last.UtcDateTime,
            },
            IsPastDue = false,
        };
        _last = now;
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            object?[] arguments = [.. _arguments.Select(argument => argument(info, givingUp))];
            await FunctionInvoker.Invoke(_function.Method, arguments, scope.ServiceProvider);
        }
        catch (Exception error)
        {
            // The next run is the retry.
            _logger.LogError(error, "Function {Function} failed", _function.Name);
        }
    }

    private Func<TimerInfo, CancellationToken, object?> Argument(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(TimerInfo))
            return (info, _) => info;

        if (parameter.ParameterType == typeof(CancellationToken))
            return (_, cancellationToken) => cancellationToken;

        throw new LocalHostException(
            $"Function {_function.Name} has a parameter {parameter.Name} of type {parameter.ParameterType.Name} this host cannot fill: it knows TimerInfo and CancellationToken.");
    }
}
