using System.Text.Json;
using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Report;
using GrantFlow.Demo.Scenario;
using Xunit.Abstractions;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>
/// A rolling upgrade for real: a build of an earlier commit and this one, as two processes on one Azurite, both serving and consuming while the demo's people walk. Then the older one is gone, and what it could not read,
/// and gave up, is sent again, as an operator would.
/// </summary>
[Collection(Runs.OneAtATime)]
public sealed class OlderHostTests(ITestOutputHelper output)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [OlderHostFact]
    public async Task With_an_older_host_beside_a_newer_one_nothing_is_lost_or_paid_twice_and_in_the_end_everything_fits()
    {
        await using var service = await Service.Start([OlderHostFactAttribute.Program, Service.Program]);
        var both = await Play(service.Urls);
        output.WriteLine($"{both.People.Count} people on an older and a newer host: {both.Cost.HttpRequests} requests answered, {both.Cost.Broken} said again. {Wrong(both)}");
        var open = both.People.Single(one => one.Person.Fate == Fate.ProviderDown).Grant!.Id;

        await service.Hosts[0].Kill();
        using var doors = new Doors([service.Urls[1]], Time);
        var sent = 0;
        while (await Redrive(doors, open) is > 0 and var some)
        {
            sent += some;
        }

        output.WriteLine($"{sent} messages that the older host had given up were sent again.");
        var alone = await Play([service.Urls[1]]);
        Assert.True(alone.Fits, Wrong(alone) + service.Said);
        Assert.Equal(await SandboxBook.Of(service, "Settled"), SandboxBook.Of(alone.Ledger!, "SpentCash"));
        Assert.Equal(await SandboxBook.Of(service, "Returned"), SandboxBook.Of(alone.Ledger!, "Returned"));
    }

    /// <summary>Sends again what the older host has given up, but not what fails by its script.</summary>
    private static async Task<int> Redrive(Doors doors, string open)
    {
        var waiting = await doors.Get<AttentionAnswer>(Staff.Auditor, "/api/attention", CancellationToken.None);
        var sent = 0;
        foreach (var queue in waiting.Poison)
        {
            string[] ids = [.. queue.Messages.Where(message => message.Grant != open).Select(message => message.Id)];
            if (ids.Length > 0)
            {
                await doors.Post<JsonElement>(Staff.Officer(1), $"/api/attention/{queue.Queue}/redrive", $"redrive-{ids[0]}", new { Reason = "All hosts are new now.", Messages = ids }, CancellationToken.None);
                sent += ids.Length;
            }
        }

        return sent;
    }

    private static async Task<DemoResult> Play(IReadOnlyList<Uri> hosts)
    {
        var options = new DemoOptions { Urls = hosts, People = RunSize.FromEnvironment().People };
        using var doors = new Doors(hosts, Time);
        using var play = new Play(options, doors, Time, new Progress(TextWriter.Null, terminal: false, options.People, Time));
        return await play.Run(CancellationToken.None);
    }

    private static string Wrong(DemoResult result) =>
        string.Join(Environment.NewLine, result.Findings.Where(finding => !finding.Holds).Select(finding => $"{finding.What}: {finding.Trouble}")) + Environment.NewLine;
}
