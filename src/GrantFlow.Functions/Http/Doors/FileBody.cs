using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>Reads a body that is a file, within a bound and without holding it in memory.</summary>
internal static class FileBody
{
    /// <summary>The first bytes, or all there are.</summary>
    /// <exception cref="BadRequestException">More is announced than may be sent, or nothing is sent.</exception>
    public static async Task<byte[]> Head(HttpRequest request, int bytes, long most, CancellationToken cancellationToken)
    {
        Allow(request, most);
        if (request.ContentLength > most)
        {
            throw await TooLarge(request, most, cancellationToken);
        }

        var head = new byte[bytes];
        var length = 0;
        int read;
        while (length < bytes && (read = await Part(request, head.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
        }

        return length > 0 ? head[..length] : throw new BadRequestException("body", "The body is empty. Send the file's bytes.");
    }

    /// <summary>Head and rest, to where the file is kept; gives their length.</summary>
    /// <exception cref="BadRequestException">There is more than may be sent.</exception>
    public static async Task<long> Copy(HttpRequest request, byte[] head, Stream target, long most, CancellationToken cancellationToken)
    {
        await target.WriteAsync(head, cancellationToken);
        var buffer = new byte[64 * 1024];
        var length = (long)head.Length;
        int read;
        while ((read = await Part(request, buffer, cancellationToken)) > 0)
        {
            length += read;
            if (length > most)
            {
                throw await TooLarge(request, most, cancellationToken);
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return length;
    }

    /// <summary>The host's own bound is for bodies that are no files; ours comes first, with its reason.</summary>
    public static void Allow(HttpRequest request, long most)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
        {
            bound.MaxRequestBodySize = most * 4;
        }
    }

    private static async Task<int> Part(HttpRequest request, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException broken)
        {
            throw new BadRequestException("body", $"The body cannot be read: {broken.Message}");
        }
    }

    /// <summary>Who sends a little too much is heard out, so that they hear the reason; who sends far too much is cut off.</summary>
    private static async Task<BadRequestException> TooLarge(HttpRequest request, long most, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var left = most * 2;
        int read;
        while (left > 0 && (read = await Part(request, buffer, cancellationToken)) > 0)
        {
            left -= read;
        }

        return new("body", $"The file is over {most / (1024 * 1024)} MiB. Send less.");
    }
}
