using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Statements;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What banks answer: files that come in, their rows, and what people decide about the rows that nobody else can.</summary>
public sealed class StatementFunctions(Door door, StatementImport import, StatementStore store, StatementDecisions decisions)
{
    private const int PageSize = 50;

    private static readonly Role[] Finance = [Role.Finance];
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>Takes a file in: pain.002, camt.054 or camt.053, as it came from the bank. The same file again changes nothing.</summary>
    [Function("ImportStatement")]
    public Task<IResult> Import([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "statements")] HttpRequest request, CancellationToken cancellationToken) =>
        StatementUpload.Enter(door, request, Finance, async (actor, content) =>
        {
            var (file, isNew) = await import.Import(content, actor.Id, name: null, cancellationToken);
            request.HttpContext.Response.Headers.Location = StatementAnswer.PathOf(file.Id);
            return Results.Json(new { IsNew = isNew, File = StatementAnswer.Of(file) }, HttpJson.Options, statusCode: isNew ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
        });

    /// <summary>The files that came in, newest first, with those that were not taken.</summary>
    [Function("ListStatements")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statements")] HttpRequest request, CancellationToken cancellationToken) =>
        Page(request, [], "files", (_, size, cursor) => store.List(size, cursor, cancellationToken), StatementAnswer.Of);

    /// <summary>Rows of all files that wait for a person, those of the oldest file first.</summary>
    [Function("ListOpenRows")]
    public Task<IResult> Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statements/open")] HttpRequest request, CancellationToken cancellationToken) =>
        Page(request, [], "rows", (_, size, cursor) => store.Waiting(size, cursor, cancellationToken), open => new { open.File, Row = StatementAnswer.Of(open.Entry) });

    /// <summary>A file, and how many of its rows ended in which way.</summary>
    [Function("GetStatement")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statements/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ => await store.Find(File(id), cancellationToken) is { } file
            ? Results.Json(StatementAnswer.Of(file, await store.Results(file.Id, cancellationToken)), HttpJson.Options)
            : NoFile(id));

    /// <summary>Rows of a file in order, all or those that ended in one way.</summary>
    [Function("ListStatementRows")]
    public Task<IResult> Rows([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statements/{id}/rows")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page(request, ["result"], "rows", (query, size, cursor) => store.Rows(File(id), query.Name<RowResult>("result"), size, cursor, cancellationToken), StatementAnswer.Of);

    /// <summary>One row.</summary>
    [Function("GetStatementRow")]
    public Task<IResult> Row([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statements/{id}/rows/{row}")] HttpRequest request, string id, string row, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ => await store.FindRow(File(id), Number(row), cancellationToken) is { } entry
            ? Results.Json(StatementAnswer.Of(entry), HttpJson.Options)
            : NoRow(id, row));

    /// <summary>Decides about a row that waits for a person. Who released the payment leaves that to a colleague.</summary>
    [Function("DecideRow")]
    public Task<IResult> Decide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "statements/{id}/rows/{row}/decision")] HttpRequest request, string id, string row, CancellationToken cancellationToken) =>
        door.Enter(request, Finance, async actor =>
        {
            var (file, number) = (File(id), Number(row));
            var body = await Body.Checked<RowDecisionBody>(request, cancellationToken);
            switch (await decisions.Decide(file, number, actor.Id, body.Word(), cancellationToken))
            {
                case RowDecided.NoRow:
                    return NoRow(id, row);
                case RowDecided.NotOpen:
                    return Problems.Of("row-not-open", "Not possible now", StatusCodes.Status409Conflict, "This row waits for nobody, or a colleague was faster. GET /api/statements/open lists those that do.");
                case RowDecided.NoPayment:
                    return Problems.Of("payment-not-in-book", "Not possible like this", StatusCodes.Status422UnprocessableEntity, "No such attempt of this payment was handed to a bank. Check the payment id and the attempt.");
                case RowDecided.Released:
                    return Problems.Refusal(RefusalCode.ReleaserInvolved, "Who released a payment does not decide what a bank says of it. Ask a colleague in finance.");
                case RowDecided.SayWhat:
                    throw new BadRequestException("says", "The row does not say it clearly. Say settled, rejected or returned.");
                default:
                    var path = $"{StatementAnswer.PathOf(file)}/rows/{number}";
                    request.HttpContext.Response.Headers.Location = path;
                    return Results.Json(new { Href = path }, HttpJson.Options, statusCode: StatusCodes.Status202Accepted);
            }
        });

    private Task<IResult> Page<T>(HttpRequest request, string[] more, string name, Func<Query, int, string?, Task<StatementPage<T>>> read, Func<T, object> show) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, [.. more, "cursor", "limit"]);
            try
            {
                return Results.Json(StatementAnswer.Of(name, await read(query, query.Number("limit", 1, StatementStore.MaxPage) ?? PageSize, query["cursor"]), show), HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });

    private static StatementId File(string id) => StatementId.TryParse(id, out var file) ? file : throw new BadRequestException("id", $"Expected {StatementId.Expected}.");

    private static int Number(string row) => int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and < 10_000_000
        ? number
        : throw new BadRequestException("row", "Expected a row's number, from 1.");

    private static IResult NoFile(string id) => Problems.NotFound($"There is no file {id}. GET /api/statements lists them.");

    private static IResult NoRow(string id, string row) => Problems.NotFound($"There is no row {row} of file {id}. A file's rows appear one after the other.");
}
