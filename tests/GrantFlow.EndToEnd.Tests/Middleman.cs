using System.Net;
using GrantFlow.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>One request to storage, which storage has carried out and whose answer the host has not heard.</summary>
internal sealed record StorageCall(string Method, string Path, ReadOnlyMemory<byte> Body);

/// <summary>
/// Stands between the host and Azurite and passes everything on unchanged. It can keep an answer back: what storage has done
/// and the host does not know is where the dangerous moments are.
/// </summary>
internal sealed class Middleman : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly string _storage;
    private readonly Uri _queues;
    private readonly Uri _tables;
    private int _passing;
    private volatile bool _closed;

    private Middleman(Azurite azurite)
    {
        (_storage, _queues, _tables) = (azurite.ConnectionString, azurite.QueueEndpoint, azurite.TableEndpoint);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _application = builder.Build();
        _application.Run(Pass);
    }

    /// <summary>Hears of every call before its answer goes on; true keeps the answer back for good.</summary>
    public Func<StorageCall, Task<bool>> KeepsBack { get; set; } = _ => Task.FromResult(false);

    /// <summary>For the host: Azurite's account behind these doors.</summary>
    public string ConnectionString => _storage
        .Replace($"{_queues.Authority}/", $"127.0.0.1:{Ports[0]}/", StringComparison.Ordinal)
        .Replace($"{_tables.Authority}/", $"127.0.0.1:{Ports[1]}/", StringComparison.Ordinal);

    private int[] Ports =>
        [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address).Port)];

    public static async Task<Middleman> Start(Azurite azurite)
    {
        var middleman = new Middleman(azurite);
        await middleman._application.StartAsync();
        return middleman;
    }

    /// <summary>Lets nobody through any more, and waits until those are through who were on their way.</summary>
    public async Task Close()
    {
        _closed = true;
        while (Volatile.Read(ref _passing) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Lets everybody through again.</summary>
    public void Open() => _closed = false;

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var endpoint = context.Connection.LocalPort == Ports[0] ? _queues : _tables;
        // To the letter: the path is signed.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var url = new Uri($"http://{endpoint.Authority}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), url) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not "Host" and not "Connection" and not "Transfer-Encoding"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        if (await Answer(request) is not (var answer, var content))
        {
            // As if nobody listened.
            context.Abort();
            return;
        }

        using var _ = answer;
        if (await KeepsBack(new StorageCall(context.Request.Method, target, body.ToArray())))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Transfer-Encoding" and not "Connection" and not "Keep-Alive"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (content.Length > 0)
        {
            await context.Response.Body.WriteAsync(content);
        }
    }

    /// <summary>What storage says; null where it is away.</summary>
    private async Task<(HttpResponseMessage Answer, byte[] Content)?> Answer(HttpRequestMessage request)
    {
        // Counted first: whoever closes either sees this call or is seen by it.
        Interlocked.Increment(ref _passing);
        try
        {
            if (_closed)
            {
                return null;
            }

            var answer = await _http.SendAsync(request);
            return (answer, await answer.Content.ReadAsByteArrayAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _passing);
        }
    }
}
