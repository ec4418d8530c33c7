using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Tests.Payments;

/// <summary>One request that went by.</summary>
/// <param name="Path">With its query.</param>
/// <param name="Body">As text.</param>
/// <param name="Callback">Where the provider is asked to call back; null where it is not.</param>
/// <param name="Status">What came back; 0 where it was lost.</param>
public sealed record Heard(string Path, string Body, string? Callback, int Status);

/// <summary>Stands between two that talk HTTP: hands on what it hears and keeps it, or loses it.</summary>
public sealed class Recorder : IAsyncDisposable
{
    private readonly ConcurrentQueue<Heard> _heard = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private WebApplication? _application;

    public Uri Address => new(_application!.Urls.First());

    /// <summary>To whom it hands on; while there is nobody, all is lost.</summary>
    public Uri? To { get; set; }

    /// <summary>Whether what goes to this path gets lost.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    /// <summary>What went by, in order.</summary>
    public IReadOnlyList<Heard> All => [.. _heard];

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        ((IApplicationBuilder)_application).Run(Pass);
        await _application.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        _http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = $"{context.Request.Path}{context.Request.QueryString}";
        var callback = (string?)context.Request.Headers["X-Callback-URL"];
        if (To is null || Loses(path))
        {
            _heard.Enqueue(new(path, body, callback, 0));
            context.Abort();
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), new Uri(To, path));
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
            request.Headers.TryAddWithoutValidation(name, (string?)value);
        using var answer = await _http.SendAsync(request);
        _heard.Enqueue(new(path, body, callback, (int)answer.StatusCode));
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Where(header => header.Key is "Location" or "Retry-After"))
            context.Response.Headers[name] = value.ToArray();
        if (answer.StatusCode != System.Net.HttpStatusCode.NoContent)
        {
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
        }
    }
}
