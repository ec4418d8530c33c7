using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Payout;

/// <summary>Children are never paid directly. There is no switch to turn this off.</summary>
internal static class Payees
{
    /// <summary>Wherever cash meets a route. Nothing to say where there is no route.</summary>
    public static IEnumerable<Decision.Refused> Check(Application application, PayoutRoute? route)
    {
        if (application.IsChild && route is { Payee: not Payee.Guardian })
        {
            yield return new(RefusalCode.ChildPaidDirectly, "A child is never paid directly. Give the route of the parent or guardian, and say payee guardian.");
        }
    }
}
