using System.Text.Json;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>The ledger's table without the gates of its days.</summary>
internal static class LedgerRows
{
    public static IEnumerable<Row> EntryRows(this MemoryTables tables) => tables.Rows(TableNames.Ledger).Where(row => row.Text("data") is not null);

    public static IEnumerable<PostedEntry> Entries(this MemoryTables tables) => tables.EntryRows().Select(row => JsonSerializer.Deserialize<PostedEntry>(row.Text("data")!, GrantJson.Options)!);
}
