namespace GrantFlow.Pipeline.Intake;

/// <summary>
/// Who waits for an outcome asks storage again and again, and holds a request open. In a burst that alone would be more work than the burst itself: so only some wait at a time, and
/// the others are told at once where to ask.
/// </summary>
public sealed class WaitingRoom
{
    /// <summary>How many wait in one process. Fewer than the requests one instance serves at a time (<c>infra</c>), so that there is always room for those who do not wait.</summary>
    public const int Places = 48;

    private int _taken;

    /// <summary>Takes a place; null when there is none. Disposing gives it back.</summary>
    public IDisposable? Enter()
    {
        if (Interlocked.Increment(ref _taken) <= Places)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    private sealed class Place(WaitingRoom room) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref room._taken);
            }
        }
    }
}
