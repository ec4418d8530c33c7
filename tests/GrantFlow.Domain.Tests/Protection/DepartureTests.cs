using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Verification;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>The departure is confirmed before the arrival, by a person or by the service that saw the person off.</summary>
public sealed class DepartureTests
{
    private static readonly Story Seeing = Story.Nothing
        .Do(Ask.Submit(Application(Airport) with { Requested = Eur(200), Route = null, Serves = Ask.Other }), Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(200)))
        .Do(Ask.Funded($"{Ask.Grant}-1", reserved: true), Ask.Verify())
        .Do(Ask.Split(new SplitPart(LineKind.TransitAssistance, Eur(150), "help at the gate", "the airport team"), new SplitPart(LineKind.Service, Eur(50), "a meal", "the airport team")));

    [Fact]
    public void An_arrival_waits_for_the_departure_only_where_it_is_a_gate()
    {
        Assert.Equal(RefusalCode.DepartureNotConfirmed, Stories.FundedSealed.Refusal(Ask.Verify()));
        Assert.Equal(GrantState.Verified, Stories.FundedSealed.Do(Ask.Depart(), Ask.Verify()).Now.State);
        Assert.Null(Stories.Funded.Refusal(Ask.Verify()));
    }

    [Fact]
    public void Nobody_arrives_before_they_left()
    {
        var left = Stories.Funded.Do(Ask.Depart(Today));
        Assert.Equal(RefusalCode.VerificationIncomplete, left.Refusal(Ask.Verify() with { ArrivedOn = Today.AddDays(-1) }));
        Assert.Null(left.Refusal(Ask.Verify() with { ArrivedOn = Today }));
    }

    [Theory]
    [InlineData(-30, null)]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, RefusalCode.VerificationIncomplete)]
    public void A_departure_is_confirmed_once_the_person_has_left(int days, RefusalCode? expected) =>
        Assert.Equal(expected, Stories.Funded.Refusal(Ask.Depart(Today.AddDays(days))));

    [Fact]
    public void A_person_corrects_the_day_and_the_pipeline_never_does()
    {
        var left = Stories.Approved.Do(Ask.Depart(Today.AddDays(-1)));
        Assert.Equal(RefusalCode.DepartureAlreadyConfirmed, left.Refusal(Ask.Depart(Today.AddDays(-1), People.Officer)));
        Assert.Equal(RefusalCode.DepartureAlreadyConfirmed, left.Refusal(Ask.Depart(Today, Actor.System)));
        Assert.Equal(Today, left.Do(Ask.Depart(Today, People.Officer)).Now.DepartedOn);
    }

    [Fact]
    public void A_departure_during_the_reservation_or_a_hold_counts_and_moves_nothing()
    {
        var left = Stories.Approved.Do(Ask.Depart(), Ask.Funded($"{Ask.Grant}-1", reserved: true), Ask.Hold(), Ask.Depart(Today.AddDays(-1)), Ask.Resume());
        Assert.Equal((GrantState.AwaitingVerification, Today.AddDays(-1)), (left.Now.State, left.Now.DepartedOn));
    }

    [Fact]
    public void Accepted_transit_assistance_confirms_the_departure_of_the_grant_it_serves()
    {
        var seen = Seeing.Do(Ask.Deliver(1));
        var asked = Assert.IsType<ConfirmDeparture>(Assert.Single(seen.Effects.OfType<AskGrant>()).Command);
        Assert.Equal((Ask.Other, Actor.System, Today), (asked.Id.Grant, asked.Actor, asked.DepartedOn));
        // The same delivery always asks under the same id.
        Assert.Equal(asked.Id, Seeing.Do(Ask.Deliver(1)).Effects.OfType<AskGrant>().Single().Command.Id);
    }

    [Fact]
    public void Nothing_else_confirms_it()
    {
        Assert.Empty(Seeing.Do(Ask.Deliver(1, accepted: false)).Effects.OfType<AskGrant>());
        Assert.Empty(Seeing.Do(Ask.Deliver(2)).Effects.OfType<AskGrant>());
        Assert.Single(Seeing.Do(Ask.Deliver(1, accepted: false), Ask.Deliver(1), Ask.Settle(1)).Effects.OfType<AskGrant>());
        Assert.Empty(new Story(Seeing.Now with { Application = Seeing.Now.Application with { Serves = null } }).Do(Ask.Deliver(1)).Effects.OfType<AskGrant>());
    }

    [Fact]
    public void Only_a_programme_that_confirms_departures_serves_other_grants() =>
        Assert.Equal(RefusalCode.ServesNotCovered, Story.Nothing.Refusal(Ask.Submit(Application(Plain) with { Serves = Ask.Other })));
}
