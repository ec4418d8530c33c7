using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Statements.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>The way of a bank's file through its door: as a stream, never as a whole, and at this door alone longer than bodies are elsewhere.</summary>
internal static class StatementUpload
{
    private static readonly string[] Types = ["application/xml", "text/xml"];

    public static Task<IResult> Enter(Door door, HttpRequest request, Role[] roles, Func<Actor, Stream, Task<IResult>> serve) => door.Enter(request, roles, async actor =>
    {
        if (!Types.Contains(request.ContentType?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
        {
            throw new BadRequestException("Content-Type", "Send application/xml: the file as it came from the bank.");
        }

        if (request.ContentLength > StatementLimits.Bytes)
        {
            return StatementAnswer.Of(StatementLimits.TooLarge());
        }

        // One byte more than a file may have: whoever sends it hears it from us.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = StatementLimits.Bytes + 1;
        }

        try
        {
            return await serve(actor, request.Body);
        }
        catch (StatementRefusedException refused)
        {
            return StatementAnswer.Of(refused);
        }
        catch (BadHttpRequestException broken) when (broken.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return StatementAnswer.Of(StatementLimits.TooLarge());
        }
        catch (BadHttpRequestException broken)
        {
            throw new BadRequestException("body", $"The body cannot be read: {broken.Message}");
        }
    });
}
