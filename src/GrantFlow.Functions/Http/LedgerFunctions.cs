using System.Security.Cryptography;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Export;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>The ledger for finance and auditors: streamed, with a manifest to check it against.</summary>
public sealed class LedgerFunctions(Door door, LedgerExport export, FunderNames names, Catalogue catalogue)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>One line per posting, as CSV (RFC 4180) or JSON Lines.</summary>
    [Function("ExportLedger")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/export")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, _ =>
        {
            var query = new Query(request, "from", "to", "programme", "for", "format");
            var range = Range(query);
            return Task.FromResult(query["format"] switch
            {
                "csv" or null => Stream(range, "text/csv; charset=utf-8", "csv", output => export.WriteCsv(range, output, cancellationToken)),
                "jsonl" => Stream(range, "application/jsonl; charset=utf-8", "jsonl", output => export.WriteJsonLines(range, output, cancellationToken)),
                _ => throw new BadRequestException("format", "Expected csv or jsonl."),
            });
        });

    /// <summary>Counts, sums and the hash of both formats for the same range, to check a download against.</summary>
    [Function("ExportManifest")]
    public Task<IResult> Manifest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/manifest")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var range = Range(new Query(request, "from", "to", "programme", "for"));
            var (totals, csv) = await Hashed(output => export.WriteCsv(range, output, cancellationToken));
            var (_, jsonLines) = await Hashed(output => export.WriteJsonLines(range, output, cancellationToken));
            return Results.Json(
                new
                {
                    range.From,
                    range.To,
                    Programme = range is { ForFunder: true, Programme: { } sealedOne } ? names.Of(sealedOne) : range.Programme?.Value,
                    totals.Entries,
                    totals.Postings,
                    Totals = totals.ByCurrency.Values.Select(sum => new { sum.Debits, sum.Credits }),
                    Sha256 = new { Csv = csv, Jsonl = jsonLines },
                },
                HttpJson.Options);
        });

    private LedgerRange Range(Query query)
    {
        var range = new LedgerRange(query.Day("from"), query.Day("to"), query.Value<ProgrammeId>("programme"))
        {
            ForFunder = query["for"] switch
            {
                null => false,
                "funder" => true,
                _ => throw new BadRequestException("for", "Expected funder, or leave it out."),
            },
        };
        if (range.To < range.From)
        {
            throw new BadRequestException("to", "The last day is before the first.");
        }

        if (range.To.DayNumber - range.From.DayNumber >= LedgerRange.MaxDays)
        {
            throw new BadRequestException("to", $"At most {LedgerRange.MaxDays} days at once. Export year by year.");
        }

        return range.Programme is { } programme && !catalogue.Has(programme)
            ? throw new BadRequestException("programme", $"There is no programme {programme}.")
            : range;
    }

    private static IResult Stream(LedgerRange range, string contentType, string extension, Func<Stream, Task> write) =>
        Results.Stream(write, contentType, $"ledger_{range.From:yyyy-MM-dd}_{range.To:yyyy-MM-dd}.{extension}");

    private static async Task<(ControlTotals Totals, string Hash)> Hashed(Func<Stream, Task<ControlTotals>> write)
    {
        using var hash = SHA256.Create();
        ControlTotals totals;
        await using (var output = new CryptoStream(System.IO.Stream.Null, hash, CryptoStreamMode.Write))
        {
            totals = await write(output);
        }

        return (totals, Convert.ToHexStringLower(hash.Hash!));
    }
}
