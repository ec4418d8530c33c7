using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>What came back, with the checks that every test makes of it.</summary>
public sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public const string Problems = "urn:grantflow:problem:";

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? ContentType => ContentHeaders.ContentType?.ToString();

    /// <summary>The part of a problem's type after the namespace; null when this is no problem.</summary>
    public string? ProblemType => ContentType == "application/problem+json" ? ((string?)Json["type"])?[Problems.Length..] : null;

    public IEnumerable<string> BadFields => Json["errors"]?.AsArray().Select(error => (string)error!["field"]!) ?? [];

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<Answer> Of(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>A problem document, whole and of this type.</summary>
    public Answer IsProblem(int status, string type)
    {
        Is(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(Problems + type, (string?)Json["type"]);
        Assert.Equal(status, (int?)Json["status"]);
        Assert.Equal(Repository.Refusals.GetValueOrDefault(type, status), status);
        Assert.False(string.IsNullOrWhiteSpace((string?)Json["title"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)Json["detail"]));
        return this;
    }

    /// <summary>A 400 that names the field.</summary>
    public Answer IsBad(string field)
    {
        IsProblem(400, "bad-request");
        Assert.True(BadFields.Contains(field), $"Expected the field {field} to be named: {Text}");
        return this;
    }
}
