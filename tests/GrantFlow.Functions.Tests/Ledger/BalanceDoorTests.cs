using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Postings;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Reconciliation, trial balance and statements through the doors, over storage as it is deployed.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class BalanceDoorTests(Service service)
{
    [Fact]
    public async Task An_entry_that_no_grant_has_is_named_by_the_reconciliation_and_stands_in_the_trial_balance()
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var entry = LongLedger.Entry(3) with { PostedOn = today, At = now };
        await service.Host.Services.GetRequiredService<LedgerStore>().Store(entry, default);
        var auditor = await service.Auditor();
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var named = new List<JsonNode>();
        string? next = null;
        do
        {
            var part = (await auditor.PostText($"ledger/reconciliation?from={day}&to={day}{(next is null ? "" : $"&cursor={next}")}", "")).Is(200).Json;
            named.AddRange(part["named"]!.AsArray().Select(one => one!));
            next = (string?)part["next"];
        }
        while (next is not null);

        Assert.Contains(named, one => (string?)one["entry"] == entry.Id && (string?)one["fault"] == "unknown" && (string?)one["day"] == day);

        var balance = (await auditor.Get($"ledger/trial-balance?on={day}")).Is(200).Json;
        Assert.Contains(balance["lines"]!.AsArray(), one => (string?)one!["fundingLine"] == entry.FundingLine.Value);
        Assert.All(balance["totals"]!.AsArray(), one => Assert.Equal("0.00", (string?)one!["balance"]!["amount"]));
    }

    [Fact]
    public async Task What_the_night_found_is_listed()
    {
        await service.Host.Services.GetRequiredService<NightlyReconciliation>().Tick(default);
        var auditor = await service.Auditor();
        var night = new JsonObject() as JsonNode;
        await Service.Eventually(async () => (string?)(night = (await auditor.Get("ledger/reconciliation?limit=1")).Is(200).Json["reconciliations"]![0]!)["state"] == "done", "the night's reconciliation is done");
        Assert.Equal(service.Today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (string?)night["to"]);
        Assert.Equal((int?)night["differences"] > 0, night["named"]!.AsArray().Count > 0);
        (await auditor.Get("ledger/reconciliation?cursor=abc")).IsBad("cursor");
    }

    [Theory]
    [InlineData("trial-balance", "on")]
    [InlineData("trial-balance?on=2026-1-1", "on")]
    [InlineData("trial-balance?on=2099-01-01", "on")]
    public async Task A_day_that_is_none_or_has_not_come_is_named(string address, string field) => (await (await service.Finance()).Get($"ledger/{address}")).IsBad(field);

    [Theory]
    [InlineData("to=2026-01-01", "from")]
    [InlineData("from=2026-01-02&to=2026-01-01", "to")]
    [InlineData("from=2025-01-01&to=2026-01-02", "to")]
    [InlineData("from=2026-01-01&to=2026-01-02&cursor=20270101.0", "cursor")]
    [InlineData("from=2026-01-01&to=2026-01-02&cursor=journals.zz", "cursor")]
    public async Task Days_and_cursors_that_are_none_are_named(string query, string field) => (await (await service.Finance()).PostText($"ledger/reconciliation?{query}", "")).IsBad(field);

    [Fact]
    public async Task The_statement_of_a_paid_grant_follows_its_money_entry_by_entry()
    {
        var journey = await Journey.Disbursing(service);
        await journey.Finish();
        await service.Settle();
        var statement = (await (await service.Auditor()).Get($"{journey.Path}/statement")).Is(200).Json;

        Assert.Equal((journey.Id, "calais-avr/reintegration"), ((string?)statement["grant"], (string?)statement["fundingLine"]));
        Assert.Equal(
            """
            Commitment: committed 1850.00
            Split: owedInKind 1200.00, owedCash 650.00
            InKindSettlement: owedCash 650.00, spentInKind 1200.00
            PayoutRelease: inTransit 650.00, spentInKind 1200.00
            CashPayout: spentInKind 1200.00, spentCash 650.00
            """,
            string.Join('\n', statement["entries"]!.AsArray().Select(entry => $"{entry!["kind"]}: {Standing(entry["balances"]!)}")));
        Assert.Equal("spentInKind 1200.00, spentCash 650.00", Standing(statement["balances"]!));
        Assert.All(statement["entries"]!.AsArray(), entry => Assert.Equal(
            entry!["postings"]!.AsArray().Sum(posting => Amount(posting!["debit"])), entry["postings"]!.AsArray().Sum(posting => Amount(posting!["credit"]))));

        static decimal Amount(JsonNode? money) => money is null ? 0 : decimal.Parse((string)money["amount"]!, CultureInfo.InvariantCulture);

        static string Standing(JsonNode balances) => string.Join(", ", balances.AsObject().Where(one => Amount(one.Value) != 0).Select(one => $"{one.Key} {one.Value!["amount"]}"));
    }

    [Fact]
    public async Task A_statement_is_of_a_grant_there_is() => (await (await service.Finance()).Get($"grants/{Door.NoGrant}/statement")).IsProblem(404, "grant-not-found");
}
