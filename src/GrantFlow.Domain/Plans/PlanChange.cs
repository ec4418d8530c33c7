using System.Collections.Immutable;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>A change of plan as it is proposed, checked and put into effect.</summary>
internal sealed record PlanChange(Money Amount, IReadOnlyList<SplitPart> Parts, PayoutRoute? Route, string Why)
{
    /// <summary>The one line that is replaced; null for every line that can still be called off.</summary>
    public LineId? Only { get; init; }

    public static PlanChange Of(PendingPlan pending) => new(pending.Amount, pending.Parts, pending.Route, pending.Why) { Only = pending.Only };

    public bool Replaces(GrantLine line) => line.CanCancel && (Only is null || line.Id == Only);

    /// <summary>Calls off what is replaced, plans and orders what is new, and gives back what is left over. Already checked.</summary>
    public void Apply(Outcome outcome, Programme programme)
    {
        var before = outcome.Grant;
        var stopped = before.Lines.Where(Replaces).ToList();
        var changed = new PlanChanged(Amount, [.. stopped.Select(line => line.Id)], NewLines(before, outcome.Context), Route, Why);
        var after = changed.Replan(before);
        outcome.Record(GrantTrigger.ChangePlan, changed, facts => facts with { LinesDone = after.LinesDone, AnythingSpent = after.Facts.AnythingSpent });

        var freed = before.Approved!.Value - Amount;
        if (before.Lines.Count == 0)
        {
            outcome.ReleaseCommitment(Account.Committed, freed, ends: false);
            return;
        }

        Post(outcome, stopped, changed.Lines, freed);
        foreach (var line in changed.Lines.OfType<InKindLine>())
        {
            outcome.Move(new InKindMoved(line.Id, InKindTrigger.Order));
        }

        CashFallsDue.Where(outcome, programme);
    }

    private ImmutableList<GrantLine> NewLines(Grant before, DecisionContext context)
    {
        var used = before.Lines.Select(line => line.Id.Number).DefaultIfEmpty(0).Max();
        return [.. SplitRules.Plan(before with { Route = PlanRules.RouteOf(before, this) }, Parts, context).Select(line => line with { Id = new LineId(used + line.Id.Number) })];
    }

    /// <summary>One entry over all accounts that change; none when each stands as before.</summary>
    private static void Post(Outcome outcome, IReadOnlyList<GrantLine> stopped, IReadOnlyList<GrantLine> planned, Money freed)
    {
        (Account Account, Money Change)[] changes =
        [
            (Account.PayableInKind, Sum<InKindLine>(planned) - Sum<InKindLine>(stopped)),
            (Account.PayableCash, Sum<CashLine>(planned) - Sum<CashLine>(stopped)),
            (Account.Available, freed),
        ];
        Posting[] postings =
        [
            .. changes.Where(one => one.Change.IsPositive).Select(one => Posting.Debit(one.Account, one.Change)),
            .. changes.Where(one => one.Change.IsNegative).Select(one => Posting.Credit(one.Account, -one.Change)),
        ];
        if (postings.Length > 0)
        {
            outcome.Post(EntryKind.PlanChange, postings);
        }

        if (freed.IsPositive)
        {
            var grant = outcome.Grant;
            outcome.Ask(new ReleaseFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, freed, Ends: false));
        }

        Money Sum<TLine>(IEnumerable<GrantLine> lines) => Money.Sum(lines.OfType<TLine>().Cast<GrantLine>().Select(line => line.Amount), freed.Currency);
    }
}

/// <summary>The plan is another one: some lines are called off, others are new.</summary>
/// <param name="Amount">The grant's amount from here on.</param>
/// <param name="Stopped">The lines that are replaced.</param>
/// <param name="Lines">The lines that are new, planned.</param>
/// <param name="Route">The new route on file, where one was given.</param>
/// <param name="Why">The office's reason.</param>
public sealed record PlanChanged(Money Amount, ImmutableList<LineId> Stopped, ImmutableList<GrantLine> Lines, PayoutRoute? Route, string Why) : GrantEvent
{
    internal Grant Replan(Grant grant)
    {
        var left = Stopped.Aggregate(grant, (seen, id) => seen.WithLine(seen.Line(id)!.CallOff()));
        return left with { Approved = Amount, Lines = left.Lines.AddRange(Lines), Route = Route ?? left.Route };
    }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => (grant.Pending is null ? Replan(grant).HandledBy(By.Id) : Replan(grant)) with { Pending = null, Reason = Why };
}
