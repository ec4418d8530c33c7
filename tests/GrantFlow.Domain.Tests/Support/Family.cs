using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>A household with the story of each member.</summary>
internal sealed record Family(Household? Household, IReadOnlyList<Story> Members)
{
    public static readonly Family Nobody = new(null, []);

    /// <summary>Every member screened and found to be nobody else.</summary>
    public static Family Undecided(params HouseholdRole[] roles) =>
        Of([.. roles.Select(role => (role, new GrantCommand[] { Ask.Screened(ScreeningResult.Clear) }))]);

    /// <summary>Each member in a role, handed in, and what happened then.</summary>
    public static Family Of(params (HouseholdRole Role, GrantCommand[] Then)[] members)
    {
        var submit = Submit([.. members.Select(member => member.Role)]);
        var accepted = (HouseholdDecision.Accepted)submit.Decide(null, [], Now);
        return new(submit.Household(Noon), [.. accepted.Commands.Select((command, at) => Story.Nothing.Do(command).Do(members[at].Then))]);
    }

    public static SubmitHousehold Submit(params HouseholdRole[] roles) => Submit([.. roles.Select(Member)]);

    public static SubmitHousehold Submit(params Intake.Application[] applications) =>
        new(Key("submit"), People.Counsellor, [.. applications.Select((application, at) => new MemberApplication(GrantOf(at), application with { Person = PersonId.Derive("test", $"{at}") }))]);

    public static ApproveHousehold Approve(Actor? by = null, params (int Member, Money Amount)[] amounts) =>
        new(Key($"approve {(by ?? People.Officer).Id}"), by ?? People.Officer, [.. amounts.Select(amount => new MemberAmount(GrantOf(amount.Member), amount.Amount))], "One plan for all.");

    public static RejectHousehold Reject(Actor? by = null) => new(Key("reject"), by ?? People.Officer, "No plan yet.");

    public static WithdrawHousehold Withdraw(Actor? by = null) => new(Key("withdraw"), by ?? People.Counsellor, "They want to stay.");

    public static GrantId GrantOf(int at) => GrantId.Derive("test", "family", $"{at}");

    /// <summary>As a refusal or an acceptance of the first command's grant.</summary>
    public Decision Decide(HouseholdCommand command) => Ruled(command) switch
    {
        HouseholdDecision.Refused refused => new Decision.Refused(refused.Code, refused.Why),
        HouseholdDecision.Accepted accepted => Members.Single(member => member.Now.Id == accepted.Commands[0].Id.Grant).Decide(accepted.Commands[0]),
        _ => throw new Xunit.Sdk.XunitException("A decision is accepted or refused."),
    };

    public HouseholdDecision Ruled(HouseholdCommand command) => command.Decide(
        Household,
        [.. (Household?.Members ?? []).Select(member => new MemberStanding(member, Members.SingleOrDefault(story => story.Grant?.Id == member.Grant)?.Grant))],
        Now);

    public RefusalCode? Refusal(HouseholdCommand command) => (Ruled(command) as HouseholdDecision.Refused)?.Code;

    /// <summary>The decision reaches every grant it is for.</summary>
    public Family Do(params HouseholdCommand[] commands) => commands.Aggregate(this, (family, command) =>
        family.Ruled(command) is HouseholdDecision.Accepted accepted
            ? family with { Members = [.. family.Members.Select(member => accepted.Commands.SingleOrDefault(one => one.Id.Grant == member.Now.Id) is { } own ? member.Do(own) : member)] }
            : throw new Xunit.Sdk.XunitException($"{command.GetType().Name} was refused: {family.Ruled(command)}"));

    /// <summary>Something happens to one member alone.</summary>
    public Family Then(int at, Func<Story, Story> happen) => this with { Members = [.. Members.Select((member, place) => place == at ? happen(member) : member)] };

    public IEnumerable<GrantState> States => Members.Select(member => member.Now.State);

    private static HouseholdCommandId Key(string name) => HouseholdCommandId.Derive(Ask.Household, name);
}
