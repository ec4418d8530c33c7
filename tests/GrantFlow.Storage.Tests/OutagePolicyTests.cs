using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Storage.Tests;

/// <summary>What a client could not mend by itself, told apart from what the service decided.</summary>
public sealed class OutagePolicyTests
{
    private readonly Spells _spells = new(new ManualTime(), NullLogger<Spells>.Instance);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_service_that_cannot_answer_now_is_away(int status)
    {
        var away = await Assert.ThrowsAsync<DependencyException>(() => Send(() => Answer(status)));
        Assert.Equal((Dependency.Tables, $"Table storage does not answer: {status}."), (away.Dependency, away.Message));
        Assert.NotNull(_spells.Of(Dependency.Tables));
        Assert.Null(_spells.Of(Dependency.Queues));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(501)]
    public async Task What_a_service_decided_passes_as_it_is(int status)
    {
        Assert.Equal(status, (await Send(() => Answer(status))).Status);
        Assert.Null(_spells.Of(Dependency.Tables));
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new HttpRequestException("no route to 10.0.0.4"), "it cannot be reached" },
        { new IOException("broke off"), "it cannot be reached" },
        { new OperationCanceledException("timed out"), "it took too long" },
        { new AuthenticationFailedException("no endpoint"), "this service's own identity could not be had" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_connection_no_answer_in_time_and_no_identity_are_outages_too(Exception failure, string why)
    {
        var away = await Assert.ThrowsAsync<DependencyException>(() => Send(() => throw failure, retries: 1));
        Assert.Equal($"Table storage does not answer: {why}.", away.Message);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_did_not_see_an_outage()
    {
        using var gone = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Send(
            () =>
            {
                gone.Cancel();
                throw new OperationCanceledException(gone.Token);
            },
            cancellationToken: gone.Token));
        Assert.Null(_spells.Of(Dependency.Tables));
    }

    [Fact]
    public async Task A_mistake_of_ours_is_no_outage() => await Assert.ThrowsAsync<ArgumentException>(() => Send(() => throw new ArgumentException("ours")));

    private async Task<Response> Send(Func<HttpResponseMessage> answer, int retries = 0, CancellationToken cancellationToken = default)
    {
        using var handler = new Handler(answer);
        var options = new Options { Transport = new HttpClientTransport(handler), Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(new OutagePolicy(Dependency.Tables, _spells), HttpPipelinePosition.PerCall);
        var pipeline = HttpPipelineBuilder.Build(options);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new Uri("http://127.0.0.1/"));
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }

    private static HttpResponseMessage Answer(int status) => new((HttpStatusCode)status);

    private sealed class Options : ClientOptions;

    private sealed class Handler(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
