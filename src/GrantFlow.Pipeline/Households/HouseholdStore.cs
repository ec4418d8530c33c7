using System.Collections.Immutable;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Households;

/// <summary>What a family was asked under a key: the members' commands as they were made then, or why not.</summary>
/// <param name="Commands">Made once: a repeated request or delivery hands out the same ones, however the members stand by then.</param>
/// <param name="Code">Refused at the door; null when it passed.</param>
/// <param name="Why">Null when it passed.</param>
public sealed record HouseholdEntry(ImmutableList<GrantCommand> Commands, RefusalCode? Code = null, string? Why = null);

/// <summary>Households in their partitions: <c>household</c>, who was handed in together, and <c>cmd-…</c>, what was asked of them.</summary>
public sealed class HouseholdStore(ITables tables)
{
    private const string HouseholdKey = "household";
    private const string Hash = "hash";

    /// <summary>Who was handed in together, or null.</summary>
    public async Task<Household?> Find(HouseholdId id, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Households, id.Value, HouseholdKey, cancellationToken) is { } row ? GrantRows.Read<Household>(row) : null;

    /// <summary>What was asked under this id and the hash of the request, or null.</summary>
    public async Task<(HouseholdEntry Entry, string Hash)?> FindEntry(HouseholdCommandId id, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Households, id.Household.Value, RowKey(id), cancellationToken) is { } row ? (GrantRows.Read<HouseholdEntry>(row), row.Text(Hash)!) : null;

    /// <summary>Keeps what was asked, with the household itself when it is new. False when the key was used before.</summary>
    internal async Task<bool> Add(HouseholdCommandId id, HouseholdEntry entry, string hash, DateTimeOffset at, Household? household, CancellationToken cancellationToken)
    {
        var values = GrantRows.Values(entry);
        values[Hash] = hash;
        values[GrantRows.At] = at;
        return await tables.Commit(
            TableNames.Households,
            [
                RowChange.Add(id.Household.Value, RowKey(id), values),
                .. household is null ? Array.Empty<RowChange>() : [RowChange.Add(id.Household.Value, HouseholdKey, GrantRows.Values(household))],
            ],
            cancellationToken) == CommitOutcome.Committed;
    }

    private static string RowKey(HouseholdCommandId id) => $"cmd-{id.Value[(id.Household.Value.Length + 1)..]}";
}
