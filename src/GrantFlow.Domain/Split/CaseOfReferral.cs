using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>A referral that was delivered opens a case in the receiving programme, unless the person withdrew meanwhile.</summary>
internal static class CaseOfReferral
{
    /// <summary>The case that accepting the line opens; null when it opens none.</summary>
    public static GrantId? Opened(Grant grant, LineId line, bool accepted) =>
        accepted && !grant.Withdrawing && grant.Application.Referral is not null && grant.Line(line) is { Kind: LineKind.Referral }
            ? GrantId.Derive("case of", grant.Id.Value)
            : null;

    /// <summary>The receiving programme may have ended since: then nobody can be handed to it.</summary>
    public static IEnumerable<Decision.Refused> Check(Grant grant, GrantId? opened, DecisionContext context) =>
        opened is null ? [] : Referrals.Receives(Begun(grant.Application), context.Today, context);

    public static void Open(Outcome outcome, GrantId opened)
    {
        var grant = outcome.Grant;
        var id = CommandId.Derive(opened, "opened by", grant.Id.Value);
        outcome.Ask(new AskGrant(new OpenCase(id, Actor.System, Begun(grant.Application), new ReferredFrom(grant.Id, grant.Application.Referral!.Consent), grant.Submitters)));
    }

    private static Application Begun(Application from) => OpenCase.Begun(from, from.Referral!.Into);
}
