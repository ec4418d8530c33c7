using System.Security.Cryptography;
using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Report;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>
/// The same people played twice, at the same time on two services: undisturbed, and with everything that can go away going
/// away. They take as long as a message takes that fails five times, ten seconds apart.
/// </summary>
public sealed class Runs : IAsyncLifetime
{
    /// <summary>The collection of those that need the whole machine.</summary>
    internal const string OneAtATime = "One demo at a time";

    /// <summary>Every fate, and some more who are paid.</summary>
    private const int People = DemoOptions.LeastPeople;

    // What every run needs at the very least: the kills fall within.
    private const int SureRequests = People * 10;
    private const int SureCalls = People * 80;
    private const int SurePayments = 10;

    private Service? _calm;
    private Service? _rough;
    private Killer? _killer;

    /// <summary>Where the moments of the kills come from; set the variable to have the same again.</summary>
    public int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("GRANTFLOW_KILL_SEED"), out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);

    internal Service CalmService => _calm!;

    internal Service RoughService => _rough!;

    internal DemoResult Undisturbed { get; private set; } = null!;

    internal DemoResult Disturbed { get; private set; } = null!;

    /// <summary>When the host was killed.</summary>
    internal IReadOnlyList<string> Kills => _killer!.Kills;

    /// <summary>For failure messages.</summary>
    internal string Story => $"GRANTFLOW_KILL_SEED={Seed}, killed at {string.Join(", ", Kills)}. The host said last:{Environment.NewLine}{RoughService.Said}";

    public async Task InitializeAsync()
    {
        _calm = await Service.Start();
        _rough = await Service.Start(withMiddleman: true);
        var calm = Play(_calm, _ => { }, CancellationToken.None);
        var rough = PlayRough(_rough);
        await Task.WhenAll(calm, rough);
        (Undisturbed, Disturbed) = (await calm, await rough);
    }

    public async Task DisposeAsync()
    {
        foreach (var service in new[] { _calm, _rough }.OfType<Service>())
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>Plays the people once more on the undisturbed service.</summary>
    internal Task<DemoResult> PlayAgain() => Play(CalmService, _ => { }, CancellationToken.None);

    private async Task<DemoResult> PlayRough(Service service)
    {
        var random = new Random(Seed);
        await BreakOff(service, random.Next(20, SureRequests / 4));
        _killer = new Killer(service, random, SureCalls, SurePayments);
        service.Middleman.KeepsBack = _killer.Hear;
        var result = await Play(service, _ => { }, CancellationToken.None);
        await _killer.Done;
        return result;
    }

    /// <summary>The demo itself is stopped on its way, as by Ctrl-C.</summary>
    private static async Task BreakOff(Service service, int after)
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

    private static async Task<DemoResult> Play(Service service, Action<string> onRequest, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var options = new DemoOptions { Url = service.Url, People = People };
        using var doors = new Doors(service.Url, time) { OnRequest = onRequest };
        using var play = new Play(options, doors, time, new Progress(TextWriter.Null, terminal: false, People, time));
        return await play.Run(cancellationToken);
    }
}
