using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Batches;

namespace GrantFlow.Functions.Http;

/// <summary>A payment batch as the API shows it. Who the people are stays in the vault.</summary>
internal static class BatchShown
{
    public static object Of(PaymentBatch batch, BatchTally tally, BatchRules rules) => new
    {
        batch.Id,
        batch.State,
        batch.FundingLine,
        Route = batch.Kind,
        Currency = batch.PayCurrency,
        batch.Rate,
        batch.Country,
        batch.Countries,
        batch.Follows,
        tally.Paid().Lines,
        Total = new Money(tally.Paid().Amount, batch.Currency),
        PayTotal = new Money(tally.Paid().PayAs, batch.PayCurrency),
        ByState = tally.ByState.ToDictionary(pair => HttpJson.Name(pair.Key), pair => new { pair.Value.Lines, Total = new Money(pair.Value.Amount, batch.Currency) }),
        batch.LeftOut,
        batch.Work,
        batch.Drafter,
        batch.DraftedAt,
        batch.Signatures,
        SignaturesNeeded = rules.Releasers(new Money(tally.Paid().Amount, batch.Currency)),
        batch.ReleasedAt,
        batch.ExecutesOn,
        batch.File,
        batch.Ended,
        batch.Reason,
        Href = $"/api/batches/{batch.Id}",
    };

    /// <summary>One line in a list of batches: nothing that has to be counted.</summary>
    public static object InList(PaymentBatch batch) => new
    {
        batch.Id,
        batch.State,
        batch.FundingLine,
        Route = batch.Kind,
        Currency = batch.PayCurrency,
        batch.Work,
        batch.Follows,
        batch.Drafter,
        batch.DraftedAt,
        batch.ReleasedAt,
        batch.ExecutesOn,
        Href = $"/api/batches/{batch.Id}",
    };

    public static object Line(BatchLine line) => new { line.Payment, line.Payment.Grant, line.Payment.Line, line.Attempt, line.Country, line.Amount, line.PayAs, line.State, line.Why };

    public static object Failure(BatchFailure failure) => new { failure.Line.Payment, failure.Line.Attempt, failure.Line.State, failure.Line.Why, failure.Needs, failure.Route };

    public static object Group(DueSum sum) => new { sum.FundingLine, Route = sum.Kind, sum.Currency, sum.Country, sum.Lines, sum.Total, sum.InBatches };
}
