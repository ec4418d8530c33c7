using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>A change of plan: the grant's new amount, and what takes the place of all lines that are not fixed yet; no lines where nothing does.</summary>
internal sealed record PlanBody(Money Amount, IReadOnlyList<SplitLineBody?> Lines, string Reason, RouteBody? Route = null) : IChecked
{
    public IEnumerable<FieldError> Check() =>
    [
        .. Doors.Check.Text("reason", Reason),
        .. Lines.Count > 0 ? new SplitBody(Lines, Route).Check() : Doors.Check.Within("route", Route),
    ];

    public IReadOnlyList<SplitPart> ToParts() => new SplitBody(Lines).ToParts();
}

/// <summary>An approval of the change of plan that waits, by its number.</summary>
internal sealed record PlanApprovalBody(int Plan, string? Note = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. PlanNumber.Check(Plan), .. Doors.Check.Optional("note", Note)];
}

/// <summary>A rejection of the change of plan that waits, by its number.</summary>
internal sealed record PlanRejectionBody(int Plan, string Reason) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. PlanNumber.Check(Plan), .. Doors.Check.Text("reason", Reason)];
}

internal static class PlanNumber
{
    public static IEnumerable<FieldError> Check(int plan) =>
        plan > 0 ? [] : [new FieldError("plan", "The number of the plan that waits is needed, as the grant shows it.")];
}
