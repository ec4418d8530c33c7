using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>A person is referred from abroad into another programme: with consent, with little about them, and one case comes of it.</summary>
public sealed class ReferralTests
{
    private static readonly Application Fit = Application(Mechanism);

    [Fact]
    public void A_programme_that_refers_needs_to_know_where_to_and_no_other_one_may()
    {
        Assert.Null(Submit(Fit));
        Assert.Equal(RefusalCode.ReferralNotCovered, Submit(Fit with { Referral = null }));
        Assert.Equal(RefusalCode.ReferralNotCovered, Submit(Fit with { Referral = new(Plain, Agreed) }));
        Assert.Equal(RefusalCode.ReferralNotCovered, Submit(Application(Plain) with { Referral = new(Shielded, Agreed) }));
    }

    [Fact]
    public void Nobody_is_referred_against_their_will()
    {
        Assert.Equal(RefusalCode.ConsentMissing, Submit(Fit with { Referral = new(Shielded, Agreed with { Given = false }) }));
        Assert.Equal(RefusalCode.ConsentMissing, Submit(Fit with { Referral = new(Shielded, Agreed with { On = Today.AddDays(1) }) }));
    }

    [Fact]
    public void A_referral_carries_neither_document_nor_account()
    {
        Assert.Equal(RefusalCode.TooMuchIdentity, Submit(Fit with { HasDocument = true }));
        Assert.Equal(RefusalCode.TooMuchIdentity, Submit(Fit with { Route = Bank }));
        Assert.Null(Submit(Application(Plain) with { HasDocument = true }));
    }

    [Fact]
    public void The_receiving_programme_is_asked_whether_it_covers_the_person()
    {
        Assert.Equal(RefusalCode.DestinationNotCovered, Submit(Fit with { Destination = Albania, Office = Tirana }));
        // The mechanism itself gives no cash, so that it may work where people are; the receiving programme may not.
        Assert.Equal(RefusalCode.OfficeOutsideCountry, Submit(Fit with { Host = Albania, Office = Tirana }));
    }

    [Fact]
    public void Taking_the_person_on_opens_their_case_once()
    {
        var taken = Stories.Referring.Do(Ask.Deliver(1));
        var open = Assert.IsType<OpenCase>(Assert.Single(taken.Effects.OfType<AskGrant>()).Command);
        Assert.Equal((taken.Now.OpenedCase, Actor.System), (open.Id.Grant, open.Actor));
        Assert.NotEqual(taken.Now.Id, open.Id.Grant);
        Assert.Equal(open.Id, Stories.Referring.Do(Ask.Deliver(1, accepted: false), Ask.Deliver(1)).Effects.OfType<AskGrant>().Single().Command.Id);
        Assert.Empty(taken.Do(Ask.Settle(1)).Effects.OfType<AskGrant>().Skip(1));
    }

    [Fact]
    public void A_line_that_is_not_accepted_or_no_referral_opens_none()
    {
        var unsure = Stories.Referring.Do(Ask.Deliver(1, accepted: false));
        Assert.Empty(unsure.Effects.OfType<AskGrant>());
        Assert.Null(unsure.Now.OpenedCase);
        Assert.Empty(Stories.Disbursing.Do(Ask.Deliver(1)).Effects.OfType<AskGrant>());
    }

    [Fact]
    public void Who_withdrew_meanwhile_is_handed_to_nobody() =>
        Assert.Empty(Stories.Referring.Do(Ask.Deliver(1, accepted: false), Ask.Withdraw(), Ask.Deliver(1)).Effects.OfType<AskGrant>());

    [Fact]
    public void A_receiving_programme_that_ended_meanwhile_takes_nobody_on()
    {
        var shut = World.Catalogue.Versions.Values.SelectMany(versions => versions).Select(one => one.Id == Shielded ? one with { Window = new(null, Today.AddDays(-1), null) } : one);
        var later = Now with { Catalogue = new Catalogue(shut, World.Catalogue.Offices) };
        Assert.Equal(RefusalCode.OutsideWindow, Stories.Referring.Refusal(Ask.Deliver(1), later));
        Assert.Null(Stories.Referring.Refusal(Ask.Deliver(1, accepted: false), later));
    }

    [Fact]
    public void The_case_waits_for_intake_under_the_receiving_programme_s_rules_and_knows_the_person_by_their_key_alone()
    {
        var open = (OpenCase)Stories.Referring.Do(Ask.Deliver(1)).Effects.OfType<AskGrant>().Single().Command;
        var opened = Story.Nothing.Do(open).Now;
        var before = Stories.Referring.Now;
        Assert.Equal((open.Id.Grant, GrantState.Submitted, "2026-1", FundingLineId.For(Shielded, "grants")), (opened.Id, opened.State, opened.ProgrammeVersion, opened.FundingLine));
        Assert.Equal((Shielded, before.Application.Person, before.Application.Office), (opened.Application.Programme, opened.Application.Person, opened.Application.Office));
        Assert.Equal(new ReferredFrom(before.Id, Agreed), opened.ReferredFrom);
        Assert.Equal((Eur(0), null, null, null), (opened.Application.Requested, opened.Application.Route, opened.Application.Declaration, opened.Application.Referral));
        Assert.Equal(Role.Intake, NextStep.RoleFor(opened));
        Assert.Empty(Story.Nothing.Do(open).Effects);
        Assert.Equal(RefusalCode.AlreadySubmitted, new Story(opened).Refusal(open));
    }

    [Fact]
    public void Intake_completes_the_case_and_neither_they_nor_who_referred_decides_on_it()
    {
        var completed = Story.Nothing.Do(Ask.Open(), Ask.Amend(Application(Shielded)), Ask.Screened(ScreeningResult.Clear));
        Assert.Equal([People.OtherCounsellor.Id, People.Counsellor.Id], completed.Now.Submitters);
        foreach (var submitter in new[] { People.OtherCounsellor, People.Counsellor })
            Assert.Equal(RefusalCode.OwnSubmission, completed.Refusal(Ask.Approve(Eur(2000), submitter.In(Role.Officer))));
        var approved = completed.Do(Ask.Approve(Eur(2000)));
        Assert.Equal(RefusalCode.OwnSubmission, approved.Do(Ask.Funded(approved.Now, reserved: true), Ask.Depart()).Refusal(Ask.Verify(People.OtherCounsellor.In(Role.CountryOffice))));
    }

    private static RefusalCode? Submit(Application application) => Story.Nothing.Refusal(Ask.Submit(application));
}
