using Azure.Core.Pipeline;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Protection;
using GrantFlow.Storage.Tests.Protection;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Outages;

/// <summary>A host whose personal data is sealed by a Key Vault that can go away.</summary>
public sealed class VaultService : Service
{
    internal FakeKeyVault Vault { get; } = new();

    protected override void With(IServiceCollection services) => services.AddSingleton<IKeyWrap>(provider =>
    {
        var options = KeyVaultKeyWrap.Patience(provider.GetRequiredService<Spells>());
        options.Transport = new HttpClientTransport(Vault);
        options.Retry.MaxRetries = 0;
        return new KeyVaultKeyWrap(new Uri("https://vault.vault.azure.net/keys/people"), Vault.Credential, options);
    });
}

/// <summary>Key Vault away: what needs nobody's name goes on, what does is told to come back, and what is under way waits.</summary>
public sealed class KeyVaultOutageTests(VaultService service) : IClassFixture<VaultService>
{
    private const string Key = "handed-in-during-the-outage";

    [Fact]
    public async Task Doors_say_when_to_come_back_messages_wait_and_all_goes_on_when_it_is_back()
    {
        var intake = await service.Intake();
        var officer = await service.Officer();

        service.Vault.Away = true;
        var application = Bodies.FullApplication();
        var refused = (await intake.Post("grants", application, Key)).IsProblem(503, "unavailable");
        Assert.Equal("10", refused.Header("Retry-After"));
        Assert.StartsWith("Personal data and files cannot be opened or sealed at the moment. What was accepted is safe.", (string?)refused.Json["detail"], StringComparison.Ordinal);
        (await officer.Get("grants")).Is(200);
        (await officer.Get("programmes")).Is(200);
        var vault = (await officer.Get("status")).Is(200).Json["dependencies"]!.AsArray().Single(one => (string?)one!["name"] == "key-vault")!;
        Assert.Equal(("down", true), ((string?)vault["status"], vault["since"] is not null));
        Assert.Contains("go on", (string?)vault["means"], StringComparison.Ordinal);

        service.Vault.Away = false;
        var grant = (string)(await intake.Post("grants", application, Key)).Is(200).Json["grant"]!;
        Assert.Equal(grant, (string?)(await intake.Post("grants", application, Key)).Is(200).Json["grant"]);
        var journey = await Journey.Disbursing(service);
        await journey.Deliver();
        await journey.Settle();

        // Everything about money but the account itself goes on; only the provider waits for it.
        service.Vault.Away = true;
        await journey.Release();
        (await officer.Get($"grants/{grant}/person")).IsProblem(503, "unavailable");
        (await officer.Get($"grants/{grant}")).Is(200);
        await Service.Eventually(() => Task.FromResult(service.Host.Log.Lines.Any(line => line.Contains("A message of payouts waits", StringComparison.Ordinal))), "the payment waits");
        Assert.Equal("disbursing", (string?)(await journey.Read())["state"]);

        service.Vault.Away = false;
        await journey.Reaches("completed");
        (await officer.Get($"grants/{grant}/person")).Is(200);
        vault = (await officer.Get("status")).Is(200).Json["dependencies"]!.AsArray().Single(one => (string?)one!["name"] == "key-vault")!;
        Assert.Equal("degraded", (string?)vault["status"]);
        Assert.Empty((await officer.Get("attention")).Is(200).Json["poison"]!.AsArray());
        Assert.Equal(0, await service.Host.Services.GetRequiredService<IQueues>().Count(QueueNames.Poison(QueueNames.Payouts), default));
        Assert.Equal(1, service.Host.Log.Lines.Count(line => line.Contains("Key Vault does not answer. What needs it waits", StringComparison.Ordinal)));
    }
}
