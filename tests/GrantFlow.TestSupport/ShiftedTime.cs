namespace GrantFlow.TestSupport;

/// <summary>A clock that goes as the real one does, on another day: timers and waits take the time they take.</summary>
/// <param name="now">What it shows at its making.</param>
public sealed class ShiftedTime(DateTimeOffset now) : TimeProvider
{
    private readonly TimeSpan _shift = now - System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
