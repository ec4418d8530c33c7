using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Messages;

namespace GrantFlow.Pipeline.Seals.Checking;

/// <summary>What came of holding an audit pack against itself.</summary>
/// <param name="Finding">The first thing that is wrong, or null.</param>
/// <param name="Proven">Rows of the ledger that are as they were sealed.</param>
/// <param name="NotSealed">Rows of days that were not sealed when the pack was made.</param>
/// <param name="Seals">To be compared with seals that were kept elsewhere.</param>
public sealed record CheckedPack(Finding? Finding, int Proven, int NotSealed, IReadOnlyList<NamedSeal> Seals);

/// <summary>Holds a grant's audit pack against the seals in it. It needs no network and no storage; what an auditor brings is one hash of a seal that they were given before.</summary>
public static class PackCheck
{
    /// <summary>The files of a pack that are read here.</summary>
    public const string Sums = "SHA256SUMS", Ledger = "ledger.csv", Proof = "proof.json";

    private static readonly JsonSerializerOptions Whole = new(GrantJson.Options) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private const int MostFiles = 50;

    private const long MostBytes = 100 * 1024 * 1024;

    /// <summary>Reads the pack once.</summary>
    /// <param name="pack">The ZIP file; can seek.</param>
    /// <param name="seal">The hash of a seal of one of its days as it was kept elsewhere; null when none was.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">It is no audit pack.</exception>
    public static async Task<CheckedPack> Run(Stream pack, string? seal, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(pack, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            return await Run(archive, seal, cancellationToken);
        }
        catch (FormatException failure)
        {
            throw new InvalidDataException($"A hash in {Proof} is none: {failure.Message}", failure);
        }
    }

    private static async Task<CheckedPack> Run(ZipArchive archive, string? seal, CancellationToken cancellationToken)
    {
        var files = await Read(archive, cancellationToken);
        var proof = Proven(Of(files, Proof));
        var rows = await ExportFile.Read(new MemoryStream(Of(files, Ledger), writable: false), cancellationToken).ToListAsync(cancellationToken);
        var finding = Altered(files) ?? proof.Seals.Select(Altered).FirstOrDefault(found => found is not null) ?? rows.Select(row => Compare(row, proof)).FirstOrDefault(found => found is not null)
            ?? TooMuch(rows, proof) ?? Other(proof, seal);
        var proven = finding is null ? proof.Rows.Count : 0;
        return new(finding, proven, finding is null ? rows.Count - proven : 0, proof.Seals);
    }

    private static Finding? Altered(Dictionary<string, byte[]> files)
    {
        var named = System.Text.Encoding.UTF8.GetString(Of(files, Sums)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", 2)).ToList();
        foreach (var line in named)
        {
            if (line.Length != 2 || !files.TryGetValue(line[1], out var bytes) || Convert.ToHexStringLower(SHA256.HashData(bytes)) != line[0])
            {
                return new(FindingKind.FileAltered, default, null, null, $"{line[^1]} is not the file that {Sums} names.");
            }
        }

        return files.Keys.FirstOrDefault(name => name != Sums && named.All(line => line[1] != name)) is { } added
            ? new(FindingKind.FileAltered, default, null, null, $"{added} is not named in {Sums}.")
            : null;
    }

    private static Finding? Altered(NamedSeal named) => named.Seal.Hash == named.Hash ? null
        : new(FindingKind.SealAltered, named.Seal.Day, null, null, $"The seal of {named.Seal.Day:yyyy-MM-dd} has the hash {named.Seal.Hash}, not {named.Hash}.");

    private static Finding? Compare(ExportRow row, RowProof proof)
    {
        if (proof.Seals.FirstOrDefault(named => named.Seal.Day == row.Day) is not { Seal: var seal })
        {
            // Days are sealed one after the other.
            return proof.Seals.Any(named => named.Seal.Day > row.Day)
                ? new(FindingKind.DayNotSealed, row.Day, row.Row.Number, row.Row.Entry, $"Row {row.Row.Number} is of {row.Day:yyyy-MM-dd}, whose seal is not in the pack, although a later one is.")
                : null;
        }

        var proven = proof.Rows.FirstOrDefault(one => one.Row == row.Row.Number);
        var line = seal.Lines.FirstOrDefault(one => one.FundingLine == row.Line);
        var root = proven is null || proven.Count != line?.Rows ? null
            : MerklePath.Root(Convert.FromHexString(row.Row.Leaf), proven.Index, proven.Count, proven.Path.Select(Convert.FromHexString));
        return root is not null && Convert.ToHexStringLower(root) == line!.Root ? null
            : new(FindingKind.RowAltered, row.Day, row.Row.Number, row.Row.Entry, $"Row {row.Row.Number}, of entry {row.Row.Entry}, does not lead to the seal of {row.Day:yyyy-MM-dd}: it says something else than was sealed, or its proof is missing.");
    }

    private static Finding? TooMuch(List<ExportRow> rows, RowProof proof) =>
        proof.Rows.FirstOrDefault(proven => rows.All(row => row.Row.Number != proven.Row || row.Day != proven.Day)) is { } missing
            ? new(FindingKind.RowMissing, missing.Day, missing.Row, missing.Entry, $"Row {missing.Row}, of entry {missing.Entry}, is proven and not there.")
            : proof.Rows.GroupBy(row => (row.Day, row.Line, row.Index)).FirstOrDefault(place => place.Count() > 1)?.Last() is { } twice
            ? new(FindingKind.RowRepeated, twice.Day, twice.Row, twice.Entry, $"Row {twice.Row}, of entry {twice.Entry}, is there more often than it was sealed.")
            : null;

    private static Finding? Other(RowProof proof, string? seal) => seal is null || proof.Seals.Any(named => named.Hash == seal) ? null
        : new(FindingKind.OtherSeal, default, null, null, $"None of the pack's days has the seal {seal}.");

    private static RowProof Proven(byte[] json)
    {
        try
        {
            var proof = JsonSerializer.Deserialize<RowProof>(json, Whole) ?? throw new JsonException("it is empty.");
            if (proof.Seals.Any(one => one is null || one.Seal.Lines.Any(line => line is null)) || proof.Rows.Any(row => row?.Path.Any(hash => hash is null) ?? true))
            {
                throw new JsonException("a part of it is null.");
            }

            return proof.Columns.SequenceEqual(LedgerLine.Columns) ? proof
                : throw new InvalidDataException("The pack's proof covers other columns than this version knows. Use the version that it was downloaded from.");
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw new InvalidDataException($"{Proof} is none: {failure.Message}", failure);
        }
    }

    private static async Task<Dictionary<string, byte[]>> Read(ZipArchive archive, CancellationToken cancellationToken)
    {
        if (archive.Entries.Count > MostFiles || archive.Entries.Sum(entry => entry.Length) > MostBytes)
        {
            throw new InvalidDataException($"A pack has at most {MostFiles} files and {MostBytes / 1024 / 1024} MiB.");
        }

        var files = new Dictionary<string, byte[]>();
        foreach (var entry in archive.Entries)
        {
            // Not more is read than was announced.
            var bytes = new byte[entry.Length];
            await using var content = await entry.OpenAsync(cancellationToken);
            await content.ReadExactlyAsync(bytes, cancellationToken);
            if (!files.TryAdd(entry.FullName, bytes))
            {
                throw new InvalidDataException($"The pack has {entry.FullName} twice.");
            }
        }

        return files;
    }

    private static byte[] Of(Dictionary<string, byte[]> files, string name) => files.GetValueOrDefault(name) ?? throw new InvalidDataException($"The file is no audit pack: it has no {name}.");
}
