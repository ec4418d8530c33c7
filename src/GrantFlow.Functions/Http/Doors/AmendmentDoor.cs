using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Intake;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>
/// The way of every request that asks for or decides on an amendment: token, bounds, idempotency key, then the amendment as it stands. What the funding line still has to do with it answers
/// <c>202</c> with a Location, or is waited for with <c>Prefer: wait=N</c>.
/// </summary>
public sealed class AmendmentDoor(AskingDoor door, AmendmentStore amendments, TimeProvider time)
{
    internal Task<IResult> Serve<TBody>(
        HttpRequest request, Role[] roles, string programme, string line, Func<FundingLineId, TBody, AmendmentAsk, Task<AmendmentAnswer>> ask, CancellationToken cancellationToken)
        where TBody : IChecked =>
        door.Serve<string, TBody>(request, roles, (_, key) => key, async asked =>
        {
            var id = Line(programme, line);
            var answer = await ask(id, asked.Body, new AmendmentAsk(asked.Actor.Id, asked.Key, asked.Hash));
            return answer switch
            {
                { No: AmendmentNo.KeyReused } => (new GateAnswer.KeyReused(), _ => throw new InvalidOperationException("It did not pass.")),
                { No: { } no } => (new GateAnswer.Passed(), _ => Task.FromResult(Refusal(no, answer.Why))),
                _ => (new GateAnswer.Passed(), wait => Passed(request, answer.Amendment!, wait, cancellationToken)),
            };
        }, cancellationToken);

    /// <summary>A funding line's id out of a path.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    internal static FundingLineId Line(string programme, string line) =>
        FundingLineId.TryParse($"{programme}/{line}", out var id) ? id : throw new BadRequestException("line", $"Expected {FundingLineId.Expected}.");

    /// <summary>An amendment's id out of a path.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    internal static AmendmentId Id(string id) => AmendmentId.TryParse(id, out var amendment) ? amendment : throw new BadRequestException("id", $"Expected {AmendmentId.Expected}.");

    /// <summary>Why it is not taken.</summary>
    internal static IResult Refusal(AmendmentNo no, string why) => no switch
    {
        AmendmentNo.NoLine or AmendmentNo.NoAmendment => Problems.NotFound(why),
        AmendmentNo.OwnProposal => Problems.Of("own-amendment", "Not allowed", StatusCodes.Status403Forbidden, why),
        AmendmentNo.Decided => Problems.Of("amendment-decided", "Not possible now", StatusCodes.Status409Conflict, why),
        AmendmentNo.NoAmount => Problems.Of("line-without-amount", "Not possible now", StatusCodes.Status409Conflict, why),
        AmendmentNo.TooMany => Problems.Of("too-many-amendments", "Not possible now", StatusCodes.Status409Conflict, why),
        AmendmentNo.OtherCurrency => Problems.Refusal(RefusalCode.WrongCurrency, why),
        AmendmentNo.TooMuch => Problems.Of("amendment-too-large", "Not possible like this", StatusCodes.Status422UnprocessableEntity, why),
        _ => throw new InvalidOperationException($"No problem is made of {no}."),
    };

    private async Task<IResult> Passed(HttpRequest request, Amendment amendment, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.Location = LineShown.HrefOf(amendment);
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(60);
        if (wait is { } announced)
        {
            RequestHeaders.WaitApplied(headers, announced);
        }

        while (amendment.State == AmendmentState.Agreed)
        {
            var left = (wait ?? TimeSpan.Zero) - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                headers.RetryAfter = "1";
                return Results.Json(LineShown.Of(amendment), HttpJson.Options, statusCode: StatusCodes.Status202Accepted);
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.6, 500));
            amendment = (await amendments.Find(amendment.Line, amendment.Id, cancellationToken))!;
        }

        return Results.Json(LineShown.Of(amendment), HttpJson.Options);
    }
}
