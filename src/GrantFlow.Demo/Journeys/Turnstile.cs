namespace GrantFlow.Demo.Journeys;

/// <summary>
/// Lets so many people walk at the same time, and knows when nobody does: when all have ended or wait for their money. Then finance gathers, so that nobody's plan changes while it is
/// being paid, and batches have more than one line.
/// </summary>
internal sealed class Turnstile(int people, int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _walking = new(atOnce);
    private int _outside;

    /// <summary>Nobody walks and nobody will, unless money arrives.</summary>
    public bool IsQuiet => Volatile.Read(ref _outside) == people;

    /// <summary>Somebody sets out.</summary>
    public Task Enter(CancellationToken cancellationToken) => _walking.WaitAsync(cancellationToken);

    /// <summary>Somebody ends, or waits for what others do.</summary>
    public void Leave()
    {
        Interlocked.Increment(ref _outside);
        _walking.Release();
    }

    /// <summary>Somebody goes on.</summary>
    public async Task Return(CancellationToken cancellationToken)
    {
        Interlocked.Decrement(ref _outside);
        await _walking.WaitAsync(cancellationToken);
    }

    public void Dispose() => _walking.Dispose();
}
