using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Batches;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>What a batch is to be made of; without a currency it pays in that of the grants.</summary>
internal sealed record BatchBody(FundingLineId FundingLine, RouteKind Route, Currency? Currency = null, CountryCode? Country = null, int? Maximum = null) : IChecked
{
    public IEnumerable<FieldError> Check() =>
        Maximum is null or (>= 1 and <= PaymentBatch.MostLines) ? [] : [new FieldError("maximum", $"A whole number from 1 to {PaymentBatch.MostLines} is needed.")];

    public BatchPlan ToPlan() => new(FundingLine, Route, Currency ?? Domain.Values.Currency.Eur, Country, Maximum ?? PaymentBatch.MostLines);
}

/// <summary>Lines that are taken out of a draft.</summary>
internal sealed record ExclusionBody(IReadOnlyList<PaymentId> Payments, string Reason) : IChecked
{
    public IEnumerable<FieldError> Check() =>
    [
        .. Payments.Count is >= 1 and <= BatchDesk.MostExclusions && Payments.Distinct().Count() == Payments.Count
            ? Array.Empty<FieldError>()
            : [new FieldError("payments", $"1 to {BatchDesk.MostExclusions} payments are needed, each once.")],
        .. Doors.Check.Text("reason", Reason),
    ];
}

/// <summary>A follow-up; of the lines that go another way now, where the route is named.</summary>
internal sealed record FollowUpBody(RouteKind? Route = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [];
}
