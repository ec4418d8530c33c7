using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests.Outages;

/// <summary>What becomes of a message, and of the log, while something it needs does not answer.</summary>
public sealed class OutagePatienceTests : IDisposable
{
    private const string Queue = QueueNames.Funding;

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly Spells _spells;
    private readonly MemoryQueues _queues;
    private readonly OutagePatience _patience;
    private readonly string _text;

    public OutagePatienceTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _spells = new Spells(_time, _loggers.CreateLogger<Spells>());
        _queues = new MemoryQueues(_time);
        _patience = new OutagePatience(_queues, _spells, _time, NullLogger<OutagePatience>.Instance);
        _text = $$"""{"schema":"grantflow.funding-request","version":1,"id":"G-0123456789ABCDEF.1","time":"{{_time.GetUtcNow():O}}"}""";
    }

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public async Task It_waits_in_its_queue_and_the_longer_the_outage_the_longer_it_waits()
    {
        var waits = new List<double>();
        for (var time = 0; time < 11; time++)
        {
            await Deliver(Away);
            waits.Add((_queues.NextVisible()!.Value - _time.GetUtcNow()).TotalSeconds);
            _time.AdvanceTo(_queues.NextVisible()!.Value);
            var taken = Assert.Single(await _queues.Receive(Queue, 32, TimeSpan.FromMinutes(1), default));
            Assert.Equal((_text, 1), (taken.Body, taken.DequeueCount));
            await _queues.Delete(Queue, taken.Id, taken.PopReceipt, default);
        }

        Assert.Equal([2, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], waits);
        Assert.Equal(1, _log.All.Count(line => line.Contains("Table storage does not answer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_no_outage_fails_as_it_did()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Deliver(() => throw new InvalidOperationException("ours")));
        Assert.Equal(0, await _queues.Count(Queue, default));
    }

    [Fact]
    public async Task An_outage_behind_one_of_many_failures_is_seen()
    {
        await Deliver(() => throw new AggregateException(new InvalidOperationException("ours"), new InvalidOperationException("of", new DependencyException(Dependency.Tables, "503"))));
        Assert.Equal(1, await _queues.Count(Queue, default));
    }

    [Fact]
    public async Task A_message_that_is_a_day_old_is_a_persons()
    {
        _time.Advance(OutagePatience.OldEnough);
        await Assert.ThrowsAsync<DependencyException>(() => Deliver(Away));
        Assert.Equal(0, await _queues.Count(Queue, default));
    }

    [Theory]
    [InlineData("not even JSON")]
    [InlineData("[]")]
    [InlineData("""{"time":7}""")]
    [InlineData("""{"time":"yesterday"}""")]
    [InlineData("""{"time":"9999-12-31T00:00:00Z"}""")]
    public async Task What_does_not_say_how_old_it_is_does_not_wait(string text) =>
        await Assert.ThrowsAsync<DependencyException>(() => _patience.Handle(Queue, text, Away, default));

    [Fact]
    public async Task Where_queue_storage_takes_nothing_the_message_stays_where_it_is()
    {
        var patience = new OutagePatience(new MemoryQueues(_time, probe: new NoQueues()), _spells, _time, NullLogger<OutagePatience>.Instance);
        var away = await Assert.ThrowsAsync<DependencyException>(() => patience.Handle(Queue, _text, Away, default));
        Assert.Equal(Dependency.Tables, away.Dependency);
    }

    [Fact]
    public async Task What_fails_now_and_then_is_one_spell_and_its_end_is_told()
    {
        for (var time = 0; time < 10; time++)
        {
            await Assert.ThrowsAsync<DependencyException>(Away);
            _spells.Worked(Dependency.Tables);
            _time.Advance(Spells.Calm / 2);
            _spells.Worked(Dependency.Tables);
        }

        Assert.Equal((true, _time.GetUtcNow() - (Spells.Calm * 5)), (_spells.Of(Dependency.Tables)!.WorksAgain, _spells.Of(Dependency.Tables)!.Since));
        _time.Advance(Spells.Calm);
        Assert.Null(_spells.Of(Dependency.Tables));
        _spells.Worked(Dependency.Tables);
        Assert.Equal(2, _log.All.Count());
        Assert.Contains("Table storage answers again", _log.All.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_long_as_nothing_goes_through_a_spell_is_not_over()
    {
        await Assert.ThrowsAsync<DependencyException>(Away);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(_spells.Of(Dependency.Tables));
    }

    private Task Deliver(Func<Task> handle) => _patience.Handle(Queue, _text, handle, default);

    private Task Away()
    {
        var away = new DependencyException(Dependency.Tables, "503 ServerBusy");
        _spells.Failed(Dependency.Tables, away);
        throw away;
    }

    private sealed class NoQueues : IStorageProbe
    {
        public Task Before(StorageCall call, CancellationToken cancellationToken) => throw new DependencyException(Dependency.Queues, "503");

        public Task After(StorageCall call, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
