using System.Text;
using System.Text.Json;
using GrantFlow.Demo.Api;

namespace GrantFlow.Demo.Checks;

/// <summary>One posting of the exported ledger.</summary>
internal sealed record LedgerLine(
    string EntryId, string PostingDate, string Kind, string Grant, string? Line, string Programme, string FundingLine, string Account, string? Debit, string? Credit, string Currency, string EventId)
{
    /// <summary>The columns of the CSV file.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["entryId", "postingDate", "kind", "grant", "line", "programme", "fundingLine", "account", "debit", "credit", "currency", "eventId"];

    public Euros Debits => Debit is null ? Euros.Zero : Euros.Parse(Debit);

    public Euros Credits => Credit is null ? Euros.Zero : Euros.Parse(Credit);

    /// <summary>What it adds to its account.</summary>
    public Euros Change => Debits - Credits;

    /// <summary>As the CSV file has it.</summary>
    public IReadOnlyList<string> Fields => [EntryId, PostingDate, Kind, Grant, Line ?? "", Programme, FundingLine, Account, Debit ?? "", Credit ?? "", Currency, EventId];

    /// <summary>All lines of a JSON Lines file.</summary>
    public static IReadOnlyList<LedgerLine> Read(byte[] jsonLines) =>
        [.. Encoding.UTF8.GetString(jsonLines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<LedgerLine>(line, Json.Options)!)];
}
