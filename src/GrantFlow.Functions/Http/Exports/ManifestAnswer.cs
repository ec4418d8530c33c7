using System.Security.Cryptography;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Seals;

namespace GrantFlow.Functions.Http.Exports;

/// <summary>What a download is checked against.</summary>
internal sealed class ManifestAnswer(LedgerExport export, SealStore seals, FunderNames names)
{
    public async Task<object> Of(LedgerRange range, CancellationToken cancellationToken)
    {
        // Before the rows: a day that is sealed by now will not change while it is read.
        var known = await seals.Read(range.From, range.To, cancellationToken).Select(seal => new { seal.Day, seal.Hash }).ToListAsync(cancellationToken);
        var (totals, csv, jsonl) = await Hashed(range, cancellationToken);
        var closed = known.Select(seal => seal.Day).ToHashSet();
        return new
        {
            range.From,
            range.To,
            Programme = range is { ForFunder: true, Programme: { } programme } ? names.Of(programme) : range.Programme?.Value,
            Line = range is { ForFunder: true, Line: { } line } ? names.Of(line) : range.Line?.Value,
            range.Funder,
            Office = range.Office?.Value,
            Account = range.Account is { } account ? HttpJson.Name(account) : null,
            Period = range.Period?.Value,
            totals.Entries,
            totals.Postings,
            Totals = totals.ByCurrency.Values.Select(sum => new { sum.Debits, sum.Credits }),
            Sha256 = new { Csv = csv, Jsonl = jsonl },
            Seals = known,
            NotSealed = Enumerable.Range(0, range.To.DayNumber - range.From.DayNumber + 1).Select(range.From.AddDays).Where(day => !closed.Contains(day)),
        };
    }

    private async Task<(ControlTotals Totals, string Csv, string Jsonl)> Hashed(LedgerRange range, CancellationToken cancellationToken)
    {
        using var csv = SHA256.Create();
        using var jsonl = SHA256.Create();
        ControlTotals totals;
        await using (var csvOutput = new CryptoStream(Stream.Null, csv, CryptoStreamMode.Write))
        await using (var jsonlOutput = new CryptoStream(Stream.Null, jsonl, CryptoStreamMode.Write))
        {
            await using var csvFile = new CsvLedger(csvOutput);
            await using var jsonlFile = new JsonLinesLedger(jsonlOutput);
            totals = await export.Write(range, [csvFile, jsonlFile], cancellationToken);
        }

        return (totals, Convert.ToHexStringLower(csv.Hash!), Convert.ToHexStringLower(jsonl.Hash!));
    }
}
