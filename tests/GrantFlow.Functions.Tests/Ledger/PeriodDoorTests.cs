using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>How finance closes and reopens months, over storage as it is deployed.</summary>
public sealed class PeriodDoorTests(PeriodDoorTests.March service) : IClassFixture<PeriodDoorTests.March>
{
    /// <summary>A service on 10 March 2026, of its own: what is closed here is closed for nobody else.</summary>
    public sealed class March() : Service(new ShiftedTime(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task A_month_is_closed_by_one_and_reopened_by_two_of_finance()
    {
        var (fatou, farid) = (await service.Finance(), await service.Finance("farid"));
        // Nothing was ever sealed.
        (await fatou.Post("ledger/periods/2026-02/closure", Bodies.Reason("Reported."))).IsProblem(409, "period-not-sealed");
        await service.Host.Services.GetRequiredService<Sealer>().Tick(default);
        (await fatou.Post("ledger/periods/2026-03/closure", Bodies.Reason("Reported."))).IsProblem(409, "period-not-over");

        var closed = (await fatou.Post("ledger/periods/2026-02/closure", Bodies.Reason("Reported to the funder."), "close-february")).Is(200);
        Assert.Equal(("closed", "2026-03-11", false), ((string?)closed.Json["state"], (string?)closed.Json["holdsFrom"], (bool)closed.Json["final"]!));
        Assert.Equal(closed.Text, (await fatou.Post("ledger/periods/2026-02/closure", Bodies.Reason("Reported to the funder."), "close-february")).Is(200).Text);
        (await fatou.Post("ledger/periods/2026-02/closure", Bodies.Reason("Another reason."), "close-february")).IsProblem(422, "idempotency-key-reused");
        (await farid.Post("ledger/periods/2026-02/closure", Bodies.Reason("Reported."))).IsProblem(409, "wrong-state");
        (await farid.Post("ledger/periods/2026-01/soft-closure", Bodies.Reason("Late."))).IsProblem(409, "later-period-closed");

        Assert.Equal("reopening-asked", State(await fatou.Post("ledger/periods/2026-02/reopening", Bodies.Reason("A receipt was found."))));
        (await fatou.Post("ledger/periods/2026-02/reopening/approval")).IsProblem(403, "reopener-is-first");
        Assert.Equal("closed", State(await farid.Post("ledger/periods/2026-02/reopening/rejection", Bodies.Reason("It can count in March."))));
        Assert.Equal("reopening-asked", State(await farid.Post("ledger/periods/2026-02/reopening", Bodies.Reason("It cannot."))));
        Assert.Equal("soft-closed", State(await fatou.Post("ledger/periods/2026-02/reopening/approval")));

        var listed = (await (await service.Auditor()).Get("ledger/periods?from=2026-01&to=2026-03")).Is(200).Json;
        Assert.Equal("2026-03-09", (string?)listed["sealedTo"]);
        var february = listed["periods"]!.AsArray().Single(one => (string?)one!["period"] == "2026-02")!;
        Assert.Equal(
            ["close by fatou: Reported to the funder.", "ask-reopening by fatou: A receipt was found.", "reject-reopening by farid: It can count in March.", "ask-reopening by farid: It cannot.", "agree-reopening by fatou: "],
            february["history"]!.AsArray().Select(one => $"{one!["what"]} by {one["by"]}: {one["reason"]}"));
        Assert.All(february["history"]!.AsArray(), one => Assert.Equal("2026-03-11", (string?)one!["holdsFrom"]));
    }

    [Fact]
    public async Task What_comes_after_a_cut_off_counts_in_the_next_month_and_is_found_there_by_the_export()
    {
        var finance = await service.Finance();
        Assert.Equal("soft-closed", State(await finance.Post("ledger/periods/2026-03/soft-closure", Bodies.Reason("The funder's cut-off."))));
        var entry = LongLedger.Entry(1) with { PostedOn = new(2026, 3, 11), At = new(2026, 3, 11, 9, 0, 0, TimeSpan.Zero) };
        await service.Host.Services.GetRequiredService<LedgerStore>().Store(entry, default);

        var rows = Csv.Read((await finance.Get("ledger/export?from=2026-03-01&to=2026-03-31&period=2026-04")).Is(200).Text).Skip(1).ToList();
        Assert.All(rows, row => Assert.Equal((entry.Id, "2026-03-11", "2026-04"), (row[0], row[1], row[3])));
        Assert.Equal(entry.Postings.Count, rows.Count);

        var undone = (await finance.Post("ledger/periods/2026-03/soft-closure/cancellation", Bodies.Reason("The report is put off."))).Is(200).Json;
        Assert.Equal(("open", null), ((string?)undone["state"], (string?)undone["decidedBefore"]));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("1999-12")]
    [InlineData("2101-01")]
    [InlineData("march")]
    public async Task A_month_that_is_none_or_far_away_is_named(string month)
    {
        var finance = await service.Finance();
        (await finance.Post($"ledger/periods/{month}/soft-closure", Bodies.Reason("Why not."))).IsBad("period");
        (await finance.Get($"ledger/periods?from={month}&to=2026-03")).IsBad("from");
    }

    [Theory]
    [InlineData("from=2026-01", "to")]
    [InlineData("from=2026-02&to=2026-01", "to")]
    [InlineData("from=2021-01&to=2026-01", "to")]
    [InlineData("from=2026-01&to=2026-02&state=open", "state")]
    public async Task A_range_that_is_none_is_named(string query, string field) => (await (await service.Auditor()).Get($"ledger/periods?{query}")).IsBad(field);

    [Theory]
    [InlineData("soft-closure")]
    [InlineData("soft-closure/cancellation")]
    [InlineData("closure")]
    [InlineData("reopening")]
    [InlineData("reopening/rejection")]
    public async Task Without_a_reason_or_with_an_endless_one_nothing_is_done(string step)
    {
        var finance = await service.Finance();
        foreach (var body in new[] { new JsonObject(), Bodies.Reason(" "), Bodies.Reason(new string('x', 501)) })
            (await finance.Post($"ledger/periods/2026-01/{step}", body)).IsBad("reason");
    }

    [Fact]
    public async Task A_month_that_has_not_begun_is_not_soft_closed() =>
        (await (await service.Finance()).Post("ledger/periods/2026-04/soft-closure", Bodies.Reason("Early."))).IsProblem(409, "period-not-over");

    private static string? State(Answer answer) => (string?)answer.Is(200).Json["state"];
}
