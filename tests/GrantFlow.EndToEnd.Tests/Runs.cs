using System.Diagnostics;
using System.Globalization;
using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Report;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>
/// The same people played twice, at the same time on two services: undisturbed on one host, and on two hosts with everything that can go away going
/// away. They take as long as a message takes that fails five times, ten seconds apart.
/// </summary>
public sealed class Runs : IAsyncLifetime
{
    /// <summary>The collection of those that need the whole machine.</summary>
    internal const string OneAtATime = "One demo at a time";

    private Service? _calm;
    private Service? _rough;
    private Killer? _killer;
    private TimeSpan _took;

    /// <summary>How much is played; its words, in the environment, have the same again.</summary>
    internal RunSize Size { get; } = RunSize.FromEnvironment();

    internal Service CalmService => _calm!;

    internal Service RoughService => _rough!;

    internal DemoResult Undisturbed { get; private set; } = null!;

    /// <summary>The people once more on the undisturbed service.</summary>
    internal DemoResult Again { get; private set; } = null!;

    internal DemoResult Disturbed { get; private set; } = null!;

    /// <summary>When a host was killed.</summary>
    internal IReadOnlyList<string> Kills => _killer!.Kills;

    /// <summary>How often storage was stopped and started again.</summary>
    internal int Restarts => _killer!.Restarts;

    /// <summary>For failure messages.</summary>
    internal string Story => $"{Size}, killed at {string.Join(", ", Kills)}; storage was started again {Restarts} time(s).{Environment.NewLine}{RoughService.Said}";

    public async Task InitializeAsync()
    {
        await Task.WhenAll(PlayCalm(), PlayRough());
    }

    public async Task DisposeAsync()
    {
        foreach (var service in new[] { _calm, _rough }.OfType<Service>())
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>What the disturbed run came to, in numbers.</summary>
    internal string Numbers(int differences) => string.Create(CultureInfo.InvariantCulture, $"""
        people               {Disturbed.People.Count}
        hosts                {RoughService.Hosts.Count}, asked by turns
        kills survived       {Kills.Count} (SIGKILL)
        storage restarts     {Restarts}
        HTTP requests        {Disturbed.Cost.HttpRequests} answered, {Disturbed.Cost.Broken} broke off and were said again
        calls to storage     {_killer!.Calls}
        ledger postings      {Disturbed.Ledger?.Lines.Count}
        duration             {_took.TotalSeconds:0} s (undisturbed beside it {Undisturbed.Cost.Elapsed.TotalSeconds:0} s)
        differences          {differences}
        again with           {Size}
        """);

    private async Task PlayCalm()
    {
        _calm = await Service.Start();
        Undisturbed = await Play(_calm, _ => { }, CancellationToken.None);
        Again = await Play(_calm, _ => { }, CancellationToken.None);
    }

    private async Task PlayRough()
    {
        _rough = await Service.Start([Service.Program, Service.Program], withMiddlemen: true);
        var start = Stopwatch.GetTimestamp();
        var random = new Random(Size.Seed);
        // At the very least a person costs ten requests.
        await BreakOff(_rough, random.Next(20, Size.People * 10 / 4));
        _killer = new Killer(_rough, Size, random);
        Disturbed = await Play(_rough, _ => { }, CancellationToken.None);
        await _killer.Done;
        _took = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The demo itself is stopped on its way, as by Ctrl-C.</summary>
    private async Task BreakOff(Service service, int after)
    {
        using var stop = new CancellationTokenSource();
        var requests = 0;
        try
        {
            await Play(service, _ =>
            {
                if (Interlocked.Increment(ref requests) >= after)
                {
                    stop.Cancel();
                }
            }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Assert.Fail("The demo was to be broken off and came to its end.");
    }

    private async Task<DemoResult> Play(Service service, Action<string> onRequest, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var options = new DemoOptions { Urls = service.Urls, People = Size.People };
        using var doors = new Doors(service.Urls, time) { OnRequest = onRequest };
        using var play = new Play(options, doors, time, new Progress(TextWriter.Null, terminal: false, Size.People, time));
        return await play.Run(cancellationToken);
    }
}
