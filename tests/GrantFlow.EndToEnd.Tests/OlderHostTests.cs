using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Report;
using Xunit.Abstractions;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>A rolling upgrade for real: a build of an earlier commit and this one, as two processes on one Azurite, both serving and consuming while the demo's people walk.</summary>
[Collection(Runs.OneAtATime)]
public sealed class OlderHostTests(ITestOutputHelper output)
{
    [OlderHostFact]
    public async Task With_an_older_host_beside_a_newer_one_everybody_ends_as_they_should_and_the_books_fit()
    {
        await using var service = await Service.Start([OlderHostFactAttribute.Program, Service.Program]);
        var time = TimeProvider.System;
        var options = new DemoOptions { Urls = service.Urls, People = RunSize.FromEnvironment().People };
        using var doors = new Doors(service.Urls, time);
        using var play = new Play(options, doors, time, new Progress(TextWriter.Null, terminal: false, options.People, time));
        var result = await play.Run(CancellationToken.None);
        output.WriteLine($"{options.People} people on an older and a newer host: {result.Cost.HttpRequests} requests answered, {result.Cost.Broken} said again.");
        output.WriteLine(service.Said);
        Assert.True(result.Fits, string.Join(Environment.NewLine, result.Findings.Where(finding => !finding.Holds).Select(finding => $"{finding.What}: {finding.Trouble}")) + Environment.NewLine + service.Said);
        Assert.Equal(await SandboxBook.Of(service, "Settled"), SandboxBook.Of(result.Ledger!, "SpentCash"));
    }
}
