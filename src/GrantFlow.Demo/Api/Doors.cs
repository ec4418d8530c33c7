using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace GrantFlow.Demo.Api;

/// <summary>The HTTP doors of GrantFlow, of one host or of several by turns. A host that is away is waited for: every request can be said again, also to another one.</summary>
internal sealed class Doors : IDisposable
{
    /// <summary>How long a host may be away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    private const string Problems = "urn:grantflow:problem:";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);

    private readonly IReadOnlyList<Uri> _hosts;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly Tokens _tokens;
    private int _answered;
    private int _broken;
    private int _away;
    private uint _turn;

    public Doors(IReadOnlyList<Uri> hosts, TimeProvider time)
    {
        _hosts = hosts;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(45) };
        _time = time;
        _tokens = new Tokens(Mint);
    }

    /// <summary>Requests answered so far.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Requests that broke off and were said again.</summary>
    public int Broken => Volatile.Read(ref _broken);

    /// <summary>Called once when the host goes away, with what happened.</summary>
    public Action<string> OnAway { get; init; } = _ => { };

    /// <summary>Called with the path of every request, before it is sent.</summary>
    public Action<string> OnRequest { get; init; } = _ => { };

    /// <summary>Asks something of a grant and waits until it is decided.</summary>
    /// <exception cref="DemoException">It was refused.</exception>
    public async Task<CommandAnswer> Ask(User user, string path, string key, object? body, CancellationToken cancellationToken)
    {
        var answer = await As(user, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, options: Json.Options) };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.Add("Prefer", "wait=10");
            return request;
        }, cancellationToken);
        var command = await Read<CommandAnswer>(answer, $"{user.Subject} POST {path} ({key})", cancellationToken);
        var start = _time.GetTimestamp();
        while (command.Status == "pending")
        {
            if (_time.GetElapsedTime(start) > Patience)
            {
                throw new DemoException($"{key} was accepted and is still not decided after {Patience.TotalSeconds:0} s: see {command.Href}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), _time, cancellationToken);
            command = await Get<CommandAnswer>(user, command.Href, cancellationToken);
        }

        return command.Status == "accepted" ? command : throw Refused(key, command.Refusal!);
    }

    /// <summary>Asks something that is not about one grant.</summary>
    /// <exception cref="DemoException">It was refused.</exception>
    public async Task<T> Post<T>(User user, string path, string key, object body, CancellationToken cancellationToken) => await Read<T>(
        await As(user, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json.Options) };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.Add("Prefer", "wait=10");
            return request;
        }, cancellationToken), $"{user.Subject} POST {path} ({key})", cancellationToken);

    /// <summary>Sends a file and reads what is said of it.</summary>
    public async Task<T> Upload<T>(User user, string path, byte[] file, string type, CancellationToken cancellationToken) => await Read<T>(
        await As(user, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            return request;
        }, cancellationToken), $"{user.Subject} POST {path}", cancellationToken);

    /// <summary>Sends a file.</summary>
    public Task Upload(User user, string path, byte[] file, string type, CancellationToken cancellationToken) => Upload<JsonElement>(user, path, file, type, cancellationToken);

    /// <summary>Reads something.</summary>
    public async Task<T> Get<T>(User user, string path, CancellationToken cancellationToken) =>
        await Read<T>(await As(user, () => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken), $"{user.Subject} GET {path}", cancellationToken);

    /// <summary>Reads a file.</summary>
    public async Task<byte[]> Download(User user, string path, CancellationToken cancellationToken)
    {
        var answer = await As(user, () => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        await Expect(answer, $"{user.Subject} GET {path}", cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>How many storage requests the local host has counted; null where the doors belong to another host, or to several.</summary>
    public async Task<StorageRequestsAnswer?> StorageRequests(CancellationToken cancellationToken)
    {
        if (_hosts.Count > 1)
        {
            return null;
        }

        var answer = await Send(() => Task.FromResult(new HttpRequestMessage(HttpMethod.Get, "/local/storage-requests")), cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await Read<StorageRequestsAnswer>(answer, "GET /local/storage-requests", cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> Mint(User user)
    {
        var answer = await Send(() => Task.FromResult(new HttpRequestMessage(HttpMethod.Post, "/api/dev/token")
        {
            Content = JsonContent.Create(new { user.Role, user.Subject, user.Office, ExpiresInSeconds = (int)TokenLife.TotalSeconds }, options: Json.Options),
        }), CancellationToken.None);
        return (await Read<TokenAnswer>(answer, $"POST /api/dev/token for {user.Subject}", CancellationToken.None)).AccessToken;
    }

    private async Task<HttpResponseMessage> As(User user, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var answer = await Send(Authorized, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            _tokens.Forget(user);
            answer = await Send(Authorized, cancellationToken);
        }

        return answer;

        async Task<HttpRequestMessage> Authorized()
        {
            var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _tokens.Of(user));
            return request;
        }
    }

    private async Task<HttpResponseMessage> Send(Func<Task<HttpRequestMessage>> make, CancellationToken cancellationToken)
    {
        long? since = null;
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            using var request = await make();
            var host = _hosts[(int)(Interlocked.Increment(ref _turn) % (uint)_hosts.Count)];
            string trouble;
            try
            {
                OnRequest(request.RequestUri!.OriginalString);
                request.RequestUri = new Uri(host, request.RequestUri);
                var answer = await _http.SendAsync(request, cancellationToken);
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                {
                    Interlocked.Increment(ref _answered);
                    Volatile.Write(ref _away, 0);
                    return answer;
                }

                trouble = $"it answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}";
            }
            catch (Exception error) when (error is HttpRequestException or IOException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                trouble = error.Message;
            }

            Interlocked.Increment(ref _broken);
            if (Interlocked.Exchange(ref _away, 1) == 0)
            {
                OnAway(trouble);
            }

            since ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(since.Value) > Patience)
            {
                throw new DemoException($"{host} was away for more than {Patience.TotalSeconds:0} s: {trouble}");
            }

            await Task.Delay(pause, _time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        await Expect(answer, what, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<T>(Json.Options, cancellationToken) ?? throw new DemoException($"{what} was answered with nothing.");
    }

    private static async Task Expect(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonSerializer.Deserialize<ProblemAnswer>(text, Json.Options) is { } problem
            ? Refused($"{what} ({(int)answer.StatusCode})", problem)
            : new DemoException($"{what} was answered with {(int)answer.StatusCode}: {text}");
    }

    private static RefusedException Refused(string what, ProblemAnswer problem) => new(what, problem.Type.Replace(Problems, "", StringComparison.Ordinal), problem.Detail);
}
