using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Funding.Forecast;

/// <summary>
/// Says what the open grants of a funding line will need, from the work lists of their states: bounded pages, and never the grants themselves. A grant whose row is from before the
/// lists kept the funding line counts on the line that pays its programme's grants today; from its state follows whether its money is reserved, and on hold it counts as not reserved.
/// </summary>
public sealed class ForecastReader(GrantListStore lists, Catalogue catalogue, TimeProvider time)
{
    /// <summary>How many pages of the lists one forecast reads.</summary>
    public const int MostPages = 60;

    private const int PageSize = 1_000;

    private static readonly IReadOnlyList<GrantState> Open = [.. Enum.GetValues<GrantState>().Except([.. GrantMachine.Final, GrantState.Rejected, GrantState.Completed])];

    /// <summary>Adds up what the lists show now.</summary>
    /// <param name="line">As it stands today.</param>
    /// <param name="standing">How much is free.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<LineForecast> Of(FundingLine line, LineStanding standing, CancellationToken cancellationToken)
    {
        var currency = standing.Amended.Currency;
        var (asked, reserved) = (new OpenSums(currency), new OpenSums(currency));
        var payer = catalogue.InForce(line.Id.Programme, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))?.GrantFunding.Id;
        var left = MostPages;
        if (!catalogue.Versions[line.Id.Programme].Any(rules => rules.GrantFunding.Id == line.Id))
        {
            return Total(whole: true);
        }

        foreach (var state in Open)
        {
            var filter = new GrantFilter(state, null, line.Id.Programme, null);
            string? continuation = null;
            do
            {
                if (left-- == 0)
                {
                    return Total(whole: false);
                }

                var page = await lists.Page(new(Lists.State(state)), filter, PageSize, continuation, cancellationToken);
                foreach (var grant in page.Rows.Select(GrantListStore.Read).Where(grant => (grant.FundingLine ?? payer) == line.Id && grant.Amount.Currency == currency))
                {
                    (IsReserved(grant) ? reserved : asked).Add(grant);
                }

                continuation = page.Continuation;
            }
            while (continuation is not null);
        }

        return Total(whole: true);

        LineForecast Total(bool whole)
        {
            var open = asked.Total();
            return new(open, reserved.Total(), standing.Free - open.Amount, whole);
        }
    }

    private static bool IsReserved(GrantSummary grant) =>
        grant.FundingLine is null ? grant.State is GrantState.AwaitingVerification or GrantState.Verified or GrantState.Disbursing : grant.Reserved;
}
