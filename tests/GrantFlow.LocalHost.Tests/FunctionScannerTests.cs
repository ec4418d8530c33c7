using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.LocalHost.Tests;

public sealed class FunctionScannerTests
{
    [Fact]
    public void Functions_of_an_assembly_are_found_by_their_attributes()
    {
        var app = FunctionScanner.Scan([typeof(HttpSample), typeof(TextSample), typeof(StartSample)]);
        Assert.Equal(8, app.Http.Count);
        Assert.Equal(["GET"], app.Http.Single(function => function.Name == "Hello").Methods);
        var queue = Assert.Single(app.Queues);
        Assert.Equal(("Text", "%QueueName%", "Storage"), (queue.Name, queue.Queue, queue.Connection));
        var timer = Assert.Single(app.Timers);
        Assert.Equal(("AtStart", "0 0 4 * * *", true), (timer.Name, timer.Schedule, timer.RunOnStartup));
    }

    [Theory]
    [InlineData(typeof(NoTrigger), "Function Nothing has 0 triggers")]
    [InlineData(typeof(TwoTriggers), "Function Both has 2 triggers")]
    [InlineData(typeof(WrongHttpResult), "Function Text returns String")]
    [InlineData(typeof(QueueOutput), "Function Output returns String")]
    [InlineData(typeof(SameName), "Two functions are named Twin")]
    public void A_declaration_this_host_cannot_run_is_refused_by_name(Type type, string message)
    {
        var error = Assert.Throws<LocalHostException>(() => FunctionScanner.Scan([type]));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(UnknownParameter), "Function Unknown has a parameter body of type Version")]
    [InlineData(typeof(SameRoute), "Functions One and Two both answer GET /api/here")]
    [InlineData(typeof(BadRoute), "Function Bad has a route that cannot be read, /api/a/{b")]
    public async Task A_door_that_could_not_be_opened_is_refused_at_the_start(Type type, string message)
    {
        var error = await Assert.ThrowsAsync<LocalHostException>(() => TestHost.Start(type));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    public sealed class NoTrigger
    {
        [Function("Nothing")]
        public void Run(string text) => _ = text;
    }

    public sealed class TwoTriggers
    {
        [Function("Both")]
        public void Run([QueueTrigger("a")] string message, [TimerTrigger("0 0 4 * * *")] TimerInfo timer) => _ = (message, timer);
    }

    public sealed class WrongHttpResult
    {
        [Function("Text")]
        public Task<string> Run([HttpTrigger("get")] HttpRequest request) => Task.FromResult(request.Method);
    }

    public sealed class QueueOutput
    {
        [Function("Output")]
        public string Run([QueueTrigger("a")] string message) => message;
    }

    public sealed class SameName
    {
        [Function("Twin")]
        public void One([QueueTrigger("a")] string message) => _ = message;

        [Function("twin")]
        public void Two([QueueTrigger("b")] string message) => _ = message;
    }

    public sealed class UnknownParameter
    {
        [Function("Unknown")]
        public IResult Run([HttpTrigger("post", Route = "unknown")] HttpRequest request, Version body) => Results.Json(new { request.Method, body });
    }

    public sealed class SameRoute
    {
        [Function("One")]
        public IResult One([HttpTrigger("get", "post", Route = "here")] HttpRequest request) => Results.Ok(request.Method);

        [Function("Two")]
        public IResult Two([HttpTrigger("get", Route = "here")] HttpRequest request) => Results.Ok(request.Method);
    }

    public sealed class BadRoute
    {
        [Function("Bad")]
        public IResult Run([HttpTrigger("get", Route = "a/{b")] HttpRequest request) => Results.Ok(request.Method);
    }
}
