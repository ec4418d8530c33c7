using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Work lists: one row per grant in its office's and in its state's list, whatever comes late, twice or half-way.</summary>
public sealed class ViewTests
{
    private static readonly GrantId One = GrantId.Derive("tests", "One");

    /// <summary>States that come again, a change within a state, days and deputies that come, stay, change and go, and a day long past.</summary>
    private static readonly GrantSummary[] Story =
    [
        Summary(One, 1, GrantState.Screening), Summary(One, 2, GrantState.AwaitingApproval, due: 19), Summary(One, 3, GrantState.Approved, due: -3, deputy: "al-tirana"),
        Summary(One, 4, GrantState.AwaitingApproval, due: 19, deputy: "tr-ankara"), Summary(One, 5, GrantState.AwaitingApproval, due: 19),
    ];

    [Fact]
    public async Task In_any_order_and_twice_the_last_line_remains()
    {
        foreach (var order in Orders(Story))
        {
            var tables = new MemoryTables();
            var store = Store(tables);
            foreach (var summary in order.Concat(order.Reverse()))
            {
                await store.Show(summary, default);
            }

            AssertShown(tables, Story[^1]);
        }
    }

    [Fact]
    public void At_once_and_in_any_order_the_last_line_remains()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var order = new Interleaving(seed);
            var tables = new MemoryTables(probe: order);
            var store = Store(tables);
            order.Run([.. Story.Concat(Story).Select(summary => (Func<Task>)(() => store.Show(summary, default)))]);
            AssertShown(tables, Story[^1]);
        }
    }

    [Fact]
    public async Task A_crash_between_any_two_writes_heals_with_the_next_delivery()
    {
        foreach (var mishap in Enum.GetValues<Mishap>())
        {
            for (var n = 1; n <= 25; n++)
            {
                foreach (var late in new[] { false, true })
                {
                    var watch = new StorageWatch();
                    var tables = new MemoryTables(probe: watch);
                    var store = Store(tables);
                    watch.Plan(n, mishap);
                    var again = new List<GrantSummary>();
                    foreach (var summary in Story)
                    {
                        try
                        {
                            await store.Show(summary, default);
                        }
                        catch (MishapException)
                        {
                            watch.Revive();
                            again.Add(summary);
                            if (!late)
                            {
                                await store.Show(summary, default);
                            }
                        }
                    }

                    foreach (var summary in again)
                    {
                        await store.Show(summary, default);
                    }

                    AssertShown(tables, Story[^1]);
                }
            }
        }
    }

    [Fact]
    public async Task A_change_within_a_list_is_never_seen_half_way()
    {
        var watch = new StorageWatch();
        var tables = new MemoryTables(probe: watch);
        var store = Store(tables);
        await store.Show(Story[3], default);
        watch.Plan((_, _) =>
        {
            Assert.Single(tables.Rows(TableNames.Views), row => row.Partition == "state|AwaitingApproval");
            return null;
        });
        await store.Show(Story[4], default);
        AssertShown(tables, Story[4]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(200)]
    public async Task Pages_give_every_grant_exactly_once(int size)
    {
        var (list, all) = await Many();
        Assert.Equal(all.Select(one => one.Grant.Value).Order(), (await Read(list, new(null, null, null, null), size)).Select(one => one.Grant.Value).Order());
        Assert.Equal(
            all.Where(one => one.State == GrantState.Verified).Select(one => one.Grant.Value).Order(StringComparer.Ordinal),
            (await Read(list, new(GrantState.Verified, null, null, null), size)).Select(one => one.Grant.Value));
        Assert.Equal(
            all.Where(one => one.Office == World.Erbil && one.Next == Role.CountryOffice && one.Programme == World.Dated).Select(one => one.Grant.Value).Order(StringComparer.Ordinal),
            (await Read(list, new(null, World.Erbil, World.Dated, Role.CountryOffice), size)).Select(one => one.Grant.Value));
        Assert.Equal(
            all.Where(one => one.State == GrantState.Verified && one.Office == World.Erbil).Select(one => one.Grant.Value).Order(StringComparer.Ordinal),
            (await Read(list, new(GrantState.Verified, World.Erbil, null, null), size)).Select(one => one.Grant.Value));
    }

    [Fact]
    public async Task A_cursor_is_of_use_for_its_own_list_only()
    {
        var (list, _) = await Many();
        var filter = new GrantFilter(GrantState.Verified, null, null, null);
        var cursor = (await list.Page(filter, 2, null, default)).Cursor!;
        Assert.DoesNotContain(cursor, letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'));
        await list.Page(filter, 2, cursor, default);

        var other = await Assert.ThrowsAsync<FormatException>(() => list.Page(filter with { Programme = World.Dated }, 2, cursor, default));
        Assert.Contains("another list", other.Message, StringComparison.Ordinal);
        string[] broken = ["", "x", "not a cursor!", "bnVsbA", "W10", "e30", cursor[..^4], cursor[4..], "AAAA" + cursor];
        Assert.All(broken, text => Assert.ThrowsAny<FormatException>(() => list.Page(filter, 2, text, default).GetAwaiter().GetResult()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_page_has_1_to_200_grants(int size) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new GrantList(Store(new MemoryTables())).Page(new(null, null, null, null), size, null, default));

    private static async Task<(GrantList List, IReadOnlyList<GrantSummary> All)> Many()
    {
        var store = Store(new MemoryTables());
        GrantState[] states = [GrantState.Screening, GrantState.Verified, GrantState.Disbursing, GrantState.Closed];
        var all = Enumerable.Range(0, 40).Select(at => Summary(GrantId.Derive("tests", $"{at}"), 3, states[at % 4]) with
        {
            Office = at % 3 == 0 ? OfficeId.Parse("al-tirana") : World.Erbil,
            Programme = at % 5 == 0 ? World.Calais : World.Dated,
            Next = at % 2 == 0 ? Role.CountryOffice : null,
        }).ToList();
        foreach (var summary in all)
        {
            await store.Show(summary, default);
        }

        return (new GrantList(store), all);
    }

    private static async Task<List<GrantSummary>> Read(GrantList list, GrantFilter filter, int size)
    {
        var read = new List<GrantSummary>();
        string? cursor = null;
        do
        {
            var page = await list.Page(filter, size, cursor, default);
            Assert.True(page.Grants.Count <= size);
            read.AddRange(page.Grants);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return read;
    }

    private static void AssertShown(MemoryTables tables, GrantSummary last)
    {
        var rows = tables.Rows(TableNames.Views).Where(row => row.Partition != "clock").ToList();
        Assert.Equal(["due|1970-01-20", $"office|{last.Office}", $"state|{last.State}"], rows.Select(row => row.Partition));
        Assert.All(rows, row => Assert.Contains($"\"version\":{last.Version},", row.Text("data"), StringComparison.Ordinal));
    }

    private static IEnumerable<GrantSummary[]> Orders(GrantSummary[] all) =>
        all.Length == 1 ? [all] : all.SelectMany(first => Orders([.. all.Where(other => other != first)]).Select(rest => (GrantSummary[])[first, .. rest]));

    /// <param name="due">In days after the first change.</param>
    private static GrantSummary Summary(GrantId grant, int version, GrantState state, int? due = null, string? deputy = null) =>
        new(grant, version, state, Role.Officer, World.Erbil, World.Dated, World.Iraq, World.Eur(1_000 + version), new DateOnly(2027, 1, 4), null, DateTimeOffset.UnixEpoch.AddMinutes(version))
        {
            LookAgainOn = due is { } days ? new DateOnly(1970, 1, 1).AddDays(days) : null,
            Escalated = deputy is null ? null : new DateOnly(1970, 1, 1),
            Deputy = deputy is null ? null : OfficeId.Parse(deputy),
        };

    private static GrantListStore Store(MemoryTables tables) => new(tables, new DueDays(tables, new ManualTime()));
}
