using System.Globalization;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Seals.Checking;

const string Help = """
    Holds an exported ledger against the proof of its days, or a grant's audit pack against the seals in it. Needs no network.

        verify <export.csv | .jsonl, also .gz> <proof.jsonl> [--programme id] [--part] [--seal hash]
        verify <audit-pack.zip> [--seal hash]

        --programme  the file was exported for one programme
        --part       the file is a choice of rows: each is checked, what was left out cannot be told
        --seal       the hash of the last day's seal, or of one of the pack's days, as it was kept elsewhere

    Exit code 0: every row is as it was sealed. 1: something is wrong; the first thing is named. 2: the files cannot be read.
    """;

var files = new List<string>();
var claim = new ExportClaim();
for (var at = 0; at < args.Length; at++)
{
    switch (args[at])
    {
        case "--part":
            claim = claim with { Part = true };
            break;
        case "--programme" when at + 1 < args.Length && ProgrammeId.TryParse(args[at + 1], out var programme):
            (claim, at) = (claim with { Programme = programme }, at + 1);
            break;
        case "--seal" when at + 1 < args.Length && args[at + 1].Length == 64 && args[at + 1].All(char.IsAsciiHexDigitLower):
            (claim, at) = (claim with { LastSeal = args[at + 1] }, at + 1);
            break;
        case ['-', ..]:
            return Refuse($"'{args[at]}' is no option, or its value is none.\n\n{Help}");
        default:
            files.Add(args[at]);
            break;
    }
}

if (files.Count != 2 && !(files is [var single] && single.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)))
{
    return Refuse(Help);
}

try
{
    if (files is [var packed])
    {
        return await CheckPack(packed, claim.LastSeal);
    }

    await using var export = File.OpenRead(files[0]);
    await using var proof = File.OpenRead(files[1]);
    var (finding, days, rows, seal) = await ExportCheck.Run(export, proof, claim, CancellationToken.None);
    var counted = string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {days} sealed days");
    if (finding is not null)
    {
        Console.WriteLine($"{finding.Kind}: {finding.Why}\n{counted} before it are as they were sealed.");
        return 1;
    }

    Console.WriteLine($"{counted} are as they were sealed. The last seal is {seal}.{(claim.LastSeal is null ? " Compare it with the one you were given." : " It is the one you were given.")}");
    return 0;
}
catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
{
    return Refuse(failure.Message);
}

static async Task<int> CheckPack(string path, string? kept)
{
    await using var pack = File.OpenRead(path);
    var (finding, proven, notSealed, seals) = await PackCheck.Run(pack, kept, CancellationToken.None);
    if (finding is not null)
    {
        Console.WriteLine($"{finding.Kind}: {finding.Why}");
        return 1;
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{proven} rows of the ledger are as they were sealed, {notSealed} are of days that were not sealed yet.{(kept is null ? " Compare the seals with those you were given:" : " One of the seals is the one you were given:")}"));
    foreach (var (seal, hash) in seals)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {seal.Day:yyyy-MM-dd}  {hash}"));
    }

    return 0;
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return 2;
}
