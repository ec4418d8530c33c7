using System.Globalization;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Seals.Checking;

const string Help = """
    Holds an exported ledger against the proof of its days. Needs no network.

        verify <export.csv | .jsonl, also .gz> <proof.jsonl> [--programme id] [--part] [--seal hash]

        --programme  the file was exported for one programme
        --part       the file is a choice of rows: each is checked, what was left out cannot be told
        --seal       the hash of the last day's seal, as it was kept elsewhere

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

if (files.Count != 2)
{
    return Refuse(Help);
}

try
{
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

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return 2;
}
