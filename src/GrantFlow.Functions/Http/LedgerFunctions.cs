using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Xlsx;
using GrantFlow.Pipeline.Seals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>The ledger for finance and auditors: streamed, with a manifest to check it against.</summary>
public sealed class LedgerFunctions(Door door, LedgerExport export, SealStore seals, FunderNames names, Catalogue catalogue)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    private readonly ExportRequest _requests = new(catalogue);

    /// <summary>One line per posting, as CSV (RFC 4180), JSON Lines or a spreadsheet, packed or not.</summary>
    [Function("ExportLedger")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/export")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, _ =>
        {
            var query = new Query(request, [.. ExportRequest.Parameters, "format"]);
            var range = _requests.Read(query);
            var format = query["format"] ?? "csv";
            var name = $"ledger_{range.From:yyyy-MM-dd}_{range.To:yyyy-MM-dd}.{format}";
            return Task.FromResult(format switch
            {
                "csv" or "csv.gz" => Download.Text(request, name, "text/csv; charset=utf-8", output => export.WriteCsv(range, output, cancellationToken)),
                "jsonl" or "jsonl.gz" => Download.Text(request, name, "application/jsonl; charset=utf-8", output => export.WriteJsonLines(range, output, cancellationToken)),
                "xlsx" => Download.Of(request, name, XlsxLedger.ContentType, output => export.WriteXlsx(range, output, cancellationToken)),
                _ => throw new BadRequestException("format", "Expected csv, csv.gz, jsonl, jsonl.gz or xlsx."),
            });
        });

    /// <summary>Counts, sums, the hash of both formats and the seals of the days for the same range, to check a download against.</summary>
    [Function("ExportManifest")]
    public Task<IResult> Manifest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/manifest")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var range = _requests.Read(new Query(request, ExportRequest.Parameters));
            return Results.Json(await new ManifestAnswer(export, seals, names).Of(range, cancellationToken), HttpJson.Options);
        });
}
