namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>One life of a host, from its start to its death: what it remembers, and what it is at.</summary>
internal sealed class Life(string name)
{
    private readonly HashSet<Job> _jobs = [];

    public string Name => name;

    public bool IsOver { get; private set; }

    /// <summary>How many things it is at.</summary>
    public int Busy => _jobs.Count;

    /// <summary>The parts of the pipeline, as this host has them.</summary>
    public required Func<Life, Parts> Makes { get; init; }

    public Parts Parts => field ??= Makes(this);

    /// <summary>Does something, and tells how it went; a host that dies on the way tells nobody, and whoever waits sees that by <paramref name="lost"/>.</summary>
    public void Begin(Func<Task> work, Action<Exception?> done, Action? lost = null)
    {
        var job = new Job(lost);
        _jobs.Add(job);
        _ = Run(job, work, done);
    }

    /// <summary>The host is gone, with all it was at.</summary>
    public void End()
    {
        IsOver = true;
        var jobs = _jobs.ToList();
        _jobs.Clear();
        foreach (var job in jobs)
        {
            job.Lost?.Invoke();
        }
    }

    private async Task Run(Job job, Func<Task> work, Action<Exception?> done)
    {
        Exception? failure = null;
        try
        {
            await work();
        }
        catch (Exception caught)
        {
            failure = caught;
        }

        _jobs.Remove(job);
        done(failure);
    }

    private sealed record Job(Action? Lost)
    {
        public bool Equals(Job? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
