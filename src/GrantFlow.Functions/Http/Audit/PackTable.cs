using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Audit;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Export;

namespace GrantFlow.Functions.Http.Audit;

/// <summary>A table of an audit pack: a CSV file, and a part of its page.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">One text a column; nothing is an empty text.</param>
internal sealed record PackTable(IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>What happened, by whom, and where the grant stood after it.</summary>
    public static PackTable Decisions(JsonNode grant) => new(
        ["number", "at", "what", "by", "role", "office", "state", "details"],
        [.. grant["timeline"]!.AsArray().Select(step => new[]
        {
            Text(step!["version"]), Text(step["at"]), Words.Of(step["event"]), Text(step["by"]!["id"]), Words.Of(step["by"]!["role"]), Text(step["by"]!["office"]),
            Words.Of(step["state"]), string.Join("; ", Words.Members(step["details"]!.AsObject())),
        })]);

    /// <summary>Every attempt to pay, with the references by which banks and providers know it.</summary>
    public static PackTable Payments(GrantFile file) => new(
        ["payment", "attempt", "uetr", "route", "account", "amount", "paidAs", "rate", "outcome", "reason", "batch", "bankFileSha256", "providerReference", "statementRows", "begunAt", "sentAt", "resolvedAt"],
        [.. file.Payments.Select(payment =>
        {
            var (attempt, line) = (payment.Attempt, file.Grant.Lines.OfType<CashLine>().First(line => PaymentId.For(file.Grant.Id, line.Id) == payment.Attempt.Payment));
            // The line knows account and rate of its last attempt only.
            var last = line.Attempt == attempt.Attempt;
            return new[]
            {
                attempt.Payment.Value, Number(attempt.Attempt), attempt.Uetr, HttpJson.Name(attempt.Kind), last ? line.Route.Masked ?? "" : "", attempt.Amount.ToString(),
                attempt.PayAs == attempt.Amount ? "" : attempt.PayAs.ToString(),
                last && line.Conversion is { Rate: var rate } ? string.Create(CultureInfo.InvariantCulture, $"{rate.Rate} ({rate.Source}, {rate.Day:yyyy-MM-dd})") : "",
                HttpJson.Name(attempt.Outcome), attempt.Reason ?? "", attempt.Batch?.Value ?? "", payment.File?.Sha256 ?? "", attempt.Reference ?? "",
                string.Join(", ", attempt.Said?.Select(said => string.Create(CultureInfo.InvariantCulture, $"{said.File} row {said.Row}: {HttpJson.Name(said.Outcome)}")) ?? []),
                Moment(attempt.BegunAt), Moment(attempt.SentAt), Moment(attempt.ResolvedAt),
            };
        })]);

    /// <summary>The files that prove deliveries, by their hashes. What they show stays where it is.</summary>
    public static PackTable Evidence(GrantFile file) => new(
        ["line", "kind", "bytes", "sha256", "uploadedBy", "uploadedAt"],
        [.. file.Evidence.Select(one => new[] { one.Line.Value, one.Kind.ContentType(), one.Length.ToString(CultureInfo.InvariantCulture), one.Sha256, one.Uploader.Value, Moment(one.At) })]);

    /// <summary>With a header line (<see cref="CsvOutput"/>).</summary>
    public async Task WriteCsv(Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvOutput.To(output);
        await csv.WriteRecordAsync([.. Columns], cancellationToken);
        foreach (var row in Rows)
        {
            await csv.WriteRecordAsync(row, cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static string Text(JsonNode? value) => value?.ToString() ?? "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset? at) => at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";
}
