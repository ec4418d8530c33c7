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
        var freed = before.Approved!.Value - Amount;
        var planned = NewLines(before, outcome.Context);
        var postings = Postings(stopped, planned, freed);
        var changed = new PlanChanged(Amount, [.. stopped.Select(line => line.Id)], [.. planned.Select(line => line with { Posted = PostedFor(line) })], Route, Why);
        var after = changed.Replan(before);
        outcome.Record(GrantTrigger.ChangePlan, changed, facts => facts with { LinesDone = after.LinesDone, AnythingSpent = after.Facts.AnythingSpent });

        if (before.Lines.Count == 0)
        {
            outcome.ReleaseCommitment(Account.Committed, freed, ends: false);
            return;
        }

        if (postings.Length > 0)
        {
            outcome.Post(EntryKind.PlanChange, postings, corrects: LastOf(stopped.Where(line => Stands(line, Side.Credit))));
        }

        if (freed.IsPositive)
        {
            outcome.Ask(new ReleaseFunds(before.Id, before.FundingLine, before.Reservation, outcome.EventId, freed, Ends: false));
        }

        foreach (var line in changed.Lines.OfType<InKindLine>())
        {
            outcome.Move(new InKindMoved(line.Id, InKindTrigger.Order));
        }

        CashFallsDue.Where(outcome, programme);

        // What is owed for a new line came with this entry, or, where the account only lost by it, with what was owed for those it replaces.
        string? PostedFor(GrantLine line) => Stands(line, Side.Debit) ? outcome.NextEntry : LastOf(stopped.Where(other => AccountOf(other) == AccountOf(line)));

        bool Stands(GrantLine line, Side side) => postings.Any(posting => posting.Side == side && posting.Account == AccountOf(line));
    }

    /// <summary>Where several entries are behind the lines, the last one.</summary>
    private static string? LastOf(IEnumerable<GrantLine> lines) => lines.Select(line => line.Posted).Max(StringComparer.Ordinal);

    private static Account AccountOf(GrantLine line) => line is CashLine ? Account.PayableCash : Account.PayableInKind;

    private ImmutableList<GrantLine> NewLines(Grant before, DecisionContext context)
    {
        var used = before.Lines.Select(line => line.Id.Number).DefaultIfEmpty(0).Max();
        return [.. SplitRules.Plan(before with { Route = PlanRules.RouteOf(before, this) }, Parts, context).Select(line => line with { Id = new LineId(used + line.Id.Number) })];
    }

    /// <summary>One entry over all accounts that change; none when each stands as before.</summary>
    private static Posting[] Postings(IReadOnlyList<GrantLine> stopped, IReadOnlyList<GrantLine> planned, Money freed)
    {
        (Account Account, Money Change)[] changes =
        [
            (Account.PayableInKind, Sum<InKindLine>(planned) - Sum<InKindLine>(stopped)),
            (Account.PayableCash, Sum<CashLine>(planned) - Sum<CashLine>(stopped)),
            (Account.Available, freed),
        ];
        return
        [
            .. changes.Where(one => one.Change.IsPositive).Select(one => Posting.Debit(one.Account, one.Change)),
            .. changes.Where(one => one.Change.IsNegative).Select(one => Posting.Credit(one.Account, -one.Change)),
        ];

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
