using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>The ledger for finance and auditors: streamed, with a manifest to check it against.</summary>
public sealed class LedgerFunctions(Door door, LedgerExport export, LedgerStore ledger, SealStore seals, FunderNames names, Catalogue catalogue)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    private const int LongestAfter = 200;

    private readonly ExportRequest _requests = new(catalogue);

    /// <summary>One line per posting, as CSV (RFC 4180), JSON Lines or a spreadsheet, packed or not; or what comes after an entry, to go on with a download that broke off.</summary>
    [Function("ExportLedger")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/export")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, [.. ExportRequest.Parameters, "format", "after"]);
            var format = ExportFormats.Read(query);
            var range = await After(_requests.Read(query), format, query["after"], cancellationToken);
            var name = $"ledger_{range.From:yyyy-MM-dd}_{range.To:yyyy-MM-dd}.{ExportFormats.NameOf(format)}";
            return format switch
            {
                ExportFormat.Csv or ExportFormat.CsvGz => Download.Text(request, name, ExportFormats.ContentTypeOf(ExportFormat.Csv), output => export.WriteCsv(range, output, cancellationToken)),
                ExportFormat.Jsonl or ExportFormat.JsonlGz => Download.Text(request, name, ExportFormats.ContentTypeOf(ExportFormat.Jsonl), output => export.WriteJsonLines(range, output, cancellationToken)),
                _ => Download.Of(request, name, ExportFormats.ContentTypeOf(format), output => export.WriteXlsx(range, output, cancellationToken)),
            };
        });

    /// <summary>Counts, sums, the hash of both formats and the seals of the days for the same range, to check a download against.</summary>
    [Function("ExportManifest")]
    public Task<IResult> Manifest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/manifest")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var range = _requests.Read(new Query(request, ExportRequest.Parameters));
            return Results.Json(await new ManifestAnswer(export, seals, names).Of(range, cancellationToken), HttpJson.Options);
        });

    /// <summary>The range behind the entry that <c>after</c> names: posting date and entry id, with a slash between them.</summary>
    private async Task<LedgerRange> After(LedgerRange range, ExportFormat format, string? after, CancellationToken cancellationToken)
    {
        if (after is null)
        {
            return range;
        }

        if (format is not (ExportFormat.Csv or ExportFormat.Jsonl))
        {
            throw new BadRequestException("after", "Only csv and jsonl can be gone on with. Ask for another format from its beginning, or as a file: POST /api/ledger/exports.");
        }

        if (after.Length > LongestAfter || after.Split('/', 2) is not [var date, { Length: > 0 } entry] || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new BadRequestException("after", "Expected the posting date and the id of the last entry that you have whole, such as 2026-03-31/G-0123456789ABCDEF-0004-1.");
        }

        if (day < range.From || day > range.To)
        {
            throw new BadRequestException("after", "This day is not in the range.");
        }

        return range with
        {
            After = await ledger.PlaceOf(day, entry, cancellationToken) ?? throw new BadRequestException("after", "There is no such entry on that day. Give postingDate and entryId as they are in the file."),
        };
    }
}
