using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Intake;

/// <summary>Intake hands in an application. Everything is checked before the grant exists.</summary>
public sealed record SubmitGrant(CommandId Id, Actor Actor, Application Application) : GrantCommand(Id, Actor)
{
    /// <summary>The only command that works without a grant.</summary>
    internal Decision Begin(DecisionContext context)
    {
        var programme = context.Catalogue.InForce(Application.Programme, context.Today);
        var blank = new Grant
        {
            Id = Id.Grant,
            Application = Application,
            ProgrammeVersion = programme?.Version ?? "",
            FundingLine = programme?.GrantFunding.Id ?? default,
            Submitters = [Actor.Id],
        };
        return Ruling.On(blank, this, context)
            .By(Role.Intake)
            .Unless(Eligibility.Check(Application, programme, context.Today, context))
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.StartScreening, new GrantSubmitted(blank.Id, Application, blank.ProgrammeVersion, blank.FundingLine, Deadline.For(Application, programme!, [])) { SilenceDays = programme!.SilenceDays });
                outcome.Ask(new RequestScreening(blank.Id, Application.Person, Application.Programme));
            });
    }

    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Intake)
            .Unless(true, RefusalCode.AlreadySubmitted, $"Grant {grant.Id} was handed in on {grant.SubmittedAt:yyyy-MM-dd}. Amend it, or use a new Idempotency-Key for another person.")
            .Then(_ => { });
}

/// <summary>The grant exists and is being screened.</summary>
public sealed record GrantSubmitted(GrantId Grant, Application Application, string ProgrammeVersion, FundingLineId FundingLine, DateOnly? ExpiresOn) : GrantEvent
{
    /// <summary>Days without a step after which it goes to a deputy; null where it was not noted.</summary>
    public int? SilenceDays { get; init; }

    /// <inheritdoc/>
    public override Grant Apply(Grant? before) => Stamp(null, new Grant
    {
        Id = Grant,
        Application = Application,
        Household = Application.Household,
        ProgrammeVersion = ProgrammeVersion,
        FundingLine = FundingLine,
        ExpiresOn = ExpiresOn,
        SilenceDays = SilenceDays,
        Route = Application.Route,
        Submitters = [By.Id],
        SubmittedAt = At,
    });
}
