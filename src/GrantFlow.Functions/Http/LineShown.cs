using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Funding.Forecast;

namespace GrantFlow.Functions.Http;

/// <summary>A funding line as the API shows it.</summary>
internal static class LineShown
{
    /// <summary>What was agreed, and how the line stands.</summary>
    public static object Of(FundingLine line, LineStanding standing, DateOnly today, IReadOnlyList<Amendment>? amendments = null, LineForecast? forecast = null) => new
    {
        line.Id,
        line.Funder,
        line.Component,
        line.PaysGrants,
        Agreement = new
        {
            line.Agreement.Reference,
            line.Amount,
            line.Agreement.FunderSharePercent,
            line.Agreement.Eligible,
            line.Agreement.OverheadPercent,
            CoversToday = line.Agreement.Eligible.Contains(today),
        },
        Amended = line.Amount is null ? (Domain.Values.Money?)null : standing.Amended,
        standing.Limit,
        standing.Held,
        standing.Settled,
        standing.Free,
        standing.Persons,
        Amendments = amendments?.Select(Of),
        Forecast = forecast,
        Href = $"/api/funding-lines/{line.Id}",
    };

    /// <summary>An amendment: who asked and who decided, when and why.</summary>
    public static object Of(Amendment amendment) => new
    {
        amendment.Id,
        FundingLine = amendment.Line,
        amendment.Kind,
        amendment.Amount,
        amendment.Reason,
        amendment.Reference,
        amendment.State,
        amendment.ProposedBy,
        amendment.ProposedAt,
        amendment.Decision,
        amendment.EndedAt,
        amendment.Entry,
        amendment.Refusal,
        Href = HrefOf(amendment),
    };

    public static string HrefOf(Amendment amendment) => $"/api/funding-lines/{amendment.Line}/amendments/{amendment.Id}";
}
