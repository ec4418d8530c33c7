using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Funding.Forecast;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;
using static GrantFlow.Pipeline.Tests.Funding.AgreedWorld;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>What the open grants of a line will need, told from the work lists.</summary>
public sealed class ForecastTests
{
    [Fact]
    public async Task Money_asked_for_counts_until_it_is_reserved_and_nothing_counts_of_grants_that_ended()
    {
        var run = Run();
        var (waits, second, held, gone) = (Somebody(1), Somebody(2), Somebody(3), Somebody(4));
        await run.Do(waits.Submit(), second.Submit(), second.Approve(1_500), held.Submit(), held.Hold(), gone.Submit(), gone.Reject());
        await run.Do(new Case("Elsewhere").Submit());

        var forecast = await Forecast(run);

        Assert.Equal((2, World.Eur(4_000)), (forecast.Asked.Grants, forecast.Asked.Amount));
        Assert.Equal([GrantState.AwaitingApproval, GrantState.OnHold], forecast.Asked.ByState.Select(one => one.State));
        Assert.Equal((1, World.Eur(1_500)), (forecast.Reserved.Grants, forecast.Reserved.Amount));
        Assert.Equal((World.Eur(14_500), null, true), (forecast.LeftAfterAll, forecast.Warning, forecast.Whole));
        // On hold no clock runs.
        Assert.Equal((null, 1), (forecast.Asked.ByMonth[^1].Month, forecast.Asked.ByMonth[^1].Grants));
        Assert.All(forecast.Asked.ByMonth.SkipLast(1), one => Assert.NotNull(one.Month));
        Assert.Equal(forecast.Asked.Amount, Money.Sum(forecast.Asked.ByMonth.Select(one => one.Amount), Currency.Eur));
    }

    [Fact]
    public async Task More_asked_for_than_is_free_is_a_warning_with_what_is_missing()
    {
        var run = Run();
        await run.Do([.. Enumerable.Range(0, 11).Select(at => Somebody(at).Submit())]);

        var forecast = await Forecast(run);

        Assert.Equal((-World.Eur(2_000), "EUR 2000.00 is missing for all that is asked for. Agree a top-up with the funder, or approve less."), (forecast.LeftAfterAll, forecast.Warning));
    }

    [Fact]
    public async Task Rows_from_before_the_lists_kept_the_line_count_on_the_one_that_pays_and_by_their_state()
    {
        var run = Run();
        await run.Do(Somebody(1).Submit(), Somebody(2).Submit(), Somebody(2).Approve(1_500));
        foreach (var row in run.Tables.Rows(TableNames.Views).Where(row => row.Partition.StartsWith("state|", StringComparison.Ordinal)))
        {
            var old = new Dictionary<string, object>(row.Values) { ["data"] = row.Text("data")!.Replace(",\"fundingLine\":\"agreed/grants\"", "", StringComparison.Ordinal).Replace(",\"reserved\":true", "", StringComparison.Ordinal) };
            Assert.Equal(row.Text("data")!.Contains("reserved", StringComparison.Ordinal), row.Partition.EndsWith(nameof(GrantState.AwaitingVerification), StringComparison.Ordinal));
            await run.Tables.Commit(TableNames.Views, [Stores.RowChange.Upsert(row.Partition, row.Key, old)], default);
        }

        Assert.All(run.Tables.Rows(TableNames.Views), row => Assert.False(row.Partition.StartsWith("state|", StringComparison.Ordinal) && row.Text("data")!.Contains("fundingLine", StringComparison.Ordinal)));
        var forecast = await Forecast(run);

        Assert.Equal((World.Eur(2_000), World.Eur(1_500)), (forecast.Asked.Amount, forecast.Reserved.Amount));
    }

    [Fact]
    public async Task A_line_that_pays_no_grants_or_has_no_amount_has_no_end()
    {
        var run = Run();
        await run.Do(new Case("One").Submit());
        var line = World.LineOf(World.Calais);

        var forecast = await run.Get<ForecastReader>().Of(line, await run.Get<FundingStore>().Standing(line, default), default);
        Assert.Equal((World.Eur(2_000), null, null), (forecast.Asked.Amount, forecast.LeftAfterAll, forecast.Warning));

        var other = World.Catalogue.InForce(World.Calais, DateOnly.MaxValue)!.FundingLines.First(one => !one.PaysGrants);
        Assert.Equal(0, (await run.Get<ForecastReader>().Of(other, await run.Get<FundingStore>().Standing(other, default), default)).Asked.Grants);
    }

    private static async Task<LineForecast> Forecast(PipelineRun run) => await run.Get<ForecastReader>().Of(Line, await run.Standing(), default);
}
