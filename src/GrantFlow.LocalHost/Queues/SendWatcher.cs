using System.Diagnostics;

namespace GrantFlow.LocalHost;

/// <summary>
/// Wakes a queue's listener as soon as this process has sent a message to it, so that a message waits for no poll while idle
/// queues are polled seldom. It watches the activities of the HTTP client; neither the functions nor their storage client know of
/// it. What other processes send is found by polling.
/// </summary>
internal sealed class SendWatcher : IDisposable
{
    private readonly Dictionary<string, WakeSignal> _wakeByAddress;
    private readonly ActivityListener _listener;

    public SendWatcher(IReadOnlyDictionary<Uri, WakeSignal> wakeByQueue)
    {
        _wakeByAddress = wakeByQueue.ToDictionary(entry => entry.Key.AbsoluteUri + "/messages", entry => entry.Value, StringComparer.Ordinal);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = RequestEnded,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private void RequestEnded(Activity activity)
    {
        if (activity.GetTagItem("http.request.method") is not "POST" || activity.GetTagItem("http.response.status_code") is not 201)
            return;

        if (activity.GetTagItem("url.full") is string url && _wakeByAddress.TryGetValue(url.Split('?')[0], out var wake))
            wake.Wake();
    }
}
