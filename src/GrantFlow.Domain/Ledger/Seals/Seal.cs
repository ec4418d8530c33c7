using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>One funding line's rows of a day in one currency.</summary>
/// <param name="FundingLine">The line.</param>
/// <param name="Entries">Journal entries.</param>
/// <param name="Rows">Postings: one row of an export each.</param>
/// <param name="Debits">Their sum.</param>
/// <param name="Credits">Their sum; equal.</param>
/// <param name="Root">The Merkle tree hash of the rows in order of the day, 64 lower-case hex digits.</param>
public sealed record SealedLine(FundingLineId FundingLine, long Entries, long Rows, Money Debits, Money Credits, string Root);

/// <summary>
/// A day of the ledger, written once: nothing is posted to it any more. Each seal names the one before, so that whoever keeps the last one can tell whether any day before it was changed.
/// </summary>
/// <param name="Day">The posting day (UTC).</param>
/// <param name="Previous">The hash of the day before's seal; <see cref="First"/> where there is none.</param>
/// <param name="Lines">Those that anything was posted on, in order of line and currency.</param>
public sealed record Seal(DateOnly Day, string Previous, IReadOnlyList<SealedLine> Lines)
{
    /// <summary>What the first seal names as the one before.</summary>
    public static string First { get; } = new('0', 64);

    /// <summary>Journal entries of the day.</summary>
    public long Entries => Lines.Sum(line => line.Entries);

    /// <summary>Rows of the day.</summary>
    public long Rows => Lines.Sum(line => line.Rows);

    /// <summary>What is hashed, as text: an auditor with <c>sha256sum</c> needs nothing else.</summary>
    public string Statement => string.Concat(
    [
        string.Create(CultureInfo.InvariantCulture, $"GrantFlow ledger seal 1\n{Day:yyyy-MM-dd}\n{Previous}\n"),
        .. Lines.Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $"{line.FundingLine}\t{line.Debits.Currency}\t{line.Entries}\t{line.Rows}\t{line.Debits.ToAmountString()}\t{line.Credits.ToAmountString()}\t{line.Root}\n")),
    ]);

    /// <summary>SHA-256 of <see cref="Statement"/>, 64 lower-case hex digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Statement)));

    /// <summary>The same day, chain and rows.</summary>
    public bool Equals(Seal? other) => other is not null && Statement == other.Statement;

    public override int GetHashCode() => Statement.GetHashCode(StringComparison.Ordinal);
}
