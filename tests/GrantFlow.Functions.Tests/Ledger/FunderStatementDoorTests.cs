using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Postings;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>What a funder is told, through the door.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class FunderStatementDoorTests(Service service)
{
    private static readonly FundingLineId Reintegration = FundingLineId.Parse("calais-avr/reintegration");

    private string Month => service.Today.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_commitment_stands_in_its_component_and_month_and_nowhere_else()
    {
        var finance = await service.Finance();
        var before = await Statement(finance, "funder=France");
        await Store(Reintegration, 123_45);
        var after = await Statement(finance, "funder=France");

        foreach (var (column, by) in new[] { ("committed", 12345), ("available", -12345), ("budget", 0), ("spent", 0), ("owed", 0) })
        {
            Assert.Equal(Minor(Row(before, "reintegration", "months"), column) + by, Minor(Row(after, "reintegration", "months"), column));
            Assert.Equal(Minor(Row(before, "reintegration", "closing"), column) + by, Minor(Row(after, "reintegration", "closing"), column));
            Assert.Equal(Minor(Row(before, "reintegration", "opening"), column), Minor(Row(after, "reintegration", "opening"), column));
        }

        Assert.DoesNotContain(after["components"]!.AsArray(), one => (string?)one!["funder"] != "France");
        Assert.Equal(service.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (string?)after["notSealed"]!["to"]);
        Assert.Equal((Month, "open", false), ((string?)Row(after, "reintegration", "months")["month"], (string?)Row(after, "reintegration", "months")["state"], (bool)Row(after, "reintegration", "months")["final"]!));
    }

    [Fact]
    public async Task The_statement_as_csv_says_the_same()
    {
        await Store(Reintegration, 77_00);
        var auditor = await service.Auditor();
        var json = await Statement(auditor, "funder=France");
        var answer = (await auditor.Get($"ledger/funder-statement?funder=France&from={Month}&to={Month}&format=csv")).Is(200);
        Assert.Equal("text/csv; charset=utf-8", answer.ContentType);
        var rows = Csv.Read(answer.Text);
        var at = rows[0].Index().ToDictionary(one => one.Item, one => one.Index);
        Assert.Equal(["opening", "month", "closing"], rows.Skip(1).Where(row => row[at["number"]] == "1").Select(row => row[at["row"]]));
        foreach (var (component, number) in json["components"]!.AsArray().Select((one, number) => (one!, number + 1)))
        {
            foreach (var (name, row) in new[] { ("opening", component["opening"]!), ("month", component["months"]![0]!), ("closing", component["closing"]!) })
            {
                var line = rows.Single(one => one[at["number"]] == number.ToString(CultureInfo.InvariantCulture) && one[at["row"]] == name);
                Assert.Equal(
                    row.AsObject().Where(member => member.Value is JsonObject).Select(member => (member.Key, (string?)member.Value!["amount"])),
                    row.AsObject().Where(member => member.Value is JsonObject).Select(member => (member.Key, (string?)line[at[member.Key]])));
            }
        }
    }

    [Fact]
    public async Task Where_identities_are_sealed_programme_and_component_go_by_neutral_names()
    {
        await Store(FundingLineId.Parse("tact/reintegration"), 10_00);
        var finance = await service.Finance();
        var all = (await finance.Get($"ledger/funder-statement?from={Month}&to={Month}")).Is(200);

        Assert.DoesNotContain("tact", all.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traffick", all.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(all.Json["components"]!.AsArray(), one => (string?)one!["programme"] == "calais-avr");
        Assert.DoesNotContain("tact", (await finance.Get($"ledger/funder-statement?from={Month}&to={Month}&format=csv")).Is(200).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("to=2026-01", "from")]
    [InlineData("from=2026-02&to=2026-01", "to")]
    [InlineData("from=2020-01&to=2025-01", "to")]
    [InlineData("from=1999-12&to=2000-01", "from")]
    [InlineData("from=2026-01&to=2026-02&funder=Nobody", "funder")]
    [InlineData("from=2026-01&to=2026-02&format=pdf", "format")]
    [InlineData("from=2026-01&to=2026-02&programme=care", "programme")]
    public async Task What_cannot_be_told_is_named(string query, string field) => (await (await service.Finance()).Get($"ledger/funder-statement?{query}")).IsBad(field);

    private async Task<JsonNode> Statement(Caller caller, string query) => (await caller.Get($"ledger/funder-statement?{query}&from={Month}&to={Month}")).Is(200).Json;

    private static JsonNode Row(JsonNode statement, string component, string row) =>
        statement["components"]!.AsArray().Single(one => ((string?)one!["component"])!.EndsWith(component, StringComparison.Ordinal))![row]! is var found && found is JsonArray months ? months.Single()! : found;

    private static long Minor(JsonNode row, string column) => Money.Parse((string?)row[column]!["amount"], Currency.Eur).Minor;

    private Task Store(FundingLineId line, long minor)
    {
        var (now, amount) = (TimeProvider.System.GetUtcNow(), new Money(minor, Currency.Eur));
        var number = Random.Shared.Next(1, 1_000_000);
        var entry = LongLedger.Entry(number) with
        {
            PostedOn = service.Today,
            At = now,
            Programme = line.Programme,
            FundingLine = line,
            Postings = [Posting.Debit(Account.Committed, amount), Posting.Credit(Account.Available, amount)],
        };
        return service.Host.Services.GetRequiredService<LedgerStore>().Store(entry, default);
    }
}
