namespace GrantFlow.LocalHost.Tests;

public sealed class HostJsonTests
{
    [Fact]
    public void A_silent_file_means_the_defaults_of_the_Functions_host()
    {
        var host = HostJson.Parse("""{ "version": "2.0" }""");
        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 16,
                NewBatchThreshold = 8,
                MaxDequeueCount = 5,
                VisibilityTimeout = TimeSpan.Zero,
                MaxPollingInterval = TimeSpan.FromMinutes(1),
                MessageEncoding = MessageEncoding.Base64,
            },
            host.Queues);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var host = HostJson.Parse(
            """
            {
              // comments are allowed
              "extensions": {
                "http": { "routePrefix": "/v1/" },
                "queues": {
                  "maxPollingInterval": "00:00:02", "visibilityTimeout": "00:00:10", "batchSize": 4,
                  "newBatchThreshold": 1, "maxDequeueCount": 3, "messageEncoding": "none"
                }
              }
            }
            """);
        Assert.Equal("v1", host.RoutePrefix);
        Assert.Equal(
            new QueueSettings
            {
                BatchSize = 4,
                NewBatchThreshold = 1,
                MaxDequeueCount = 3,
                VisibilityTimeout = TimeSpan.FromSeconds(10),
                MaxPollingInterval = TimeSpan.FromSeconds(2),
                MessageEncoding = MessageEncoding.None,
            },
            host.Queues);
    }

    [Fact]
    public void The_threshold_follows_the_batch_size_when_it_is_not_given() =>
        Assert.Equal(3, HostJson.Parse("""{ "extensions": { "queues": { "batchSize": 6 } } }""").Queues.NewBatchThreshold);

    [Theory]
    [InlineData("batchSize", "33", "host.json: extensions.queues.batchSize must be a whole number from 1 to 32.")]
    [InlineData("batchSize", "\"16\"", "host.json: extensions.queues.batchSize must be a whole number from 1 to 32.")]
    [InlineData("maxDequeueCount", "0", "host.json: extensions.queues.maxDequeueCount must be a whole number from 1 to 1000.")]
    [InlineData("messageEncoding", "\"utf8\"", "host.json: extensions.queues.messageEncoding must be one of \"none\", \"base64\".")]
    public void A_value_that_is_not_allowed_is_named(string setting, string value, string message)
    {
        var error = Assert.Throws<LocalHostException>(
            () => HostJson.Parse($$"""{ "extensions": { "queues": { "{{setting}}": {{value}} } } }"""));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("visibilityTimeout", "\"soon\"")]
    [InlineData("maxPollingInterval", "\"00:00:00.01\"")]
    public void A_duration_that_is_not_allowed_is_named(string setting, string value)
    {
        var error = Assert.Throws<LocalHostException>(
            () => HostJson.Parse($$"""{ "extensions": { "queues": { "{{setting}}": {{value}} } } }"""));
        Assert.StartsWith($"host.json: extensions.queues.{setting} must be a duration such as \"00:00:10\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_projects_own_file_is_readable() =>
        Assert.Equal(5, HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")).Queues.MaxDequeueCount);
}
