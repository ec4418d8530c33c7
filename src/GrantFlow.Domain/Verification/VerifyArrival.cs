using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Verification;

/// <summary>The country office met the person.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">An officer of the grant's own office.</param>
/// <param name="ArrivedOn">Local calendar day; never in the future. Null where the programme has nobody arrive.</param>
/// <param name="IdentityConfirmed">The person is who the vault says. Asked where the programme has that gate.</param>
/// <param name="RouteConfirmed">The payout route was checked with the person (or there will be no cash).</param>
/// <param name="Route">A route that takes the place of the one on file; null keeps it.</param>
public sealed record VerifyArrival(CommandId Id, Actor Actor, DateOnly? ArrivedOn, bool IdentityConfirmed, bool RouteConfirmed, PayoutRoute? Route) : GrantCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override bool AsksForTheFamily => true;

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var gates = context.RulesOf(grant)?.Gates ?? Programme.DefaultGates;
        return Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.Verify)
            .UnlessLeftAlone()
            // Else the plan's route, approved later, would take the place of the one confirmed with the person.
            .UnlessPlanPending(moves: Route is not null && grant.Pending?.Route is not null)
            .Unless(grant.Submitters.Contains(Actor.Id), RefusalCode.OwnSubmission, "Nobody verifies what they submitted. Ask a colleague of the office.")
            .Unless(grant.Approvers.Contains(Actor.Id), RefusalCode.VerifierApproved, "Who approved a grant does not verify it. Ask a colleague of the office.")
            .Unless(gates.Contains(Gate.Departure) && grant.DepartedOn is null, RefusalCode.DepartureNotConfirmed, $"{grant.Application.Programme} waits for the confirmed departure. Have intake or an officer confirm it first.")
            .Unless(ArrivedOn < grant.DepartedOn, RefusalCode.VerificationIncomplete, $"The arrival is before the departure of {grant.DepartedOn:yyyy-MM-dd}. Give the day of arrival, or have the departure corrected.")
            // One day of grace: the office's calendar can be ahead of UTC.
            .Unless(ArrivedOn > context.Today.AddDays(1), RefusalCode.VerificationIncomplete, "The arrival is in the future. Verify once the person is there.")
            .Unless(ArrivedOn is null && gates.Contains(Gate.Arrival), RefusalCode.VerificationIncomplete, $"{grant.Application.Programme} gives nothing before the arrival is confirmed. Give arrivedOn.")
            .Unless(!IdentityConfirmed && gates.Contains(Gate.Identity), RefusalCode.VerificationIncomplete, "The identity is not confirmed. Confirm it, or cancel the grant with a reason.")
            .Unless(!RouteConfirmed, RefusalCode.VerificationIncomplete, "The payout route is not confirmed with the person. Confirm it or give another.")
            .Unless(Payees.Check(grant.Application, Route))
            .Unless(grant.Approved is { } approved ? RouteRules.Check(Route ?? grant.Route, grant.Application, context.RulesOf(grant), approved, context.Catalogue) : [])
            .Then(outcome => outcome.Record(GrantTrigger.Verify, new ArrivalVerified(ArrivedOn, Route) { ExpiresOn = Deadline.AfterArrival(ArrivedOn, grant, context.RulesOf(grant)) }));
    }
}

/// <summary>Arrival, identity and route are confirmed.</summary>
public sealed record ArrivalVerified(DateOnly? ArrivedOn, PayoutRoute? Route) : GrantEvent
{
    /// <summary>The deadline, counted from the day of arrival; null where there is none or it was not noted.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant.Until(ExpiresOn ?? grant.ExpiresOn) with { ArrivedOn = ArrivedOn, Verifier = By.Id, Route = Route ?? grant.Route };
}
