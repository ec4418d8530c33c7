using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Waiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>Messages that failed too often: what they are about, why they failed, and what becomes of them. What they say is not shown.</summary>
public sealed class AttentionFunctions(Door door, FailureStore failures, FailureDesk desk, PoisonWatch watch, WaitingWatch waiting, UnfinishedStore unfinished, ILogger<AttentionFunctions> log)
{
    private const int PageSize = 50;

    private static readonly Role[] Readers = [Role.Officer, Role.Finance, Role.Auditor];

    private static readonly Role[] Deciders = [Role.Officer, Role.Finance];

    /// <summary>What waits for a person: failed messages by queue, of one queue also page by page; grants that wait too long for an answer of the pipeline's own; and families and bank files that stand still.</summary>
    [Function("ListAttention")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "attention")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, async _ =>
        {
            var query = new Query(request, "queue", "cursor", "limit");
            var (only, cursor, size) = (query["queue"], query["cursor"], query.Number("limit", 1, DecideFailuresBody.Most) ?? PageSize);
            if (only is not null && !QueueNames.All.Contains(only))
            {
                throw new BadRequestException("queue", NoSuchQueue);
            }

            if (cursor is not null && only is null)
            {
                throw new BadRequestException("cursor", "A cursor goes on in one queue: give the queue as well.");
            }

            var listed = new List<object>();
            foreach (var queue in only is null ? QueueNames.All : [only])
            {
                await watch.Take(queue, cancellationToken);
                var (messages, next) = await Page(queue, size, cursor, cancellationToken);
                if (messages.Count > 0)
                {
                    listed.Add(new { Queue = queue, messages.Count, Messages = messages.Select(Shown), Next = next });
                }
            }

            var overdue = only is null ? await waiting.Overdue(null, size, cancellationToken) : [];
            return Results.Json(new { Poison = listed, Overdue = only is null ? overdue.Select(Shown) : null, Unfinished = only is null ? (await unfinished.Standing(size, cancellationToken)).Select(Shown) : null }, HttpJson.Options);
        });

    /// <summary>One failed message, and what people did with it.</summary>
    [Function("GetAttention")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "attention/{queue}/{id}")] HttpRequest request, string queue, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, async _ =>
        {
            var (of, which) = (Known(queue), Known(id, "id"));
            await watch.Take(of, cancellationToken);
            return Answer(await failures.Find(of, which, cancellationToken));
        });

    /// <summary>Sends a message to its queue again. Every consumer takes a message once, however often it comes.</summary>
    [Function("RedriveMessage")]
    public Task<IResult> Redrive([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "attention/{queue}/{id}/redrive")] HttpRequest request, string queue, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Deciders, async actor =>
        {
            var body = await Body.Checked<ReasonBody>(request, cancellationToken);
            return Decided(actor, await desk.Redrive(Known(queue), Known(id, "id"), actor, body.Reason, cancellationToken));
        });

    /// <summary>Says that a message is not needed. It is kept, and never sent.</summary>
    [Function("DiscardMessage")]
    public Task<IResult> Discard([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "attention/{queue}/{id}/discard")] HttpRequest request, string queue, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Deciders, async actor =>
        {
            var body = await Body.Checked<ReasonBody>(request, cancellationToken);
            return Decided(actor, await desk.Discard(Known(queue), Known(id, "id"), actor, body.Reason, cancellationToken));
        });

    /// <summary>Sends many messages of a queue again: those named, or the first that wait. <c>left</c> says whether others still wait.</summary>
    [Function("RedriveMessages")]
    public Task<IResult> RedriveMany([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "attention/{queue}/redrive")] HttpRequest request, string queue, CancellationToken cancellationToken) =>
        door.Enter(request, Deciders, async actor =>
        {
            var body = await Body.Checked<DecideFailuresBody>(request, cancellationToken);
            var of = Known(queue);
            await watch.Take(of, cancellationToken);
            var ids = body.Messages ?? [.. (await failures.Open(of, DecideFailuresBody.Most, null, cancellationToken)).Messages.Select(message => message.Id)];
            var (redriven, passed) = (new List<string>(), new List<string>());
            foreach (var id in ids)
            {
                ((await desk.Redrive(of, id, actor, body.Reason, cancellationToken)).Sent ? redriven : passed).Add(id);
            }

            log.LogInformation("{Actor} sends {Count} messages of {Queue} again: {Reason}", actor.Id, redriven.Count, of, body.Reason);
            var left = (await failures.Open(of, 1, null, cancellationToken)).Messages.Count > 0;
            return Results.Json(new { Queue = of, Redriven = redriven, NotOpen = passed, Left = left }, HttpJson.Options);
        });

    private static string NoSuchQueue => $"Expected one of {string.Join(", ", QueueNames.All)}.";

    private async Task<(IReadOnlyList<FailedMessage> Messages, string? Next)> Page(string queue, int size, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await failures.Open(queue, size, cursor, cancellationToken);
        }
        catch (FormatException bad)
        {
            throw new BadRequestException("cursor", bad.Message);
        }
    }

    private static string Known(string queue) => QueueNames.All.Contains(queue) ? queue : throw new BadRequestException("queue", NoSuchQueue);

    private static string Known(string id, string field) => DecideFailuresBody.IsId(id) ? id : throw new BadRequestException(field, "32 lower-case hex digits are needed, as the list shows them.");

    private IResult Decided(Actor actor, (FailedMessage? Message, bool Done) decided)
    {
        if (decided is not ({ } message, true))
        {
            return decided.Message is not { } present ? Answer(null)
                : Problems.Of("not-open", "Not possible like this", StatusCodes.Status409Conflict, $"This message is {HttpJson.Name(present.Standing)} already. GET it to see by whom and why.");
        }

        log.LogInformation("{Actor} decides on message {Id} of {Queue}: {Did}.", actor.Id, message.Id, message.Queue, message.Standing);
        return Answer(message);
    }

    private static IResult Answer(FailedMessage? message) => message is null ? Problems.NotFound("There is no such message. GET /api/attention lists them.") : Results.Json(Shown(message), HttpJson.Options);

    /// <summary>An answer that is overdue, as the API shows it.</summary>
    internal static object Shown(OverdueAnswer answer) => new { answer.Grant, WaitsFor = answer.Kind, Reason = answer.Reason(), answer.For, answer.Since, answer.Asked, answer.LastAt };

    private static object Shown(UnfinishedWork work) => new { work.Kind, work.Id, Reason = work.Reason(), work.Since, work.Asked, work.LastAt };

    private static object Shown(FailedMessage message) => new
    {
        message.Id,
        message.Queue,
        message.Grant,
        message.Correlation,
        message.Schema,
        message.Reason,
        message.Standing,
        message.Times,
        message.FirstAt,
        message.LastAt,
        Decisions = message.Decisions.Count == 0 ? null : message.Decisions.Select(one => new { one.Did, one.At, By = new { one.By.Id, one.By.Role }, one.Reason }),
    };
}
