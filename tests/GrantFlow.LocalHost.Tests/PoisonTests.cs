namespace GrantFlow.LocalHost.Tests;

public sealed class PoisonTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Func<string, CancellationToken, Task> Fail = (_, _) => throw new InvalidOperationException("never");

    [Fact]
    public async Task After_five_failures_a_message_is_in_the_poison_queue_unchanged_and_nowhere_else()
    {
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, probe: new Probe { Do = Fail });
        await host.Queue.SendMessageAsync("Grüße, ☂");
        Assert.Equal("Grüße, ☂", await host.WaitForPoison());
        await host.WaitUntilEmpty();
        Assert.Equal(5, host.Probe.Started.Count);
        Assert.Empty(host.Probe.Finished);
    }

    [Fact]
    public async Task A_poison_message_never_expires()
    {
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, probe: new Probe { Do = Fail });
        await host.Queue.SendMessageAsync("keep");
        await host.WaitForPoison();
        var message = Assert.Single((await host.Poison.PeekMessagesAsync(1)).Value);
        Assert.True(message.ExpiresOn is null || message.ExpiresOn.Value.Year > 9000);
    }

    [Fact]
    public async Task A_message_that_succeeds_at_the_last_try_is_done()
    {
        var tries = 0;
        var probe = new Probe { Do = (_, _) => ++tries < 5 ? throw new InvalidOperationException("not yet") : Task.CompletedTask };
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, probe: probe);
        await host.Queue.SendMessageAsync("patience");
        await host.WaitUntilEmpty();
        Assert.Equal("patience", Assert.Single(probe.Finished));
        Assert.Equal(0, await TestHost.Count(host.Poison));
    }

    [Fact]
    public async Task A_message_taken_too_often_before_goes_to_poison_without_running()
    {
        var name = TestHost.NewQueueName();
        var queue = TestHost.Client(azurite.ConnectionString, name);
        await queue.CreateAsync();
        await queue.SendMessageAsync("crashes its host");
        for (var i = 0; i < 5; i++)
        {
            var taken = (await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(10))).Value;
            await queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        }

        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, queueName: name);
        Assert.Equal("crashes its host", await host.WaitForPoison());
        Assert.Empty(host.Probe.Started);
    }

    [Theory]
    [InlineData("%% not base64 %%")]
    [InlineData("//79")] // base64, but of bytes that are no UTF-8
    public async Task A_message_that_cannot_be_decoded_goes_to_poison_as_it_is_without_running(string text)
    {
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString);
        await TestHost.RawClient(azurite.ConnectionString, host.Queue.Name).SendMessageAsync(text);
        await Eventually.True(async () => await TestHost.Count(host.Poison) == 1, "the message in the poison queue");
        var raw = TestHost.RawClient(azurite.ConnectionString, host.Poison.Name);
        Assert.Equal(text, Assert.Single((await raw.PeekMessagesAsync(1)).Value).Body.ToString());
        await host.WaitUntilEmpty();
        Assert.Empty(host.Probe.Started);
    }

    [Fact]
    public async Task A_text_that_is_not_the_functions_type_fails_like_any_other_failure()
    {
        await using var host = await TestHost.Start(typeof(ParcelSample), azurite.ConnectionString);
        await host.Queue.SendMessageAsync("not JSON");
        Assert.Equal("not JSON", await host.WaitForPoison());
        Assert.Empty(host.Probe.Started);
    }
}
