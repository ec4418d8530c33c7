using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Handing in, amending, and what an application may say.</summary>
public sealed class IntakeTests
{
    [Fact]
    public void A_grant_keeps_the_programme_version_it_was_handed_in_under()
    {
        var story = Story.Nothing.Do(Ask.Submit(Plain));

        Assert.Equal(("2026-1", FundingLineId.Parse("plain/grants")), (story.Now.ProgrammeVersion, story.Now.FundingLine));
    }

    [Fact]
    public void Amending_changes_what_is_asked_but_not_who_asks_under_which_programme_at_which_office()
    {
        var before = Stories.Returned.Now.Application;
        var amended = Stories.Returned
            .Do(Ask.Amend(Application(Strict) with { Person = PersonId.Derive("test", "someone else"), Office = Tirana, Requested = Eur(900) })).Now.Application;

        Assert.Equal((before.Programme, before.Office, before.Person, Eur(900)), (amended.Programme, amended.Office, amended.Person, amended.Requested));
    }

    [Fact]
    public void Amending_asks_for_screening_again_and_the_deadline_follows_the_new_day_of_return()
    {
        var amended = Stories.Returned.Do(Ask.Amend(Application(Plain) with { ReturnOn = new(2026, 5, 31) }));

        Assert.Equal(2, amended.Effects.OfType<RequestScreening>().Count());
        Assert.Equal(new DateOnly(2027, 5, 31), amended.Now.ExpiresOn);
    }

    [Fact]
    public void A_day_of_return_at_the_end_of_the_calendar_has_the_last_day_as_deadline() =>
        Assert.Equal(DateOnly.MaxValue, Story.Nothing.Do(Ask.Submit(Application(Plain) with { ReturnOn = DateOnly.MaxValue })).Now.ExpiresOn);

    [Theory]
    [InlineData(0, RefusalCode.NotYetExpired)]
    [InlineData(1, null)]
    public void The_deadline_itself_is_still_in_time(int daysAfter, RefusalCode? expected) =>
        Assert.Equal(expected, Stories.Funded.Refusal(Ask.Expire(), On(Deadline.AddDays(daysAfter))));

    [Fact]
    public void An_expired_grant_says_which_deadline_passed() =>
        Assert.Equal("The deadline was 2027-03-10.", Stories.At(GrantState.Expired).Now.Reason);

    [Fact]
    public void An_allowed_appeal_is_screened_and_decided_anew()
    {
        var again = Stories.At(GrantState.UnderAppeal).Do(Ask.DecideAppeal(allowed: true));

        Assert.Equal(2, again.Effects.OfType<RequestScreening>().Count());
        Assert.Equal(GrantState.Approved, again.Do(Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(1500))).Now.State);
    }

    [Fact]
    public void A_grant_without_a_deadline_never_expires() =>
        Assert.Equal(RefusalCode.NotYetExpired, Story.Nothing.Do(Ask.Submit(TwoApprovals)).Refusal(Ask.Expire(), On(DateOnly.MaxValue)));

    [Fact]
    public void The_clock_of_the_deadline_stands_still_during_a_hold() =>
        Assert.Equal(RefusalCode.WrongState, Stories.HeldFrom(GrantState.Verified).Refusal(Ask.Expire(), AfterDeadline));

    [Theory]
    [InlineData(2000, 00, null)]
    [InlineData(2000, 01, RefusalCode.OverSystemCeiling)]
    public void Nobody_gets_a_cent_over_two_thousand_euro_whoever_asks_and_approves(int euro, int cents, RefusalCode? expected)
    {
        Assert.Equal(expected, Story.Nothing.Refusal(Ask.Submit(Application(Plain) with { Requested = Eur(euro, cents) })));

        // Even if a larger sum were on file, it could not be approved.
        var onFile = new Story(Stories.AwaitingApproval.Now with { Application = Application(Plain) with { Requested = Eur(99999) } });
        Assert.Equal(expected, onFile.Refusal(Ask.Approve(Eur(euro, cents))));
    }

    [Theory]
    [InlineData("file-1", "file-2", null)]
    [InlineData(null, "file-2", RefusalCode.GuardianMissing)]
    [InlineData("file-1", null, RefusalCode.GuardianMissing)]
    [InlineData("file-1", "  ", RefusalCode.GuardianMissing)]
    public void No_grant_for_an_unaccompanied_child_starts_without_guardian_and_best_interests(string? guardian, string? bestInterests, RefusalCode? expected) =>
        Assert.Equal(expected, Story.Nothing.Refusal(Ask.Submit(Application(Plain) with { Child = new(guardian, bestInterests), Route = OfGuardian })));

    [Fact]
    public void A_grant_for_an_unaccompanied_child_always_takes_two_approvals()
    {
        var story = Story.Nothing.Do(Ask.Submit(Application(Plain) with { Child = new("file-1", "file-2"), Route = OfGuardian }), Ask.Screened(ScreeningResult.Clear));

        Assert.Equal(GrantState.AwaitingSecondApproval, story.Do(Ask.Approve(Eur(1))).Now.State);
    }

    [Theory]
    [InlineData(1500, 0, GrantState.Approved)]
    [InlineData(1500, 1, GrantState.AwaitingSecondApproval)]
    public void A_second_approval_is_needed_above_the_threshold_and_not_at_it(int euro, int cents, GrantState expected) =>
        Assert.Equal(expected, Stories.AwaitingApproval.Do(Ask.Approve(Eur(euro, cents))).Now.State);

    [Fact]
    public void A_programme_without_cash_may_be_given_by_the_office_where_the_person_is_now()
    {
        var here = Application(NoCash) with { Host = Albania, Destination = France, Office = Tirana };

        Assert.Null(Story.Nothing.Refusal(Ask.Submit(here)));
        Assert.Equal(RefusalCode.OfficeOutsideCountry, Story.Nothing.Refusal(Ask.Submit(here with { Programme = Plain })));
    }

    [Fact]
    public void A_family_member_has_the_ceiling_of_a_family_member() =>
        // The programme names one for principals only; for everyone else the system's holds.
        Assert.Null(Story.Nothing.Refusal(Ask.Submit(Application(Strict) with { HouseholdRole = HouseholdRole.FamilyMember, Requested = Eur(2000) })));
}
