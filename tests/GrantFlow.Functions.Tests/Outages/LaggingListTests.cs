using GrantFlow.Functions.Tests.Support;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline.Outages;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Outages;

/// <summary>Changes wait to be listed: nobody works on the queue of the work lists for a while.</summary>
public sealed class LaggingListTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Azurite? _azurite;

    public async Task InitializeAsync() => _azurite = await Azurite.Start(_folder.Path, CancellationToken.None);

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_say_that_they_are_behind_the_grant_itself_is_not_and_they_catch_up()
    {
        string grant;
        await using (var held = await Start("ShowGrants"))
        {
            var (intake, officer) = (As(held, "intake"), As(held, "officer"));
            grant = (string)(await intake.Post("grants", Bodies.FullApplication())).Is(200).Json["grant"]!;
            await Service.Eventually(async () => (await officer.Get("grants")).Is(200).Json["behindSince"] is not null, "the list says that it is behind");
            Assert.Empty((await officer.Get("grants")).Is(200).Json["grants"]!.AsArray());
            await Service.Eventually(async () => (string?)(await officer.Get($"grants/{grant}")).Is(200).Json["state"] == "awaiting-approval", "the grant goes on");

            var status = (await officer.Get("status")).Is(200).Json;
            var lists = status["dependencies"]!.AsArray().Single(one => (string?)one!["name"] == "work-lists")!;
            Assert.Equal(("degraded", "degraded"), ((string?)status["status"], (string?)lists["status"]));
            Assert.Contains("always as it stands", (string?)lists["means"], StringComparison.Ordinal);
        }

        await using var whole = await Start(null);
        var reader = As(whole, "officer");
        await Service.Eventually(async () => (await reader.Get("grants?state=awaiting-approval")).Is(200).Json["grants"]!.AsArray().Any(one => (string?)one!["grant"] == grant), "the list has it");
        await Service.Eventually(async () => (await reader.Get("grants")).Is(200).Json["behindSince"] is null, "the list is up to date");
        Assert.Equal("ok", (string?)(await reader.Get("status")).Is(200).Json["status"]);
    }

    private Task<GrantFlowHost> Start(string? without) => GrantFlowHost.Start(_azurite!.ConnectionString, without: without, with: services => services.AddSingleton(new LagPatience(TimeSpan.FromSeconds(1), TimeSpan.Zero)));

    private static Caller As(GrantFlowHost host, string role) => new(host.Http, Jwt.Signed(Jwt.Claims(role), host.SigningKey));
}
