using System.IO.Compression;
using GrantFlow.Pipeline.Export;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GrantFlow.Functions.Http.Exports;

/// <summary>A file that is written while it is sent, packed where that is asked for. One that breaks off never looks whole.</summary>
public static class Download
{
    /// <summary>What the name of a packed file and of its format ends in.</summary>
    public const string Packed = ".gz";

    /// <summary>A file packed by its own name (<c>.gz</c>), on the way where the caller takes that, or not at all.</summary>
    public static IResult Text(HttpRequest request, string name, string contentType, Func<Stream, Task> write)
    {
        if (name.EndsWith(Packed, StringComparison.Ordinal))
        {
            return Of(request, name, "application/gzip", output => Pack(output, write));
        }

        request.HttpContext.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesGzip(request))
        {
            return Of(request, name, contentType, write);
        }

        request.HttpContext.Response.Headers.ContentEncoding = "gzip";
        return Of(request, name, contentType, output => Pack(output, write));
    }

    /// <summary>A file as it is.</summary>
    public static IResult Of(HttpRequest request, string name, string contentType, Func<Stream, Task> write) => Results.Stream(
        async output =>
        {
            try
            {
                await write(output);
            }
            catch when (request.HttpContext.Response.HasStarted)
            {
                request.HttpContext.Abort();
                throw;
            }
        },
        contentType,
        name);

    private static async Task Pack(Stream output, Func<Stream, Task> write)
    {
        await using var whole = new BreakingStream(output);
        await using var packed = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true);
        try
        {
            await write(packed);
        }
        catch
        {
            whole.Break();
            throw;
        }
    }

    /// <summary>RFC 9110, section 12.5.3: gzip by name, or by <c>*</c> when it is not named; a weight of zero means no.</summary>
    private static bool TakesGzip(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
        {
            return false;
        }

        var asked = accepted.FirstOrDefault(one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) || one.Value.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(one => one.Value == "*");
        return asked is not null && asked.Quality != 0;
    }
}
