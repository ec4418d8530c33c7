using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>What must be on file is the programme's to say.</summary>
public sealed class GateTests
{
    [Fact]
    public void Who_stays_at_home_declares_no_return_and_arrives_nowhere()
    {
        var story = AtHomeFunded.Do(Ask.Verify() with { ArrivedOn = null, IdentityConfirmed = false });

        Assert.Equal((GrantState.Verified, null), (story.Now.State, story.Now.ArrivedOn));
    }

    [Fact]
    public void Where_people_arrive_the_day_is_needed_and_so_is_who_they_are()
    {
        Assert.Equal(RefusalCode.VerificationIncomplete, Stories.Funded.Refusal(Ask.Verify() with { ArrivedOn = null }));
        Assert.Equal(RefusalCode.VerificationIncomplete, Stories.Funded.Refusal(Ask.Verify() with { IdentityConfirmed = false }));
        Assert.Equal(Today, Stories.Verified.Now.ArrivedOn);
    }

    [Theory]
    [InlineData(BeneficiaryCategory.VoluntaryReturnee, true)]
    [InlineData(BeneficiaryCategory.VictimOfTrafficking, true)]
    [InlineData(BeneficiaryCategory.ForcedReturnee, false)]
    [InlineData(BeneficiaryCategory.ResettledRefugee, false)]
    [InlineData(BeneficiaryCategory.RelocatedApplicant, false)]
    [InlineData(BeneficiaryCategory.FamilyReunification, false)]
    [InlineData(BeneficiaryCategory.ResidencyApplicant, false)]
    public void Only_who_returns_by_their_own_will_declares_it(BeneficiaryCategory category, bool declares) =>
        Assert.Equal(
            declares ? RefusalCode.DeclarationInvalid : null,
            Story.Nothing.Refusal(Ask.Submit(Application(NoCash) with { Category = category, Declaration = null })));

    [Fact]
    public void Rules_that_have_not_begun_take_no_application()
    {
        var later = new Domain.Programmes.Catalogue([World.Catalogue.InForce(Plain, Today)! with { ValidFrom = Today.AddDays(1) }], World.Catalogue.Offices);
        var refused = Assert.IsType<Decision.Refused>(Story.Nothing.Decide(Ask.Submit(Plain), new(Noon, later)));

        Assert.Equal(RefusalCode.OutsideWindow, refused.Code);
        Assert.Contains("begin on 2026-03-11", refused.Why, StringComparison.Ordinal);
        Assert.Null(Story.Nothing.Refusal(Ask.Submit(Plain), new(Noon.AddDays(1), later)));
    }

    [Fact]
    public void An_officer_may_name_the_line_that_pays_and_no_other()
    {
        var waiting = Stories.AwaitingApproval;

        Assert.Null(waiting.Refusal(Ask.Approve(Eur(800)) with { FundingLine = FundingLineId.For(Plain, "grants") }));
        Assert.Equal(RefusalCode.FundingLineNotForGrants, waiting.Refusal(Ask.Approve(Eur(800)) with { FundingLine = FundingLineId.For(NoCash, "grants") }));
        Assert.Equal(FundingLineId.For(Plain, "grants"), waiting.Do(Ask.Approve(Eur(800))).Now.FundingLine);
    }

    private static Story AtHomeFunded
    {
        get
        {
            var approved = Story.Nothing.Do(
                Ask.Submit(Application(AtHome) with { Category = BeneficiaryCategory.ResidencyApplicant, Declaration = null, Requested = Eur(800) }),
                Ask.Screened(ScreeningResult.Clear),
                Ask.Approve(Eur(800)));
            return approved.Do(Ask.Funded(approved.Now, reserved: true));
        }
    }
}
