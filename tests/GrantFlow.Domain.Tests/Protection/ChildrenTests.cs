using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>A child alone: guardian and best interests on file, two officers, and no programme that says otherwise.</summary>
public sealed class ChildrenTests
{
    private static readonly UnaccompaniedChild Papers = new("guardian-1", "best-interests-1");

    /// <summary>A programme that gives everything away: no gates, one approval however much and for whom.</summary>
    private static readonly Programme Careless = World.Catalogue.InForce(Plain, Today)! with
    {
        Id = ProgrammeId.Parse("careless"),
        Gates = Set<Gate>(),
        AlwaysTwoApprovals = false,
        TwoApprovalsIfVulnerable = false,
        SecondApprovalAbove = SystemRules.Ceiling,
        FundingLines = [new(FundingLineId.Parse("careless/grants"), null, "grants", null, true, 1)],
    };

    private static readonly DecisionContext Here = Now with { Catalogue = new Catalogue([Careless, .. World.Catalogue.Versions.Values.SelectMany(versions => versions)], World.Catalogue.Offices) };

    public static TheoryData<string> Programmes => [.. World.Catalogue.Versions.Keys.Select(id => id.Value).Append("careless").Except([Strict.Value, Mechanism.Value])];

    [Theory]
    [MemberData(nameof(Programmes))]
    public void No_programme_takes_a_child_alone_without_both_papers(string programme)
    {
        foreach (var child in new[] { null, new(null, null), Papers with { GuardianReference = null }, Papers with { BestInterestsReference = " " } })
            Assert.Equal(RefusalCode.GuardianMissing, Story.Nothing.Refusal(Ask.Submit(Of(programme) with { UnderAge = true, Child = child }), Here));
        Assert.Null(Story.Nothing.Refusal(Ask.Submit(Of(programme) with { UnderAge = true, Child = Papers }), Here));
    }

    [Theory]
    [MemberData(nameof(Programmes))]
    public void Under_every_programme_it_takes_two_officers(string programme)
    {
        var amount = Of(programme).Requested;
        var first = Story.Nothing
            .Do(Ask.Submit(Of(programme) with { UnderAge = true, Child = Papers }), Here)
            .Do(Ask.Screened(ScreeningResult.Clear), Here)
            .Do(Ask.Approve(amount), Here);
        Assert.Equal(GrantState.AwaitingSecondApproval, first.Now.State);
        Assert.Equal(RefusalCode.SecondApproverIsFirst, first.Refusal(Ask.Approve(amount), Here));
        Assert.Equal(GrantState.Approved, first.Do(Ask.Approve(amount, People.SecondOfficer), Here).Now.State);
    }

    [Fact]
    public void A_grant_that_came_to_an_officer_without_the_papers_is_not_approved()
    {
        var somehow = new Story(Stories.AwaitingApproval.Now with { Application = Stories.AwaitingApproval.Now.Application with { UnderAge = true } });
        Assert.Equal(RefusalCode.GuardianMissing, somehow.Refusal(Ask.Approve(Eur(1500))));
    }

    [Fact]
    public void A_child_within_a_family_is_not_alone()
    {
        Assert.True((Of("careless") with { UnderAge = true }).IsChildAlone);
        Assert.False((Of("careless") with { UnderAge = true, HouseholdRole = HouseholdRole.Minor, Household = HouseholdId.Derive("family") }).IsChildAlone);
    }

    private static Application Of(string programme) => Application(Plain) with
    {
        Programme = ProgrammeId.Parse(programme),
        Category = Here.Catalogue.InForce(ProgrammeId.Parse(programme), Today)!.Categories?.First() ?? BeneficiaryCategory.VoluntaryReturnee,
        Requested = Eur(100),
        Route = null,
    };
}
