using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Audit;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Seals.Checking;

namespace GrantFlow.Functions.Http.Audit;

/// <summary>
/// Everything about one grant in one file, for whoever looks at it years later without this system: a page to read, tables, the rules it was decided by, its rows of the ledger and what proves them. Who the
/// person is stays in the vault.
/// </summary>
public sealed class AuditPack(GrantFiles files, RowProofs proofs, Catalogue catalogue, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new(HttpJson.Options) { WriteIndented = true };

    /// <summary>Writes the pack as a ZIP file.</summary>
    /// <param name="grant">As found by the door.</param>
    /// <param name="by">For whom it is made.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<byte[]> Of(Grant grant, Actor by, CancellationToken cancellationToken)
    {
        var file = (await files.Find(grant.Id, cancellationToken))!;
        var rules = catalogue.Find(file.Grant.Application.Programme, file.Grant.ProgrammeVersion);
        var answer = JsonSerializer.SerializeToNode(
            GrantAnswer.Of(file.Grant, rules, catalogue.Routes, file.History, by.Role == Role.Auditor ? file.Looks : null), HttpJson.Options)!;
        var rows = file.Entries.Where(entry => entry.Posted is not null)
            .SelectMany(entry => LedgerLine.Of(entry.Posted!).Select(line => (Day: entry.Posted!.PostedOn, Funding: entry.Posted.FundingLine, Line: line)))
            .ToList();
        var proof = await proofs.Of(rows, cancellationToken);
        var (decisions, payments, evidence) = (PackTable.Decisions(answer), PackTable.Payments(file), PackTable.Evidence(file));
        var packed = new List<(string Name, byte[] Bytes)>
        {
            ("index.html", Encoding.UTF8.GetBytes(new PackPage(file, answer, rules, proof, by, time.GetUtcNow()).Write(decisions, payments, evidence))),
            ("grant.json", JsonSerializer.SerializeToUtf8Bytes(answer, Indented)),
            ("decisions.csv", await Csv(decisions, cancellationToken)),
            ("payments.csv", await Csv(payments, cancellationToken)),
            ("evidence.csv", await Csv(evidence, cancellationToken)),
            (PackCheck.Ledger, await Ledger(rows.Select(row => row.Line), cancellationToken)),
            (PackCheck.Proof, JsonSerializer.SerializeToUtf8Bytes(proof, GrantJson.Options)),
        };
        if (rules is not null)
        {
            packed.Add(("rules.json", JsonSerializer.SerializeToUtf8Bytes(rules, Indented)));
        }

        packed.Add((PackCheck.Sums, Encoding.UTF8.GetBytes(string.Concat(packed.Select(one => $"{Convert.ToHexStringLower(SHA256.HashData(one.Bytes))}  {one.Name}\n")))));
        return await Zip(packed, cancellationToken);
    }

    private static async Task<byte[]> Csv(PackTable table, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        await table.WriteCsv(output, cancellationToken);
        return output.ToArray();
    }

    private static async Task<byte[]> Ledger(IEnumerable<LedgerLine> lines, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        await using var csv = new CsvLedger(output);
        await csv.Begin(cancellationToken);
        foreach (var line in lines)
        {
            await csv.Add(line, cancellationToken);
        }

        await csv.End(cancellationToken);
        return output.ToArray();
    }

    private async Task<byte[]> Zip(IEnumerable<(string Name, byte[] Bytes)> packed, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        await using (var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            foreach (var (name, bytes) in packed)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = time.GetUtcNow();
                await using var content = await entry.OpenAsync(cancellationToken);
                await content.WriteAsync(bytes, cancellationToken);
            }
        }

        return output.ToArray();
    }
}
