using System.Text.Json;
using GrantFlow.Domain.Tests;
using Xunit;

namespace GrantFlow.Repo.Tests.Structure;

public sealed class HostJsonTests
{
    [Theory]
    [InlineData("batchSize")]
    [InlineData("newBatchThreshold")]
    [InlineData("visibilityTimeout")]
    [InlineData("maxDequeueCount")]
    [InlineData("maxPollingInterval")]
    [InlineData("messageEncoding")]
    public void No_default_of_the_queues_stays_implicit(string setting)
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Generated.Root(), "host.json")));

        Assert.True(host.RootElement.GetProperty("extensions").GetProperty("queues").TryGetProperty(setting, out _));
    }
}
