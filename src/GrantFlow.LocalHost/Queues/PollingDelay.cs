namespace GrantFlow.LocalHost;

/// <summary>
/// How long to wait between polls: 100 ms after a message, then about twice as long after every empty poll, up to the maximum.
/// A random fifth more or less keeps the queues' polls apart.
/// </summary>
internal sealed class PollingDelay(TimeSpan maximum, Random random)
{
    private const double Spread = 0.2;

    private double _next = QueueSettings.MinPollingInterval.TotalMilliseconds;

    public void Reset() => _next = QueueSettings.MinPollingInterval.TotalMilliseconds;

    public TimeSpan Next()
    {
        var most = maximum.TotalMilliseconds;
        var spread = 1 - Spread + 2 * Spread * random.NextDouble();
        var delay = Math.Clamp(_next * spread, Math.Min(QueueSettings.MinPollingInterval.TotalMilliseconds, most), most);
        _next = Math.Min(_next * 2, most);
        return TimeSpan.FromMilliseconds(delay);
    }
}
