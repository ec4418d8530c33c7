using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Funding.Amendments;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>A signed change of what a funder's agreement holds.</summary>
internal sealed record AmendmentBody(AmendmentKind Kind, Money Amount, string Reason, string Reference) : IChecked
{
    public IEnumerable<FieldError> Check() =>
    [
        .. Amount.IsPositive ? Array.Empty<FieldError>() : [new FieldError("amount", "An amount of more than zero is needed; the kind says which way it goes.")],
        .. Doors.Check.Text("reason", Reason),
        .. Doors.Check.Text("reference", Reference, 100),
    ];

    public AmendmentRequest ToRequest() => new(Kind, Amount, Reason, Reference);
}
