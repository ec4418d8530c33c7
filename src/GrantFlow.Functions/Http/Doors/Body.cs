using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>Reads request bodies strictly and within a bound.</summary>
internal static partial class Body
{
    /// <summary>The largest body in bytes.</summary>
    public const int MaxBytes = 32 * 1024;

    private static readonly string?[] TextTypes = ["application/json", "application/xml", "text/csv", "text/xml"];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of the body.</summary>
    /// <exception cref="BadRequestException">The body is over <see cref="MaxBytes"/>.</exception>
    public static Task<byte[]> Bytes(HttpRequest request, CancellationToken cancellationToken) => Bytes(request, MaxBytes, cancellationToken);

    /// <summary>The text of a file in a form of its own, unread.</summary>
    /// <exception cref="BadRequestException">It is too large, announced as something that is no text, or not UTF-8.</exception>
    public static async Task<string> Text(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var bytes = await Bytes(request, maxBytes, cancellationToken);
        if (!TextTypes.Contains(request.ContentType?.Split(';')[0].Trim().ToLowerInvariant()))
        {
            throw new BadRequestException("Content-Type", $"Send one of {string.Join(", ", TextTypes)}.");
        }

        return Decode(bytes);
    }

    private static async Task<byte[]> Bytes(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        using var held = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await Part(request, buffer, cancellationToken)) > 0)
        {
            held.Write(buffer, 0, read);
            if (held.Length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }
        }

        return held.ToArray();
    }

    /// <summary>The text of a body that is JSON, unread.</summary>
    /// <exception cref="BadRequestException">It is too large, announced as something else, or not UTF-8.</exception>
    public static async Task<string> Json(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await Bytes(request, cancellationToken);
        CheckType(request);
        return Decode(bytes);
    }

    /// <summary>Reads JSON whose texts are within their bounds.</summary>
    /// <exception cref="BadRequestException">Names every field that is not.</exception>
    public static async Task<T> Checked<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : IChecked
    {
        var body = Read<T>(request, await Bytes(request, cancellationToken));
        return body.Check().ToList() is { Count: > 0 } errors ? throw new BadRequestException(errors) : body;
    }

    /// <summary>Reads JSON; an empty body is an empty object.</summary>
    /// <exception cref="BadRequestException">Names the field and what was expected.</exception>
    public static T Read<T>(HttpRequest request, byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            CheckType(request);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Length == 0 ? "{}"u8 : bytes, HttpJson.Options)
                ?? throw new BadRequestException("body", "The body is null; send an object.");
        }
        catch (JsonException wrong)
        {
            throw new BadRequestException(Errors(wrong));
        }
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new BadRequestException("body", "The body is not UTF-8.");
        }
    }

    private static void CheckType(HttpRequest request)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new BadRequestException("Content-Type", "Send application/json.");
        }
    }

    private static async Task<int> Part(HttpRequest request, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException broken)
        {
            // A chunk that is none, or an end before the announced length.
            throw new BadRequestException("body", $"The body cannot be read: {broken.Message}");
        }
    }

    private static BadRequestException TooLarge(int maxBytes) => new("body", $"The body is over {maxBytes} bytes. Send less.");

    private static IReadOnlyList<FieldError> Errors(JsonException wrong)
    {
        if (wrong.InnerException is JsonException)
        {
            // The reader's own: this is no JSON, whatever field it was in when that showed.
            return [new FieldError("body", string.Create(CultureInfo.InvariantCulture, $"The body is not well-formed JSON: see line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}."))];
        }

        var path = wrong.Path is null or "$" ? "" : wrong.Path.TrimStart('$', '.');
        if (wrong.Message.Contains("missing required", StringComparison.Ordinal))
        {
            return [.. Quoted().Matches(wrong.Message[wrong.Message.IndexOf(':', StringComparison.Ordinal)..])
                .Select(match => new FieldError(path.Length == 0 ? match.Groups[1].Value : $"{path}.{match.Groups[1].Value}", "This field is required."))];
        }

        if (wrong.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return [new FieldError(path.Length == 0 ? "body" : path, "This field is not known here.")];
        }

        if (wrong.Message.Contains("Duplicate property", StringComparison.Ordinal))
        {
            return [new FieldError(path.Length == 0 ? "body" : path, "This field is given twice.")];
        }

        // Our own converters say what they expect; the serializer's words about CLR types help nobody outside.
        var own = wrong.Message.StartsWith("Expected", StringComparison.Ordinal);
        var message = own ? Position().Replace(wrong.Message, "") : path.Length == 0 ? "Send a JSON object." : "The value does not fit this field: wrong type, form or name.";
        return [new FieldError(path.Length == 0 ? "body" : path, message)];
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(" Path: .*$")]
    private static partial Regex Position();
}
