using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Payments;

/// <summary>The wallet provider, a process of its own, calls back over HTTP: several times, late, in vain. And somebody else calls in its name.</summary>
[Collection(RoutesCollection.Name)]
public sealed class WalletCallbackTests(RoutesService service)
{
    [Fact]
    public async Task Doubled_late_lost_and_forged_callbacks_pay_nobody_twice_and_nobody_else()
    {
        // How a wallet's payment goes follows from its last digits: called back early and three times; once; never ends.
        var (doubled, lost, open) = (await service.Due(Wallet("10")), await service.Due(Wallet("99")), await service.Due(Wallet("20")));
        var payments = new[] { doubled, lost, open }.Select(grant => RoutesService.Payment(grant.Id)).ToArray();
        service.ToUs.Loses = path => path.Contains(payments[1], StringComparison.Ordinal);
        var batch = await service.Drafted("calais-avr/reintegration", RouteKind.MobileMoney, "AFN", payments);
        (await service.Sign(batch, RoutesService.First)).Is(200);

        await doubled.Reaches("completed");
        await lost.Reaches("completed");
        await Service.Eventually(() => Task.FromResult(Calls(payments[0]).Count >= 4 && Calls(payments[1]).Count >= 1), "the provider called back");
        Assert.All(Calls(payments[0]), call => Assert.Equal(204, call.Status));
        Assert.All(Calls(payments[1]), call => Assert.Equal(0, call.Status));

        var before = (await doubled.Read()).ToJsonString();
        Assert.Equal(204, await Call(Calls(payments[0])[0].Path, Calls(payments[0])[0].Body));
        var door = new Uri(service.ToProvider.All.First(asked => asked.Callback?.Contains(payments[2], StringComparison.Ordinal) == true).Callback!).AbsolutePath;
        await Forged(door, Calls(payments[0])[0].Path);
        // Whoever has the token is not believed either: the provider is asked.
        Assert.Equal(204, await Call(door, """{"transactionStatus":"completed","amount":"49660.00","currency":"AFN"}"""));
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.Equal(before, (await doubled.Read()).ToJsonString());
        Assert.Equal("instructed", (string?)(await open.Read())["lines"]![0]!["state"]);
        var statement = (await service.Outside.Statement()).Where(line => payments.Contains(line.RequestingOrganisationTransactionReference)).ToList();
        Assert.Equal(payments[..2].Order(), statement.Select(line => line.RequestingOrganisationTransactionReference).Order());
        Assert.All(statement, line => Assert.Equal(("disbursement", "49660.00", "AFN"), (line.Kind, line.Amount, line.Currency)));
        Assert.Empty((await (await service.Auditor()).Get("attention")).Json["poison"]!.AsArray());
        // Only tests have the web server write down its paths.
        Assert.DoesNotContain(service.Host.Log.Lines, line => !line.Contains(" Microsoft.", StringComparison.Ordinal) && line.Contains(door.Split('/')[^1], StringComparison.Ordinal));
    }

    /// <summary>Without a token, with a wrong one, with another payment's, for another attempt: nothing is there.</summary>
    private async Task Forged(string door, string other)
    {
        var parts = door.Split('/');
        string[] forged =
        [
            string.Join('/', parts[..^1]), string.Join('/', parts[..^1]) + "/", string.Join('/', [.. parts[..^1], new string('0', parts[^1].Length)]),
            string.Join('/', [.. parts[..^1], other.Split('/')[^1]]), string.Join('/', [.. parts[..^2], "2", parts[^1]]),
        ];
        foreach (var path in forged)
            Assert.Equal(404, await Call(path, """{"transactionStatus":"completed"}"""));
    }

    private List<Heard> Calls(string payment) => [.. service.ToUs.All.Where(call => call.Path.Contains(payment, StringComparison.Ordinal))];

    private async Task<int> Call(string path, string body) =>
        (await service.Nobody.Send(HttpMethod.Put, path, request => request.Content = new StringContent(body, Encoding.UTF8, "application/json"))).Status;

    private static System.Text.Json.Nodes.JsonObject Wallet(string ending) => Bodies.Route($"+937011223{ending}");
}
