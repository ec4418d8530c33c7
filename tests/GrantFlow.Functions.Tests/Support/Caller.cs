using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>Someone with a token (or without one) at the doors.</summary>
public sealed class Caller(HttpClient http, string? token)
{
    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    /// <summary>Posts and waits for the outcome; with a null <paramref name="wait"/> it takes the 202.</summary>
    public Task<Answer> Post(string path, JsonNode? body = null, string? key = null, int? wait = 20) =>
        PostText(path, body?.ToJsonString(), key, wait);

    public Task<Answer> PostText(string path, string? body, string? key = null, int? wait = 20) => Send(HttpMethod.Post, path, request =>
    {
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (wait is { } seconds)
            request.Headers.TryAddWithoutValidation("Prefer", $"wait={seconds}");
    });

    public async Task<Answer> Send(HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        change?.Invoke(request);
        using var response = await http.SendAsync(request);
        return await Answer.Of(response);
    }
}
