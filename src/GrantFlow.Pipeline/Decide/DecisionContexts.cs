using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Payouts;

namespace GrantFlow.Pipeline.Decide;

/// <summary>What a decision may look at besides its grant, the same at the door and for the writer.</summary>
public sealed class DecisionContexts(Catalogue catalogue, HouseholdStore households, HouseholdMembers members, PayoutPolicy payouts)
{
    /// <summary>Time and catalogue; and, where the command asks for it, whether the family of a child still has an adult.</summary>
    public async Task<DecisionContext> For(GrantCommand command, Grant? grant, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(now, catalogue)
        {
            MoneyLeavesInBatches = payouts.InBatches,
            NoAdultLeft = command.AsksForTheFamily && grant is { Household: not null, Application.IsChild: true } && await IsAlone(grant, cancellationToken),
        };

    private async Task<bool> IsAlone(Grant child, CancellationToken cancellationToken) =>
        await households.Find(child.Household!.Value, cancellationToken) is { } family
        && !family.HasAdult((await members.Of(family, cancellationToken)).Select(member => member.Grant));
}
