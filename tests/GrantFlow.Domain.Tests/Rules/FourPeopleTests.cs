using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>Four people stand behind a paid grant, five where two approve: nobody takes two of the parts, in whatever role they come.</summary>
public sealed class FourPeopleTests
{
    private static readonly Story ToApprove = Story.Nothing.Do(Ask.Submit(TwoApprovals), Ask.Screened(ScreeningResult.Clear));
    private static readonly Story ToApproveAgain = ToApprove.Do(Ask.Approve(Eur(2000), People.Officer));
    private static readonly Story ToVerify = Fund(ToApproveAgain.Do(Ask.Approve(Eur(2000), People.SecondOfficer)));
    private static readonly Story ToRelease = ToVerify.Do(Ask.Verify(People.Erbil)).Do(Ask.Split(Ask.Goods(Eur(1500)), Ask.Cash(Eur(500))));

    public static TheoryData<string, string, RefusalCode> Pairings => new()
    {
        { "submitter", "approver", RefusalCode.OwnSubmission },
        { "submitter", "second approver", RefusalCode.OwnSubmission },
        { "submitter", "verifier", RefusalCode.OwnSubmission },
        { "submitter", "releaser", RefusalCode.ReleaserInvolved },
        { "approver", "second approver", RefusalCode.SecondApproverIsFirst },
        { "approver", "verifier", RefusalCode.VerifierApproved },
        { "approver", "releaser", RefusalCode.ReleaserInvolved },
        { "second approver", "verifier", RefusalCode.VerifierApproved },
        { "second approver", "releaser", RefusalCode.ReleaserInvolved },
        { "verifier", "releaser", RefusalCode.ReleaserInvolved },
    };

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Nobody_takes_two_parts(string first, string second, RefusalCode expected)
    {
        var actor = first switch
        {
            "submitter" => People.Counsellor,
            "approver" => People.Officer,
            "second approver" => People.SecondOfficer,
            _ => People.Erbil,
        };

        Assert.Equal(expected, Try(second, actor));
        Assert.Null(Try(second, actor with { Id = ActorId.Parse("newcomer") }));
    }

    [Fact]
    public void Who_confirmed_split_delivery_or_route_pays_for_none_of_it()
    {
        var other = People.Erbil with { Id = ActorId.Parse("other") };
        var delivered = ToRelease.Do(Ask.Deliver(1, by: other));
        var rerouted = ToRelease.Do(Ask.Release(), Ask.Payment(2, 1, PaymentOutcome.Failed), Ask.Reroute(2) with { Actor = other });

        Assert.Equal(RefusalCode.ReleaserInvolved, delivered.Refusal(Ask.Settle(1, People.Finance with { Id = other.Id })));
        Assert.Equal(RefusalCode.ReleaserInvolved, rerouted.Refusal(Ask.Release() with { Actor = People.Finance with { Id = other.Id } }));
    }

    [Theory]
    [InlineData("ines")]
    [InlineData("omar")]
    [InlineData("olga")]
    [InlineData("erin")]
    public void Who_took_a_part_settles_no_invoice_either(string who)
    {
        var delivered = ToRelease.Do(Ask.Deliver(1));
        var actor = People.Finance with { Id = ActorId.Parse(who) };

        Assert.Equal(RefusalCode.ReleaserInvolved, delivered.Refusal(Ask.Settle(1, actor)));
        Assert.Null(delivered.Refusal(Ask.Settle(1)));
    }

    [Fact]
    public void Who_amended_counts_as_a_submitter_and_who_submitted_first_still_does()
    {
        var amended = ToApprove.Do(Ask.Return(), Ask.Amend(Application(TwoApprovals), People.OtherCounsellor), Ask.Screened(ScreeningResult.Clear));

        Assert.Equal(RefusalCode.OwnSubmission, amended.Refusal(Ask.Approve(Eur(2000), People.Counsellor.In(Role.Officer))));
        Assert.Equal(RefusalCode.OwnSubmission, amended.Refusal(Ask.Approve(Eur(2000), People.OtherCounsellor.In(Role.Officer))));
    }

    [Fact]
    public void Approvals_that_fell_with_a_return_no_longer_bind_their_givers()
    {
        var again = ToApproveAgain.Do(Ask.Return(), Ask.Amend(Application(TwoApprovals)), Ask.Screened(ScreeningResult.Clear));

        Assert.Null(again.Refusal(Ask.Approve(Eur(1000), People.Officer)));
    }

    [Fact]
    public void A_released_payment_names_its_releaser_who_is_the_fourth_person()
    {
        var grant = ToRelease.Do(Ask.Release()).Now;
        var releaser = grant.Lines.OfType<CashLine>().Single().Releaser!.Value;

        Assert.Equal(5, grant.Submitters.Concat(grant.Approvers).Append(grant.Verifier!.Value).Append(releaser).Distinct().Count());
    }

    [Theory]
    [InlineData("omar", RefusalCode.AppealDeciderInvolved)]
    [InlineData("ines", RefusalCode.OwnSubmission)]
    [InlineData("odile", null)]
    public void An_appeal_is_decided_by_someone_who_had_no_part_in_the_rejection(string who, RefusalCode? expected)
    {
        var appealed = Stories.At(GrantState.UnderAppeal);
        var actor = People.Officer with { Id = ActorId.Parse(who) };

        Assert.Equal(expected, appealed.Refusal(Ask.DecideAppeal(allowed: true, actor)));
        Assert.Equal(expected, appealed.Refusal(Ask.DecideAppeal(allowed: false, actor)));
    }

    [Fact]
    public void Who_found_the_duplicate_does_not_decide_the_appeal_against_it()
    {
        var appealed = Stories.At(GrantState.NeedsAdjudication).Do(Ask.Adjudicate(samePerson: true, People.SecondOfficer), Ask.Appeal());

        Assert.Equal(RefusalCode.AppealDeciderInvolved, appealed.Refusal(Ask.DecideAppeal(allowed: false, People.SecondOfficer)));
        Assert.Null(appealed.Refusal(Ask.DecideAppeal(allowed: false, People.ThirdOfficer)));
    }

    [Fact]
    public void Nobody_rejects_or_adjudicates_what_they_submitted()
    {
        var likely = Stories.At(GrantState.NeedsAdjudication);
        var submitter = People.Counsellor.In(Role.Officer);

        Assert.Equal(RefusalCode.OwnSubmission, likely.Refusal(Ask.Reject(submitter)));
        Assert.Equal(RefusalCode.OwnSubmission, likely.Refusal(Ask.Adjudicate(samePerson: false, submitter)));
        Assert.Equal(RefusalCode.OwnSubmission, likely.Refusal(Ask.Adjudicate(samePerson: true, submitter)));
    }

    private static RefusalCode? Try(string part, Actor actor) => part switch
    {
        "approver" => ToApprove.Refusal(Ask.Approve(Eur(2000), actor.In(Role.Officer))),
        "second approver" => ToApproveAgain.Refusal(Ask.Approve(Eur(2000), actor.In(Role.Officer))),
        "verifier" => ToVerify.Refusal(Ask.Verify(actor.In(Role.CountryOffice))),
        _ => ToRelease.Refusal(Ask.Release(actor.In(Role.Finance))),
    };

    private static Story Fund(Story story) => story.Do(Ask.Funded(story.Now, reserved: true));
}
