namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter of a function that runs on a schedule.</summary>
/// <param name="schedule">An NCRONTAB expression of six fields, the first one seconds.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>The NCRONTAB expression.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the host keeps the schedule's state over restarts, to notice a missed run.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
