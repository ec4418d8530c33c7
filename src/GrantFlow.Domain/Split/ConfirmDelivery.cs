using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>The country office saw the goods or service handed over and, unless it is still checking, accepts them as ordered.</summary>
public sealed record ConfirmDelivery(CommandId Id, Actor Actor, LineId Line, Evidence Evidence, bool Accepted) : GrantCommand(Id, Actor)
{
    /// <summary>What arrived, where that is a part: the rest stays ordered, as a line of its own. Null where all arrived.</summary>
    public DeliveredPart? Part { get; init; }

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var first = (grant.Line(Line) as InKindLine)?.State == InKindState.Delivered && Accepted ? InKindTrigger.Accept : InKindTrigger.Deliver;
        var opened = CaseOfReferral.Opened(grant, Line, Accepted);
        return Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.MoveLine)
            .UnlessPlanPending(Line)
            .Line<InKindLine>(Line, line => InKindMachine.At(line.State).CanFire(first) && (Part is null || line.State == InKindState.Ordered))
            // One day of grace: the office's calendar can be ahead of UTC.
            .Unless(Evidence.DeliveredOn > context.Today.AddDays(1), RefusalCode.VerificationIncomplete, "The delivery is in the future. Confirm it once it happened.")
            .Unless(PartRules.Check(grant, grant.Line(Line) as InKindLine, Part))
            .Unless(CaseOfReferral.Check(grant, opened, context))
            .Then(outcome =>
            {
                if (Part is not null)
                {
                    outcome.Move(new LineParted(Line, Part.Amount, Part.Quantity, PartRules.Next(grant)));
                }

                outcome.Move(new InKindMoved(Line, first) { Evidence = Evidence, Opened = first == InKindTrigger.Accept ? opened : null });
                if (first == InKindTrigger.Deliver && Accepted)
                {
                    outcome.Move(new InKindMoved(Line, InKindTrigger.Accept) { Opened = opened });
                }

                if (opened is { } begun)
                {
                    CaseOfReferral.Open(outcome, begun);
                }

                DepartureOfServed.Where(outcome, Line, Evidence);
                if (context.RulesOf(grant) is { } programme)
                {
                    CashFallsDue.Where(outcome, programme);
                }
            });
    }
}
