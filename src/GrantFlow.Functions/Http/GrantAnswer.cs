using System.Text.Json;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Functions.Http;

/// <summary>A grant as the API shows it. Who the person is stays in the vault.</summary>
internal static class GrantAnswer
{
    public static object Of(Grant grant, Programme? rules, PaymentRoutes routes, IReadOnlyList<GrantEvent> history, IReadOnlyList<Look>? looks, IReadOnlyList<FailedMessage>? failed = null, IReadOnlyList<OverdueAnswer>? overdue = null) => new
    {
        grant.Id,
        grant.Version,
        grant.State,
        grant.HeldFrom,
        Next = NextStep.RoleFor(grant),
        grant.Application.Programme,
        grant.ProgrammeVersion,
        grant.FundingLine,
        grant.Application.Office,
        grant.Application.Host,
        grant.Application.Destination,
        grant.Application.Nationality,
        grant.Application.Category,
        grant.Application.HouseholdRole,
        grant.Household,
        UnaccompaniedChild = grant.Application.Child is not null,
        grant.Application.Declaration,
        grant.Application.Requested,
        grant.Approved,
        grant.Spent,
        grant.ArrivedOn,
        Route = grant.Route is { } route ? new { route.Kind, route.Country, route.Masked, Payee = Guardian(route), route.Desk, RouteOffer.For(routes, route, PossibleCash(grant, rules)).Why } : null,
        Lines = grant.Lines.Select(line => Line(grant.Id, line, routes)),
        PendingPlan = grant.Pending is { } pending ? Plan(pending) : null,
        grant.Application.Serves,
        grant.Application.Referral,
        grant.ReferredFrom,
        grant.OpenedCase,
        grant.DepartedOn,
        grant.ExpiresOn,
        Deadlines = Deadlines(grant, rules),
        grant.Reason,
        Attention = failed is { Count: > 0 } ? failed.Select(message => new { message.Queue, message.Id, message.Reason, Since = message.LastAt }) : null,
        Overdue = overdue is { Count: > 0 } ? overdue.Select(AttentionFunctions.Shown) : null,
        grant.SubmittedAt,
        grant.ChangedAt,
        Timeline = history.Select(happened => Step(grant.Id, happened)),
        Looks = looks?.Select(look => new { look.At, By = new { look.By.Id, look.By.Role, look.By.Office }, look.Reason }),
    };

    /// <summary>What the clocks will do, and did.</summary>
    private static object Deadlines(Grant grant, Programme? rules) => new
    {
        RemindsOn = GrantClock.RemindsOn(grant),
        grant.LastReminder,
        EndsOn = GrantClock.EndsOn(grant),
        EscalatesOn = GrantClock.EscalatesOn(grant),
        grant.Escalation,
        grant.HeldSince,
        AppealUntil = AppealRejection.LastDay(grant, rules),
    };

    /// <summary>Said where it is not the person themselves.</summary>
    private static Payee? Guardian(PayoutRoute route) => route.Payee == Payee.Guardian ? route.Payee : null;

    /// <summary>For which the route had to be fit before the split; null where it pays no cash.</summary>
    private static Money? PossibleCash(Grant grant, Programme? rules) =>
        rules?.CashCeiling(grant.Application.HouseholdRole, grant.Application.Category, grant.Approved ?? grant.Application.Requested) is { IsPositive: true } cash ? cash : null;

    private static object Line(GrantId grant, GrantLine line, PaymentRoutes? routes = null) => line switch
    {
        CashLine cash => new
        {
            cash.Id, cash.Kind, cash.Amount, cash.Package, cash.DueBy, cash.State, cash.Attempt, cash.Failure,
            Conversion = cash.Conversion is { } conversion ? new { conversion.To, conversion.Rate.Rate, conversion.Rate.Source, conversion.Rate.Day } : null,
            cash.Booked, cash.Difference, cash.Proposed, cash.Resolved, cash.Contradictions,
            Route = new { cash.Route.Kind, cash.Route.Country, cash.Route.Masked, Payee = Guardian(cash.Route), cash.Route.Desk, Why = routes is null ? null : RouteOffer.For(routes, cash.Route, cash.Amount).Why }, Payment = PaymentId.For(grant, cash.Id),
        },
        InKindLine inKind => new
        {
            inKind.Id, inKind.Kind, inKind.Amount, inKind.Package, inKind.DueBy, inKind.State, inKind.Item, inKind.ItemCode, inKind.Quantity, inKind.Supplier, inKind.SupplierId,
            PurchaseOrder = inKind.PurchaseOrder ?? $"{grant}-{inKind.Id}", inKind.PartOf, inKind.Dispute, inKind.Evidence, inKind.Invoice,
        },
        _ => throw new InvalidOperationException($"No answer shows {line.GetType().Name}."),
    };

    private static object Plan(PendingPlan pending) => new
    {
        Plan = pending.Number,
        pending.Proposer,
        pending.ProposedAt,
        pending.Amount,
        pending.Only,
        Lines = pending.Parts,
        Route = pending.Route is { } route ? new { route.Kind, route.Country, route.Masked } : null,
        Reason = pending.Why,
        pending.ApprovalsNeeded,
        pending.Approvals,
    };

    private static object Step(GrantId grant, GrantEvent happened) => new
    {
        happened.Version,
        Event = EventName(happened),
        happened.State,
        happened.At,
        By = new { happened.By.Id, happened.By.Role, happened.By.Office },
        Details = Details(grant, happened),
    };

    private static string EventName(GrantEvent happened) => JsonNamingPolicy.KebabCaseLower.ConvertName(happened.GetType().Name);

    private static JsonObject Details(GrantId grant, GrantEvent happened)
    {
        var all = JsonSerializer.SerializeToNode<object>(happened, HttpJson.Options)!.AsObject();
        foreach (var common in new[] { "$type", "version", "at", "by", "cause", "state", "heldFrom", "grant", "application" })
        {
            all.Remove(common);
        }

        if (happened switch { SplitConfirmed split => split.Lines, PlanChanged plan => plan.Lines, _ => null } is { } lines)
        {
            all["lines"] = JsonSerializer.SerializeToNode(lines.Select(line => Line(grant, line)), HttpJson.Options);
        }

        // Under which key the vault keeps an account is nobody's business outside.
        (all["route"] as JsonObject)?.Remove("key");
        return all;
    }
}
