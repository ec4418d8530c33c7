using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Statements.Reading;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http;

/// <summary>A bank's file and its rows as the API shows them: no account, and no hash of one.</summary>
internal static class StatementAnswer
{
    public static string PathOf(StatementId file) => $"/api/statements/{file}";

    /// <summary>A file as it came in.</summary>
    public static object Of(StatementFile file) => new
    {
        file.Id,
        Href = PathOf(file.Id),
        file.Kind,
        file.MessageId,
        file.MadeAt,
        file.ReceivedAt,
        file.By,
        file.Name,
        file.Bytes,
        file.Findings,
        file.Fault,
        file.Why,
    };

    /// <summary>A file with what became of its rows.</summary>
    public static object Of(StatementFile file, IReadOnlyDictionary<RowResult, int> results) => new
    {
        File = Of(file),
        file.Rows,
        Results = results,
        // Until all are laid out, and nobody waits for a grant.
        Done = file.Fault is not null || (file.Rows is { } rows && results.Values.Sum() == rows && !results.ContainsKey(RowResult.New) && !results.ContainsKey(RowResult.Sent)),
    };

    public static object Of(StatementEntry entry) => new
    {
        entry.Row.Number,
        entry.Result,
        entry.Why,
        entry.Payment,
        entry.Attempt,
        entry.Payment?.Grant,
        entry.Command,
        Refusal = entry.Code,
        entry.Candidates,
        entry.Decision,
        entry.Row.Kind,
        entry.Row.Says,
        entry.Row.Status,
        entry.Row.Reason,
        entry.Row.Text,
        entry.Row.EndToEndId,
        entry.Row.InstructionId,
        entry.Row.Uetr,
        entry.Row.Original,
        entry.Row.OfBatch,
        entry.Row.Amount,
        entry.Row.Booked,
        entry.Row.Rate,
        entry.Row.BookedOn,
        entry.Row.ValueOn,
        entry.Row.AccountEnd,
        entry.Row.Reference,
        entry.Row.Fault,
    };

    public static object Of<T>(string name, StatementPage<T> page, Func<T, object> show) =>
        new Dictionary<string, object?> { [name] = page.Items.Select(show), ["cursor"] = page.Cursor };

    /// <summary>A file that is not taken.</summary>
    public static IResult Of(StatementRefusedException refused) => Problems.Of(
        $"statement-{HttpJson.Name(refused.Fault)}",
        "The file is not taken",
        refused.Fault == StatementFault.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity,
        refused.Message);
}
