using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace GrantFlow.Functions.Tests.Faults;

/// <summary>An answer that storage did not give: a status and how long to wait.</summary>
internal sealed class CannedResponse(int status, string code, TimeSpan? retryAfter) : Response
{
    private readonly Dictionary<string, string> _headers = Of(code, retryAfter);

    public override int Status => status;

    public override string ReasonPhrase => code;

    public override bool IsError => true;

    public override Stream? ContentStream { get; set; } = new MemoryStream();

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
        // Nothing is open.
    }

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }

    private static Dictionary<string, string> Of(string code, TimeSpan? retryAfter)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-ms-error-code"] = code };
        if (retryAfter is { } wait)
        {
            headers["Retry-After"] = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            headers["retry-after-ms"] = ((int)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        return headers;
    }
}
