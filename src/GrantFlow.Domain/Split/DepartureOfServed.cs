using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;

namespace GrantFlow.Domain.Split;

/// <summary>Transit assistance that was given confirms the departure of the grant it serves; a grant that cannot take it refuses.</summary>
internal static class DepartureOfServed
{
    public static void Where(Outcome outcome, LineId line, Evidence evidence)
    {
        if (outcome.Grant.Application.Serves is { } served && outcome.Grant.Line(line) is InKindLine { Kind: LineKind.TransitAssistance, State: InKindState.Accepted })
        {
            var id = CommandId.Derive(served, "served by", outcome.Grant.Id.Value, line.Value);
            outcome.Ask(new AskGrant(new ConfirmDeparture(id, Actor.System, evidence.DeliveredOn, $"Seen off by grant {outcome.Grant.Id}, line {line}.")));
        }
    }
}
