using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Intake;

/// <summary>Referring a person from abroad into another programme: with their consent, where that programme takes them, and with no more about them than it needs.</summary>
internal static class Referrals
{
    public static IEnumerable<Decision.Refused> Check(Application application, Programme programme, DateOnly handedInOn, DecisionContext context)
    {
        if (application.Referral is not { } referral)
        {
            return programme.RefersInto.Count == 0
                ? []
                : [new(RefusalCode.ReferralNotCovered, $"{programme.Id} refers people into another programme. Say into which: {string.Join(", ", programme.RefersInto)}.")];
        }

        if (!programme.RefersInto.Contains(referral.Into))
        {
            return [new(RefusalCode.ReferralNotCovered, programme.RefersInto.Count == 0
                ? $"{programme.Id} refers nobody into another programme. Leave the referral out."
                : $"{programme.Id} does not refer into {referral.Into}. It refers into {string.Join(", ", programme.RefersInto)}.")];
        }

        return [.. Consents(referral.Consent, context.Today), .. CarriesLittle(application), .. Receives(application with { Programme = referral.Into }, handedInOn, context)];
    }

    /// <summary>Whether a programme takes, on that day, a person who is referred into it; the rest of its conditions are met when intake completes the case.</summary>
    public static IEnumerable<Decision.Refused> Receives(Application application, DateOnly day, DecisionContext context) =>
        context.Catalogue.InForce(application.Programme, day) is { } rules
            ? Eligibility.Covers(application, rules, day).Where(refused => refused.Code != RefusalCode.ReturnDateMissing).Concat(Eligibility.Places(application, rules, context.Catalogue))
            : [new(RefusalCode.UnknownProgramme, $"There is no programme {application.Programme} on {day:yyyy-MM-dd} that could receive the person.")];

    private static IEnumerable<Decision.Refused> Consents(Consent consent, DateOnly today)
    {
        if (!consent.Given)
        {
            yield return new(RefusalCode.ConsentMissing, "The person did not agree to be referred. Refer nobody against their will; ask them again when they are ready.");
        }

        if (consent.On > today)
        {
            yield return new(RefusalCode.ConsentMissing, "The person's consent is dated in the future. Give the day on which they were asked.");
        }
    }

    private static IEnumerable<Decision.Refused> CarriesLittle(Application application)
    {
        if (application.HasDocument || application.Route is not null)
        {
            yield return new(RefusalCode.TooMuchIdentity, "A referral carries names and birth date only. Leave out document and payout route; the receiving office asks for them when it needs them.");
        }
    }
}
