using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Households;

/// <summary>What the decisions on a whole family have in common: whom they cover, and who is in their way.</summary>
internal static class FamilyDecision
{
    /// <summary>States in which nobody can decide yet.</summary>
    public static IReadOnlyList<GrantState> TooEarly { get; } = [GrantState.Submitted, GrantState.Screening, GrantState.NeedsAdjudication];

    /// <summary>States in which an officer decides.</summary>
    public static IReadOnlyList<GrantState> Undecided { get; } = [GrantState.AwaitingApproval, GrantState.AwaitingSecondApproval];

    public static HouseholdDecision.Refused NotFound(HouseholdCommand command) =>
        new(RefusalCode.HouseholdNotFound, $"There is no household {command.Id.Household}. Check the id.");

    /// <summary>Who still belongs to the household, with their place in it from 1; whoever was split off or never taken does not.</summary>
    public static IReadOnlyList<(Grant Grant, int Number)> Belonging(Household household, IReadOnlyList<MemberStanding> members) =>
        [.. members.Select((member, at) => (member.Grant, Number: at + 1)).Where(one => one.Grant?.Household == household.Id).Select(one => (one.Grant!, one.Number))];

    /// <summary>Members whose application is still on its way.</summary>
    public static IEnumerable<Decision.Refused> OnTheirWay(IReadOnlyList<MemberStanding> members) => members
        .Select((member, at) => (member, Number: at + 1))
        .Where(one => one.member is { Grant: null, NotTaken: false })
        .Select(one => new Decision.Refused(RefusalCode.HouseholdNotReady, $"Member {one.Number}, grant {one.member.Member.Grant}, is still being handed in. Try again in a moment."));

    /// <summary>Members in one of these states, and undecided ones on hold, are in the way of one decision for all.</summary>
    public static IEnumerable<Decision.Refused> InTheWay(IEnumerable<(Grant Grant, int Number)> belonging, IReadOnlyList<GrantState> tooEarly) => belonging
        .Where(one => tooEarly.Contains(one.Grant.WorkingState) || (one.Grant.State == GrantState.OnHold && (Undecided.Contains(one.Grant.WorkingState) || TooEarly.Contains(one.Grant.WorkingState))))
        .Select(one => new Decision.Refused(
            RefusalCode.HouseholdNotReady, $"Member {one.Number}, grant {one.Grant.Id}, stands at {one.Grant.State.Plain()}; one decision covers all. Decide it first, or split it off."));

    /// <summary>The same refusals that the members' own grants would give, naming the member.</summary>
    public static IEnumerable<Decision.Refused> Rehearse(IEnumerable<(Grant Grant, int Number)> covered, IReadOnlyList<GrantCommand> commands, DecisionContext context)
    {
        foreach (var ((grant, number), command) in covered.Zip(commands))
        {
            if (GrantDecider.Decide(grant, command, context) is Decision.Refused refused)
            {
                yield return refused with { Why = $"Member {number}, grant {grant.Id}: {refused.Why}" };
            }
        }
    }

    /// <summary>Who is in the way, or, when nobody is and nobody is covered either, that there is nothing to decide.</summary>
    public static IReadOnlyList<Decision.Refused> Standing(Household household, IEnumerable<Decision.Refused> inTheWay, bool covered, string awaits)
    {
        var found = inTheWay.ToList();
        return found.Count > 0 || covered ? found : [new(RefusalCode.WrongState, $"No member of household {household.Id} {awaits}.")];
    }
}
