using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Seals.Checking;

/// <summary>What a file is said to hold.</summary>
/// <param name="Programme">One programme's rows alone; all when null.</param>
/// <param name="Part">A choice of rows (an office, an account): each is held against the seals, but what was left out cannot be told.</param>
/// <param name="LastSeal">The hash of the last day's seal as it was kept elsewhere; null when it was not.</param>
public sealed record ExportClaim(ProgrammeId? Programme = null, bool Part = false, string? LastSeal = null);

/// <summary>What came of it.</summary>
/// <param name="Finding">The first thing that is wrong, or null.</param>
/// <param name="Days">Sealed days that were held against the file.</param>
/// <param name="Rows">Rows of the file that were.</param>
/// <param name="LastSeal">The hash of the last seal of the proof.</param>
public sealed record CheckedExport(Finding? Finding, int Days, long Rows, string? LastSeal);

/// <summary>Holds an exported file against the proof of its days. It needs no network and no storage: the two files are enough.</summary>
public static class ExportCheck
{
    /// <summary>Reads both files once, a day at a time, up to the first thing that is wrong.</summary>
    /// <exception cref="InvalidDataException">One of the files is not what it is said to be.</exception>
    public static async Task<CheckedExport> Run(Stream export, Stream proof, ExportClaim claim, CancellationToken cancellationToken)
    {
        var chain = new SealChain();
        var (days, rows) = (0, 0L);
        await using var next = ExportFile.Read(export, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await next.MoveNextAsync();
        await foreach (var day in ProofFile.Read(proof, cancellationToken))
        {
            if (chain.Add(day.Seal, day.Hash, day.Leaves) is { } broken)
            {
                return new(broken, days, rows, chain.LastHash);
            }

            var ofDay = new List<FileRow>();
            for (; more && next.Current.Day == day.Seal.Day; more = await next.MoveNextAsync())
            {
                ofDay.Add(next.Current.Row);
            }

            var finding = claim.Part ? DayCheck.Part(day.Seal.Day, day.Leaves, ofDay)
                : DayCheck.Whole(day.Seal.Day, [.. day.Leaves.Where(leaf => claim.Programme is null || leaf.Line.Programme == claim.Programme)], ofDay);
            if (finding is not null)
            {
                return new(finding, days, rows, chain.LastHash);
            }

            days++;
            rows += ofDay.Count;
        }

        return new(more ? NotSealed(next.Current) : Other(claim, chain), days, rows, chain.LastHash);
    }

    private static Finding NotSealed(ExportRow row) => new(
        FindingKind.DayNotSealed, row.Day, row.Row.Number, row.Row.Entry,
        $"Row {row.Row.Number} is of {row.Day:yyyy-MM-dd}, which is not in the proof, or comes after a later day. A day is sealed two hours after it is over; export sealed days, and the proof of the same days.");

    private static Finding? Other(ExportClaim claim, SealChain chain) => claim.LastSeal is { } kept && kept != chain.LastHash
        ? new(FindingKind.OtherSeal, default, null, null, $"The last seal of the proof is {chain.LastHash ?? "none"}, not {kept}.")
        : null;
}
