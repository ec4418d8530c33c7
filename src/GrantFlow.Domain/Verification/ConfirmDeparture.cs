using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Verification;

/// <summary>The person left. A person says so, or the pipeline, when the service that served the grant at the airport was delivered.</summary>
/// <param name="Id">Made by the caller's key, or derived from the service.</param>
/// <param name="Actor">Who saw them off or heard of it.</param>
/// <param name="DepartedOn">Local calendar day; never in the future.</param>
/// <param name="Note">For example the flight; no personal data.</param>
public sealed record ConfirmDeparture(CommandId Id, Actor Actor, DateOnly DepartedOn, string? Note) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Intake, Role.Officer, Role.System)
            .FromEvenOnHold(GrantTrigger.Depart)
            // Another day from a person corrects the first; the pipeline never overrules a person.
            .Unless(grant.DepartedOn is { } known && (known == DepartedOn || Actor.Role == Role.System), RefusalCode.DepartureAlreadyConfirmed, $"The departure of {grant.DepartedOn:yyyy-MM-dd} is on file already. Give another day only to correct it.")
            // One day of grace: the airport's calendar can be ahead of UTC.
            .Unless(DepartedOn > context.Today.AddDays(1), RefusalCode.VerificationIncomplete, "The departure is in the future. Confirm it once the person has left.")
            .Then(outcome => outcome.Record(GrantTrigger.Depart, new DepartureConfirmed(DepartedOn, Note)));
}

/// <summary>The person is on their way.</summary>
public sealed record DepartureConfirmed(DateOnly DepartedOn, string? Note) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { DepartedOn = DepartedOn };
}
