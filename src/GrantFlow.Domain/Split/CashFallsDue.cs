using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Split;

/// <summary>Cash falls due with the split, or, where the programme puts in-kind measures first, once all of those are accepted.</summary>
internal static class CashFallsDue
{
    public static void Where(Outcome outcome, Programme programme)
    {
        if (outcome.Grant.Lines.OfType<InKindLine>().Any(line => programme.BeforeCash.Contains(line.Kind) && line.State is not (InKindState.Accepted or InKindState.Settled or InKindState.Cancelled)))
        {
            return;
        }

        foreach (var line in outcome.Grant.Lines.OfType<CashLine>().Where(line => line.State == CashState.Planned))
        {
            outcome.Move(new CashMoved(line.Id, CashTrigger.FallDue));
        }
    }
}
