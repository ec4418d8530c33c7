using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Views;

/// <summary>What a list is narrowed to; null narrows nothing.</summary>
public sealed record GrantFilter(GrantState? State, OfficeId? Office, ProgrammeId? Programme, Role? Next, bool Escalated = false, bool Repairs = false)
{
    internal IReadOnlyList<Condition> Conditions()
    {
        var conditions = new List<Condition>();
        if (State is { } state)
        {
            conditions.Add(new Condition("state", "eq", state.ToString()));
        }

        if (Programme is { } programme)
        {
            conditions.Add(new Condition("programme", "eq", programme.Value));
        }

        if (Next is { } next)
        {
            conditions.Add(new Condition("next", "eq", next.ToString()));
        }

        if (Escalated)
        {
            conditions.Add(new Condition("escalated", "eq", true));
        }

        if (Repairs)
        {
            conditions.Add(new Condition("repairs", "eq", true));
        }

        return conditions;
    }
}

/// <summary>A page of a work list and where to go on; null when it is the last.</summary>
public sealed record GrantListPage(IReadOnlyList<GrantSummary> Grants, string? Cursor);

internal sealed record GrantListPartition(string Value);

/// <summary>Lists of grants by state, office, programme, whose turn it is, whether it went to a deputy, and whether a payment waits for finance, page by page.</summary>
public sealed class GrantList(GrantListStore store)
{
    /// <summary>The largest page.</summary>
    public const int MaxPage = 200;

    /// <summary>Reads the page at a cursor. A page may be short; only a null cursor says that it was the last.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list.</exception>
    public async Task<GrantListPage> Page(GrantFilter filter, int size, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxPage);
        var partitions = Partitions(filter);
        var at = cursor is null ? new Position(0, null) : Position.Parse(cursor, filter, partitions.Count);
        var found = new List<GrantSummary>();
        while (true)
        {
            var page = await store.Page(partitions[at.Partition], filter, size - found.Count, at.Continuation, cancellationToken);
            found.AddRange(page.Rows.Select(GrantListStore.Read));
            at = page.Continuation is { } more ? at with { Continuation = more } : new Position(at.Partition + 1, null);
            if (at.Partition >= partitions.Count)
            {
                return new GrantListPage(found, null);
            }

            if (found.Count >= size)
            {
                return new GrantListPage(found, at.ToCursor(filter));
            }
        }
    }

    private static List<GrantListPartition> Partitions(GrantFilter filter) => filter switch
    {
        { Office: { } office } => [new(Lists.Office(office))],
        { Repairs: true } => [new(Lists.Repairs)],
        { Escalated: true } => [new(Lists.Escalated)],
        { State: { } state } => [new(Lists.State(state))],
        _ => [.. Enum.GetValues<GrantState>().Select(state => new GrantListPartition(Lists.State(state)))],
    };

    /// <summary>Where a list goes on. The cursor carries its filter, so that it cannot be used on another list.</summary>
    private sealed record Position(int Partition, string? Continuation)
    {
        public string ToCursor(GrantFilter filter) =>
            Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new Cursor(Partition, Continuation, filter.ToString()))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        public static Position Parse(string cursor, GrantFilter filter, int partitions)
        {
            try
            {
                var padded = cursor.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (cursor.Length % 4)) % 4);
                var read = JsonSerializer.Deserialize<Cursor>(Convert.FromBase64String(padded));
                if (read is not null && read.Filter == filter.ToString() && read.Partition >= 0 && read.Partition < partitions)
                {
                    return new Position(read.Partition, read.Continuation);
                }
            }
            catch (Exception broken) when (broken is FormatException or JsonException)
            {
                throw new FormatException("The cursor is not one that this list handed out.", broken);
            }

            throw new FormatException("The cursor belongs to another list. Use it with the filter it came with.");
        }
    }

    private sealed record Cursor(int Partition, string? Continuation, string Filter);
}
