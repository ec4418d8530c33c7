using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>A service whose days a test lets pass. Tokens are over with their day: who comes again has another name.</summary>
public sealed class MovingService : Service
{
    private readonly ShiftedTime _shifted;

    public MovingService()
        : this(new ShiftedTime(), new Dictionary<string, string?>())
    {
    }

    public MovingService(IReadOnlyDictionary<string, string?> settings)
        : this(new ShiftedTime(), settings)
    {
    }

    private MovingService(ShiftedTime shifted, IReadOnlyDictionary<string, string?> settings)
        : base(shifted) => (_shifted, Settings) = (shifted, settings);

    protected override IReadOnlyDictionary<string, string?> Settings { get; }

    public Action<IServiceCollection>? Change { get; init; }

    protected override void With(IServiceCollection services) => Change?.Invoke(services);

    public void Advance(int days) => _shifted.Advance(days);

    /// <summary>The system's clock, ahead by some days.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private long _days;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Interlocked.Read(ref _days));

        public void Advance(int days) => Interlocked.Add(ref _days, days);
    }
}
