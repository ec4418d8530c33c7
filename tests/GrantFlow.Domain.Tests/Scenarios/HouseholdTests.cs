using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Families: one decision covers all, each keeps a grant of their own.</summary>
public sealed class HouseholdTests
{
    private const HouseholdRole Principal = HouseholdRole.Principal;
    private const HouseholdRole Adult = HouseholdRole.FamilyMember;
    private const HouseholdRole Minor = HouseholdRole.Minor;

    private static readonly UnaccompaniedChild Papers = new("file-1", "file-2");

    [Theory]
    [InlineData(null, Principal, Adult)]
    [InlineData(null, Minor, Principal, Minor)]
    [InlineData(RefusalCode.HouseholdIncomplete, Principal)]
    [InlineData(RefusalCode.HouseholdIncomplete, Principal, Principal)]
    [InlineData(RefusalCode.HouseholdIncomplete, Adult, Minor)]
    public void A_household_has_one_principal_and_at_least_one_other(RefusalCode? expected, params HouseholdRole[] roles) =>
        Assert.Equal(expected, Family.Nobody.Refusal(Family.Submit(roles)));

    [Theory]
    [InlineData(12, null)]
    [InlineData(13, RefusalCode.HouseholdIncomplete)]
    public void A_household_has_at_most_twelve_members(int members, RefusalCode? expected) =>
        Assert.Equal(expected, Family.Nobody.Refusal(Family.Submit([Principal, .. Enumerable.Repeat(Adult, members - 1)])));

    [Fact]
    public void The_members_share_programme_office_host_and_destination()
    {
        Application[] others = [Member(Adult) with { Office = Tirana }, Member(Adult) with { Host = Albania }, Member(Adult) with { Destination = Albania }];
        Assert.Equal(RefusalCode.FamiliesNotCovered, Family.Nobody.Refusal(Family.Submit(Member(Principal), Member(Adult) with { Programme = NoCash })));
        Assert.All(others, other => Assert.Equal(RefusalCode.HouseholdIncomplete, Family.Nobody.Refusal(Family.Submit(Member(Principal), other))));
    }

    [Fact]
    public void What_is_wrong_with_one_member_is_said_of_that_member_and_nobody_is_handed_in()
    {
        var refused = Assert.IsType<HouseholdDecision.Refused>(
            Family.Nobody.Ruled(Family.Submit(Member(Principal), Member(Minor), Member(Adult) with { Requested = Eur(2000, 1) })));

        Assert.Equal(RefusalCode.OverSystemCeiling, refused.Code);
        Assert.StartsWith("Member 3: ", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_is_handed_in_once() => Assert.Equal(RefusalCode.AlreadySubmitted, Family.Undecided(Principal, Adult).Refusal(Family.Submit(Principal, Adult)));

    [Theory]
    [InlineData(Principal, false, false, null)]
    [InlineData(Principal, true, false, RefusalCode.GuardianMissing)]
    [InlineData(Principal, true, true, null)]
    [InlineData(Adult, false, false, null)]
    [InlineData(Adult, true, true, RefusalCode.RoleNotForAge)]
    [InlineData(Minor, false, true, RefusalCode.RoleNotForAge)]
    [InlineData(Minor, true, false, RefusalCode.GuardianMissing)]
    [InlineData(Minor, true, true, null)]
    public void Alone_the_role_fits_the_age_and_a_child_has_papers(HouseholdRole role, bool underAge, bool papers, RefusalCode? expected) =>
        Assert.Equal(expected, Story.Nothing.Refusal(Ask.Submit(Application(Plain) with { HouseholdRole = role, UnderAge = underAge, Child = papers ? Papers : null, Route = null })));

    [Fact]
    public void With_an_adult_in_the_family_a_minor_needs_no_papers_and_one_approval_is_enough() =>
        Assert.Equal(
            [GrantState.AwaitingSecondApproval, GrantState.Approved],
            Family.Undecided(Principal, Minor).Do(Family.Approve(amounts: (1, Eur(1500)))).States);

    [Fact]
    public void Among_children_alone_each_needs_papers_and_two_approvals()
    {
        var principal = Member(Principal) with { UnderAge = true, Child = Papers, Route = OfGuardian };

        Assert.Equal(RefusalCode.GuardianMissing, Family.Nobody.Refusal(Family.Submit(principal, Member(Minor))));
        Assert.Null(Family.Nobody.Refusal(Family.Submit(principal, Member(Minor) with { Child = Papers })));
    }

    [Fact]
    public void Each_has_the_ceiling_of_their_role()
    {
        var ceilings = new Dictionary<HouseholdRole, Money> { [Principal] = Eur(2000), [Adult] = Eur(1000), [Minor] = Eur(500) };
        var programme = World.Catalogue.InForce(Plain, Today)! with { Ceilings = ceilings };
        var context = new DecisionContext(Noon, new Catalogue([programme], World.Catalogue.Offices));

        Assert.All(ceilings, ceiling =>
        {
            Assert.Null(Story.Nothing.Refusal(Ask.Submit(Member(ceiling.Key) with { Requested = ceiling.Value }), context));
            Assert.NotNull(Story.Nothing.Refusal(Ask.Submit(Member(ceiling.Key) with { Requested = ceiling.Value + Eur(0, 1) }), context));
        });
    }

    [Fact]
    public void One_approval_covers_the_family_and_each_gets_what_was_asked_for_them_unless_it_says_otherwise()
    {
        var family = Family.Undecided(Principal, Adult, Minor).Do(Family.Approve(amounts: (2, Eur(700))));

        Assert.Equal([Eur(2000), Eur(2000), Eur(700)], family.Members.Select(member => member.Now.Approved!.Value));
        Assert.Equal([GrantState.AwaitingSecondApproval, GrantState.AwaitingSecondApproval, GrantState.Approved], family.States);

        var both = family.Do(Family.Approve(People.SecondOfficer));
        Assert.All(both.States, state => Assert.Equal(GrantState.Approved, state));
        Assert.Equal([People.Officer.Id, People.SecondOfficer.Id], both.Members[0].Now.Approvers);
        Assert.Equal([People.Officer.Id], both.Members[2].Now.Approvers);
    }

    [Fact]
    public void Nobody_approves_a_family_they_handed_in_nor_gives_both_approvals()
    {
        var family = Family.Undecided(Principal, Adult);

        Assert.Equal(RefusalCode.OwnSubmission, family.Refusal(Family.Approve(People.Counsellor.In(Role.Officer))));
        Assert.Equal(RefusalCode.SecondApproverIsFirst, family.Do(Family.Approve()).Refusal(Family.Approve()));
    }

    [Fact]
    public void An_amount_for_somebody_who_is_not_awaiting_an_approval_is_refused()
    {
        Assert.Equal(RefusalCode.NotInHousehold, Family.Undecided(Principal, Adult).Refusal(Family.Approve(amounts: (7, Eur(100)))));
        Assert.Equal(RefusalCode.WrongState, Family.Undecided(Principal, Adult).Then(1, member => member.Do(Ask.Reject())).Refusal(Family.Approve(amounts: (1, Eur(100)))));
    }

    [Fact]
    public void Whom_funds_were_refused_comes_back_alone_and_the_next_approval_covers_them()
    {
        var family = Family.Undecided(Principal, Minor, Minor).Do(Family.Approve(amounts: [(0, Eur(1500)), (1, Eur(900)), (2, Eur(900))]))
            .Then(0, member => member.Do(Ask.Funded(member.Now, reserved: true)))
            .Then(1, member => member.Do(Ask.Funded(member.Now, reserved: false)))
            .Then(2, member => member.Do(Ask.Funded(member.Now, reserved: true)));

        Assert.Equal([GrantState.AwaitingVerification, GrantState.AwaitingApproval, GrantState.AwaitingVerification], family.States);
        Assert.Equal(RefusalCode.HouseholdDecides, family.Members[1].Refusal(Ask.Approve(Eur(900))));
        Assert.Equal(
            [GrantState.AwaitingVerification, GrantState.Approved, GrantState.AwaitingVerification],
            family.Do(Family.Approve(amounts: (1, Eur(500)))).States);
    }

    public static TheoryData<GrantState> States => [.. Enum.GetValues<GrantState>().Where(state => state != GrantState.OnHold)];

    /// <summary>Where a second member stands, when the principal awaits the decision: is it in the way of one decision for all, covered by it, or left alone?</summary>
    [Theory]
    [MemberData(nameof(States))]
    public void A_member_is_in_the_way_covered_or_left_alone_by_where_they_stand(GrantState state)
    {
        var early = state is GrantState.Submitted or GrantState.Screening or GrantState.NeedsAdjudication;
        var awaits = state is GrantState.AwaitingApproval or GrantState.AwaitingSecondApproval;
        var family = At(Stories.At(state));

        Assert.Equal(early ? RefusalCode.HouseholdNotReady : null, family.Refusal(Family.Approve(People.SecondOfficer)));
        Assert.Equal(early && state != GrantState.NeedsAdjudication ? RefusalCode.HouseholdNotReady : null, family.Refusal(Family.Reject(People.SecondOfficer)));
        Assert.Null(family.Refusal(Family.Withdraw()));
        if (!early)
        {
            Assert.Equal(awaits ? [GrantState.AwaitingSecondApproval, After(state)] : [GrantState.AwaitingSecondApproval, state], family.Do(Family.Approve(People.SecondOfficer)).States);
            Assert.Equal([GrantState.Rejected, awaits ? GrantState.Rejected : state], family.Do(Family.Reject(People.SecondOfficer)).States);
        }

        if (GrantMachine.Holdable.Contains(state))
            Assert.Equal(early || awaits ? RefusalCode.HouseholdNotReady : null, At(Stories.HeldFrom(state)).Refusal(Family.Approve(People.SecondOfficer)));

        static GrantState After(GrantState state) => state == GrantState.AwaitingApproval ? GrantState.AwaitingSecondApproval : GrantState.Approved;

        static Family At(Story story)
        {
            var family = Family.Undecided(Principal, Adult);
            return family.Then(1, own => story with { Grant = story.Now with { Id = own.Now.Id, Household = Ask.Household, Application = story.Now.Application with { HouseholdRole = Adult } } });
        }
    }

    [Fact]
    public void Where_nobody_awaits_anything_there_is_nothing_to_decide()
    {
        var gone = Family.Undecided(Principal, Adult).Do(Family.Withdraw());

        Assert.All(gone.States, state => Assert.Equal(GrantState.Withdrawn, state));
        Assert.All(new HouseholdCommand[] { Family.Approve(), Family.Reject(), Family.Withdraw() }, command => Assert.Equal(RefusalCode.WrongState, gone.Refusal(command)));
        Assert.All(new HouseholdCommand[] { Family.Approve(), Family.Reject(), Family.Withdraw() }, command => Assert.Equal(RefusalCode.HouseholdNotFound, Family.Nobody.Refusal(command)));
    }

    [Fact]
    public void Who_is_still_being_handed_in_is_waited_for_and_who_was_never_taken_is_not()
    {
        var family = Family.Undecided(Principal, Adult, Adult);
        IReadOnlyList<MemberStanding> Standing(bool notTaken) =>
            [.. family.Household!.Members.Select((member, at) => new MemberStanding(member, at == 2 ? null : family.Members[at].Now, notTaken && at == 2))];

        Assert.Equal(RefusalCode.HouseholdNotReady, (Family.Approve().Decide(family.Household, Standing(notTaken: false), Now) as HouseholdDecision.Refused)?.Code);
        Assert.Equal(2, Assert.IsType<HouseholdDecision.Accepted>(Family.Approve().Decide(family.Household, Standing(notTaken: true), Now)).Commands.Count);
    }

    [Fact]
    public void A_member_can_be_rejected_or_withdraw_alone_and_the_rest_is_decided_as_one()
    {
        var family = Family.Undecided(Principal, Adult, Adult, Minor)
            .Then(1, member => member.Do(Ask.Reject()))
            .Then(2, member => member.Do(Ask.Withdraw()))
            .Do(Family.Approve());

        Assert.Equal([GrantState.AwaitingSecondApproval, GrantState.Rejected, GrantState.Withdrawn, GrantState.AwaitingSecondApproval], family.States);
    }

    [Fact]
    public void A_member_that_is_split_off_is_decided_alone_from_then_on()
    {
        var family = Family.Undecided(Principal, Adult).Then(1, member => member.Do(Ask.Leave()));

        Assert.Null(family.Members[1].Now.Household);
        Assert.Equal([GrantState.AwaitingSecondApproval, GrantState.AwaitingApproval], family.Do(Family.Approve()).States);
        Assert.Equal(GrantState.Approved, family.Members[1].Do(Ask.Approve(Eur(1500))).Now.State);
        Assert.Equal(RefusalCode.NotInHousehold, family.Members[1].Refusal(Ask.Approve(Eur(1500)) with { Household = Ask.Household }));
        Assert.Equal(RefusalCode.NotInHousehold, family.Members[1].Refusal(Ask.Leave()));
    }

    [Fact]
    public void A_child_that_is_split_off_needs_papers_and_two_approvals_from_then_on()
    {
        var child = Family.Undecided(Principal, Minor).Members[1];

        Assert.Equal(RefusalCode.GuardianMissing, child.Refusal(Ask.Leave()));
        Assert.Equal(RefusalCode.GuardianMissing, child.Refusal(Ask.Leave(new("file-1", null))));
        Assert.Equal(GrantState.AwaitingSecondApproval, child.Do(Ask.Leave(Papers)).Do(Ask.Approve(Eur(1))).Now.State);
    }

    [Fact]
    public void A_child_that_one_officer_approved_with_the_family_is_not_split_off()
    {
        var approved = Family.Undecided(Principal, Minor).Do(Family.Approve(null, (1, Eur(1000)))).Members[1];
        var funded = approved.Do(Ask.Funded(approved.Now, reserved: true));

        foreach (var child in new[] { approved, funded, funded.Do(Ask.Verify()), funded.Do(Ask.Hold()) })
        {
            Assert.Equal(RefusalCode.WrongState, child.Refusal(Ask.Leave(Papers)));
        }

        var byTwo = Family.Undecided(Principal, Minor).Do(Family.Approve(), Family.Approve(People.SecondOfficer)).Members[1];
        Assert.Equal(GrantState.Approved, byTwo.Do(Ask.Leave(Papers)).Now.State);
    }

    [Fact]
    public void The_adults_gone_the_children_are_not_approved_without_papers()
    {
        var family = Family.Undecided(Principal, Minor).Then(0, member => member.Do(Ask.Withdraw()));

        Assert.Equal(RefusalCode.GuardianMissing, family.Refusal(Family.Approve()));
        Assert.Equal(RefusalCode.WrongState, family.Then(1, member => member.Do(Ask.Leave(Papers))).Refusal(Family.Approve()));
    }

    [Fact]
    public void A_member_can_be_split_off_even_on_hold_as_long_as_nothing_is_given()
    {
        foreach (var story in Stories.Everywhere)
        {
            var member = new Story(story.Now with { Household = Ask.Household, Application = story.Now.Application with { HouseholdRole = Adult } });
            var expected = GrantMachine.BeforeDisbursing.Contains(member.Now.WorkingState);
            Assert.Equal(expected ? null : RefusalCode.WrongState, member.Refusal(Ask.Leave()));
            if (expected)
                Assert.Equal(Story.Standing(story.Grant), Story.Standing(member.Do(Ask.Leave()).Grant));
        }
    }

    [Fact]
    public void Amending_keeps_the_member_in_the_family()
    {
        var returned = Family.Undecided(Principal, Adult).Members[1].Do(Ask.Return());

        Assert.Equal(Ask.Household, returned.Do(Ask.Amend(Member(Adult) with { Household = null, Requested = Eur(900) })).Now.Application.Household);
        Assert.Equal(RefusalCode.HouseholdIncomplete, returned.Refusal(Ask.Amend(Member(Principal))));
        Assert.Equal(RefusalCode.HouseholdIncomplete, returned.Refusal(Ask.Amend(Member(Adult) with { Host = Albania })));
        Assert.Null(returned.Do(Ask.Leave()).Do(Ask.Amend(Member(Adult) with { Host = Albania })).Now.Application.Household);
    }

    [Fact]
    public void A_household_of_a_programme_that_takes_none_is_refused_and_single_members_are_not()
    {
        Assert.Equal(RefusalCode.FamiliesNotCovered, Family.Nobody.Refusal(Family.Submit(Member(Principal) with { Programme = NoCash }, Member(Adult) with { Programme = NoCash })));
        Assert.Null(Story.Nothing.Refusal(Ask.Submit(Application(NoCash) with { HouseholdRole = Adult })));
    }
}
