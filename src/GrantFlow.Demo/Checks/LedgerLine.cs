using System.Text;
using System.Text.Json;
using GrantFlow.Demo.Api;

namespace GrantFlow.Demo.Checks;

/// <summary>What the checks need of a posting of the exported ledger; the files hold more. What a funding line posted of its own has no grant.</summary>
internal sealed record LedgerLine(
    string EntryId, string PostingDate, string Kind, string? Grant, string? Line, string Programme, string FundingLine, string Account, string? Debit, string? Credit, string Currency, string EventId)
{
    public Euros Debits => Debit is null ? Euros.Zero : Euros.Parse(Debit);

    public Euros Credits => Credit is null ? Euros.Zero : Euros.Parse(Credit);

    /// <summary>What it adds to its account.</summary>
    public Euros Change => Debits - Credits;

    /// <summary>All lines of a JSON Lines file.</summary>
    public static IReadOnlyList<LedgerLine> Read(byte[] jsonLines) =>
        [.. Encoding.UTF8.GetString(jsonLines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<LedgerLine>(line, Json.Options)!)];

    /// <summary>All lines of a JSON Lines file, member by member, nothing being an empty text.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Members(byte[] jsonLines) =>
        Encoding.UTF8.GetString(jsonLines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Dictionary<string, string?>>(line)!.ToDictionary(member => member.Key, member => member.Value ?? ""));
}
