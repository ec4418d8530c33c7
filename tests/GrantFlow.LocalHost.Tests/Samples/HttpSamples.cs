using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.LocalHost.Tests;

public sealed class HttpSample(ScopeMark mark)
{
    [Function("Hello")]
    public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request, string name) =>
        Results.Text($"{name}{request.QueryString}{mark.IsDisposed}");

    [Function("Number")]
    public Task<IResult> Number([HttpTrigger("get", Route = "numbers/{number:int}")] HttpRequest request, int number) =>
        Task.FromResult(Results.Text($"number {number}"));

    [Function("Id")]
    public ValueTask<IResult> Id([HttpTrigger("get", Route = "ids/{id:guid}/{part?}")] HttpRequest request, Guid id, string? part) =>
        ValueTask.FromResult(Results.Text($"id {id} {part ?? "whole"}"));

    [Function("Echo")]
    public async Task<IResult> Echo([HttpTrigger("post", "put", Route = "echo")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return Results.Accepted("/api/hello/there", new { method = request.Method, text = await reader.ReadToEndAsync(cancellationToken) });
    }

    [Function("Anything")]
    public IResult Anything([HttpTrigger] HttpRequest request) => Results.Text(request.Method);

    [Function("Broken")]
    public Task<IResult> Broken([HttpTrigger("get", Route = "broken")] HttpRequest request) =>
        throw new InvalidOperationException("the secret of the house");

    [Function("HalfBroken")]
    public async Task<IResult> HalfBroken([HttpTrigger("get", Route = "half-broken")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("in the middle");
    }

    [Function("Static")]
    public static IResult Fixed([HttpTrigger("get", Route = "static")] HttpRequest request) => Results.NoContent();
}
