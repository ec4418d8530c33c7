using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Report;
using GrantFlow.TestSupport;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>The demo with money that leaves in batches: by bank file, wallet and desk, with a bank and a wallet provider outside.</summary>
[Collection(Runs.OneAtATime)]
public sealed class RoutesTests
{
    [Fact]
    public async Task Bank_wallets_desks_and_ledger_agree_to_the_cent_and_nobody_is_paid_twice()
    {
        await using var simulator = await SimulatorProcess.Start();
        await using var service = await Service.Start(simulator: simulator.Address);
        var options = new DemoOptions { Urls = service.Urls, People = DemoOptions.LeastPeople, Simulator = simulator.Address };
        using var doors = new Doors(service.Urls, TimeProvider.System);
        using var play = new Play(options, doors, TimeProvider.System, new Progress(TextWriter.Null, terminal: false, options.People, TimeProvider.System));
        var result = await play.Run(CancellationToken.None);

        Assert.True(result.Fits, string.Join(Environment.NewLine, result.Findings.Where(finding => !finding.Holds).Select(finding => $"{finding.What}: {finding.Trouble}")) + Environment.NewLine + service.Said);
        Assert.Contains(result.Findings, finding => finding.What.StartsWith("nobody was paid twice", StringComparison.Ordinal));
        var routes = result.People.Where(one => one.Grant is not null).SelectMany(one => one.Grant!.Lines).Where(line => line.State == "paid").Select(line => line.Route!.Kind).ToHashSet();
        Assert.True(routes.SetEquals(["bank-account", "mobile-money", "cash-desk"]), string.Join(", ", routes));
    }
}
