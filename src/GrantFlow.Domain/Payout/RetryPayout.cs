using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance has a failed payout tried once more on the same route, where the fault was not in the account: a limit, a time-out, a bank that was closed.</summary>
public sealed record RetryPayout(CommandId Id, Actor Actor, LineId Line) : GrantCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override bool AsksForTheFamily => true;

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var failed = grant.Line(Line) as CashLine;
        return Ruling.On(grant, this, context)
            .By(Role.Finance)
            .From(GrantTrigger.MoveLine)
            .UnlessLeftAlone()
            .UnlessPlanPending(Line)
            .UnlessUnknown(Line)
            .Line<CashLine>(Line, line => CashMachine.At(line.State).CanFire(CashTrigger.Retry))
            .Unless(
                failed is { State: CashState.Failed } && FailureReason.LiesInTheAccount(failed.Failure),
                RefusalCode.RouteAtFault,
                $"Line {Line} failed with \"{failed?.Failure}\", which lies in the account: the same route fails again. Have the country office give a new one.")
            .Unless(FourPeople.Involved(grant, Actor.Id), RefusalCode.ReleaserInvolved, FourPeople.Why)
            .Unless(failed is null ? [] : Payees.Check(grant.Application, failed.Route))
            .Then(outcome => outcome.Move(new CashMoved(Line, CashTrigger.Retry)));
    }
}
