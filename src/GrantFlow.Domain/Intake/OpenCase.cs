using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Intake;

/// <summary>The receiving office took on a person who was referred to it: the pipeline opens their case, and intake completes it.</summary>
/// <param name="Id">Derived from the referral, so that it opens one case.</param>
/// <param name="Actor">The pipeline.</param>
/// <param name="Application">What is known: under the receiving programme, the same person in the vault, nothing asked for yet.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="Submitters">Who handed the referral in: they do not decide on the case either.</param>
public sealed record OpenCase(CommandId Id, Actor Actor, Application Application, ReferredFrom From, IReadOnlyList<ActorId> Submitters) : GrantCommand(Id, Actor)
{
    /// <summary>What the receiving office needs to begin: nothing asked for, no declaration, no route, and of the person only the key.</summary>
    internal static Application Begun(Application known, ProgrammeId programme) => new(
        programme, known.Office, known.Person, known.Host, known.Destination, known.Nationality, known.Category, known.HouseholdRole,
        Money.Zero(Currency.Eur), null, known.Child, null, known.ReturnOn)
    {
        UnderAge = known.UnderAge,
        Vulnerable = known.Vulnerable,
    };

    /// <summary>Works without a grant, as a submission does.</summary>
    internal Decision Begin(DecisionContext context)
    {
        var programme = context.Catalogue.InForce(Application.Programme, context.Today);
        var begun = Begun(Application, Application.Programme);
        var blank = new Grant
        {
            Id = Id.Grant,
            Application = begun,
            ProgrammeVersion = programme?.Version ?? "",
            FundingLine = programme?.GrantFunding.Id ?? default,
            Submitters = [.. Submitters],
        };
        return Ruling.On(blank, this, context)
            .By(Role.System)
            .Unless(Referrals.Receives(begun, context.Today, context))
            .Then(outcome => outcome.Begin(new CaseOpened(blank.Id, begun, From, Submitters, blank.ProgrammeVersion, blank.FundingLine, Deadline.For(begun, programme!, [])) { SilenceDays = programme!.SilenceDays }));
    }

    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.System)
            .Unless(true, RefusalCode.AlreadySubmitted, $"Case {grant.Id} was opened on {grant.SubmittedAt:yyyy-MM-dd}.")
            .Then(_ => { });
}

/// <summary>A case was opened for a person who was referred; it waits for intake.</summary>
public sealed record CaseOpened(GrantId Grant, Application Application, ReferredFrom From, IReadOnlyList<ActorId> Submitters, string ProgrammeVersion, FundingLineId FundingLine, DateOnly? ExpiresOn) : GrantEvent
{
    /// <summary>Days without a step after which it goes to a deputy.</summary>
    public int? SilenceDays { get; init; }

    /// <inheritdoc/>
    public override Grant Apply(Grant? before) => Stamp(null, new Grant
    {
        Id = Grant,
        Application = Application,
        ReferredFrom = From,
        ProgrammeVersion = ProgrammeVersion,
        FundingLine = FundingLine,
        ExpiresOn = ExpiresOn,
        SilenceDays = SilenceDays,
        Submitters = [.. Submitters],
        SubmittedAt = At,
        Reason = $"Referred by grant {From.Grant}: complete the application.",
    });
}

/// <summary>Where a case comes from.</summary>
/// <param name="Grant">The referral.</param>
/// <param name="Consent">That the person agreed to it.</param>
public sealed record ReferredFrom(GrantId Grant, Consent Consent);
