namespace GrantFlow.LocalHost.Tests;

public sealed class QueueDeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_message_that_succeeds_runs_once_and_is_deleted()
    {
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString);
        await host.Queue.SendMessageAsync("Grüße, ☂");
        await host.WaitUntilEmpty();
        Assert.Equal("Grüße, ☂", Assert.Single(host.Probe.Finished));
        Assert.Equal(0, await TestHost.Count(host.Poison));
    }

    [Fact]
    public async Task Every_message_runs_in_a_scope_of_its_own_which_ends_with_it()
    {
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString);
        foreach (var message in (string[])["a", "b", "c"])
            await host.Queue.SendMessageAsync(message);
        await host.WaitUntilEmpty();
        Assert.Equal(3, host.Probe.Scopes.Distinct().Count());
        Assert.All(host.Probe.Scopes, mark => Assert.True(mark.IsDisposed));
    }

    [Fact]
    public async Task A_message_is_bound_to_the_type_the_function_takes()
    {
        await using var host = await TestHost.Start(typeof(ParcelSample), azurite.ConnectionString);
        await host.Queue.SendMessageAsync("""{"label":"blankets","grams":1200}""");
        await host.WaitUntilEmpty();
        Assert.Equal("blankets 1200", Assert.Single(host.Probe.Finished));
    }

    [Fact]
    public async Task A_message_is_bound_to_its_bytes()
    {
        await using var host = await TestHost.Start(typeof(BinarySample), azurite.ConnectionString);
        await host.Queue.SendMessageAsync("bytes");
        await host.WaitUntilEmpty();
        Assert.Equal("bytes", Assert.Single(host.Probe.Finished));
    }

    [Fact]
    public async Task A_queue_written_as_plain_text_is_read_as_plain_text()
    {
        var options = TestHost.Options(settings => settings with { MessageEncoding = MessageEncoding.None });
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, options);
        await TestHost.RawClient(azurite.ConnectionString, host.Queue.Name).SendMessageAsync("bm90IGRlY29kZWQ=");
        await host.WaitUntilEmpty();
        Assert.Equal("bm90IGRlY29kZWQ=", Assert.Single(host.Probe.Finished));
    }

    [Fact]
    public async Task A_missing_queue_and_its_poison_twin_are_made()
    {
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString);
        Assert.True(await host.Queue.ExistsAsync());
        Assert.True(await host.Poison.ExistsAsync());
    }

    [Fact]
    public async Task A_missing_connection_setting_is_named()
    {
        var error = await Assert.ThrowsAsync<LocalHostException>(() => TestHost.Start(typeof(TextSample)));
        Assert.Equal("Function Text needs the setting Storage: a storage connection string.", error.Message);
    }
}
