using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Four distinct people stand behind a paid grant: who submitted, approved, verified, and who releases; nor does who confirmed split, delivery or route release. There is no switch to turn this off.</summary>
internal static class FourPeople
{
    public const string Why = "Who submitted, approved, verified or handled a grant does not release its money. Ask a colleague in finance.";

    public static bool Involved(Grant grant, ActorId person) =>
        grant.Submitters.Contains(person) || grant.Approvers.Contains(person) || grant.Verifier == person || grant.Handlers.Contains(person);
}
