using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>
/// The person seeks international protection: the grant stops here without prejudice and the competent agency takes over.
/// Their data is handed over only where they agreed.
/// </summary>
public sealed record ReferGrant(CommandId Id, Actor Actor, string Agency, string Reason) : GrantCommand(Id, Actor)
{
    /// <summary>What the person said about their data; null when nobody asked them.</summary>
    public Consent? Consent { get; init; }

    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .FromEvenOnHold(GrantTrigger.Refer)
            .Unless(Consent?.On > context.Today, RefusalCode.ConsentMissing, "The person's consent is dated in the future. Give the day on which they were asked, or leave the consent out: then nothing is handed over.")
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.Refer, new GrantReferred(Agency, Reason) { Consent = Consent });
                Commitments.ReleaseAll(outcome, grant);
            });
}

/// <summary>Handed to the competent agency.</summary>
public sealed record GrantReferred(string Agency, string Why) : GrantEvent
{
    /// <summary>What the person said about their data.</summary>
    public Consent? Consent { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Reason = Why,
        HandOver = Consent is { Given: true } ? new HandOver(Agency, DateOnly.FromDateTime(At.UtcDateTime), Consent) : null,
    };
}

/// <summary>What stands behind handing a person's data to the competent agency.</summary>
/// <param name="Agency">Who takes over.</param>
/// <param name="ReferredOn">Calendar day (UTC).</param>
/// <param name="Consent">That the person agreed.</param>
public sealed record HandOver(string Agency, DateOnly ReferredOn, Consent Consent);
