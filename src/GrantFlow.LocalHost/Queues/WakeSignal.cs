namespace GrantFlow.LocalHost;

/// <summary>Ends the wait of its one waiter early, also a wait that is about to begin. Many calls count as one.</summary>
internal sealed class WakeSignal
{
    private volatile TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Wake() => _signal.TrySetResult();

    /// <summary>Waits for a call or the timeout, whichever is first.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _signal.Task.WaitAsync(timeout, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (_signal.Task.IsCompleted)
            _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
