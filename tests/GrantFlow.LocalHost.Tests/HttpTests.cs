using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace GrantFlow.LocalHost.Tests;

public sealed class HttpTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.Start(typeof(HttpSample));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_function_is_reached_by_its_route_below_the_prefix_with_its_values() =>
        Assert.Equal("Amélie?x=1False", await _host.Http.GetStringAsync("/api/hello/Am%C3%A9lie?x=1"));

    [Fact]
    public async Task A_number_of_the_route_is_bound() =>
        Assert.Equal("number 42", await _host.Http.GetStringAsync("/api/numbers/42"));

    [Theory]
    [InlineData("/api/ids/6f9619ff-8b86-d011-b42d-00c04fc964ff", "id 6f9619ff-8b86-d011-b42d-00c04fc964ff whole")]
    [InlineData("/api/ids/6f9619ff-8b86-d011-b42d-00c04fc964ff/half", "id 6f9619ff-8b86-d011-b42d-00c04fc964ff half")]
    public async Task A_guid_and_an_optional_part_of_the_route_are_bound(string path, string answer) =>
        Assert.Equal(answer, await _host.Http.GetStringAsync(path));

    [Theory]
    [InlineData("GET", "/api/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/hello/you", HttpStatusCode.NotFound)] // without the prefix
    [InlineData("GET", "/api/numbers/many", HttpStatusCode.NotFound)] // against the constraint
    [InlineData("GET", "/api/ids/none", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/echo", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/hello/you", HttpStatusCode.MethodNotAllowed)]
    public async Task A_wrong_path_or_method_finds_no_function(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task What_the_function_returns_is_the_answer(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/echo") { Content = new StringContent("body") };
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/api/hello/there", response.Headers.Location!.OriginalString);
        Assert.Equal($$"""{"method":"{{method}}","text":"body"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task Without_a_route_the_name_is_the_route_and_without_methods_all_are_answered(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/Anything");
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_static_function_is_answered_too()
    {
        using var response = await _host.Http.GetAsync("/api/static");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task An_unexpected_error_is_a_500_that_gives_nothing_away()
    {
        using var response = await _host.Http.GetAsync("/api/broken");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(500, problem.GetProperty("status").GetInt32());
        Assert.False(problem.TryGetProperty("detail", out _));
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_the_middle_of_an_answer_does_not_look_like_a_whole_one() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _host.Http.GetStringAsync("/api/half-broken"));

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/echo");
        request.Content = new ByteArrayContent(new byte[FunctionsHost.MaxRequestBodyBytes + 1]);
        // Asks before it sends; otherwise the door closes while the client still writes.
        request.Headers.ExpectContinue = true;
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task The_route_prefix_of_host_json_may_be_another_or_none()
    {
        await using var none = await TestHost.Start(typeof(HttpSample), options: new FunctionsHostOptions { HostJson = new HostJson { RoutePrefix = "" } });
        Assert.Equal("number 7", await none.Http.GetStringAsync("/numbers/7"));
        await using var other = await TestHost.Start(typeof(HttpSample), options: new FunctionsHostOptions { HostJson = new HostJson { RoutePrefix = "a/b" } });
        Assert.Equal("number 7", await other.Http.GetStringAsync("/a/b/numbers/7"));
    }
}
