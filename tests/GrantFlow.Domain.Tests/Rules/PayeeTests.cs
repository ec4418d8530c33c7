using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>Children are never paid directly, wherever cash meets a route.</summary>
public sealed class PayeeTests
{
    private static readonly Application Child = Member(HouseholdRole.Minor);

    public static TheoryData<string> Children => [.. ByName.Keys];

    private static Dictionary<string, Application> ByName { get; } = new()
    {
        ["a minor of a family"] = Child,
        ["an unaccompanied child"] = Application(Plain) with { UnderAge = true, Child = new("file-1", "file-2"), Route = OfGuardian },
        ["a child by papers alone, as applications before this rule have it"] = Application(Plain) with { Child = new("file-1", "file-2"), Route = OfGuardian },
    };

    [Theory]
    [MemberData(nameof(Children))]
    public void A_child_applies_with_a_guardians_account_or_none(string name)
    {
        Assert.Null(Story.Nothing.Refusal(Ask.Submit(ByName[name])));
        Assert.Null(Story.Nothing.Refusal(Ask.Submit(ByName[name] with { Route = null })));
        Assert.Equal(RefusalCode.ChildPaidDirectly, Story.Nothing.Refusal(Ask.Submit(ByName[name] with { Route = Bank })));
        Assert.Equal(RefusalCode.ChildPaidDirectly, Undecided(ByName[name]).Do(Ask.Return()).Refusal(Ask.Amend(ByName[name] with { Route = Wallet })));
    }

    [Theory]
    [MemberData(nameof(Children))]
    public void Verification_split_and_new_route_keep_to_a_guardians_account(string name)
    {
        var funded = Funded(ByName[name]);
        Assert.Equal(RefusalCode.ChildPaidDirectly, funded.Refusal(Ask.Verify() with { Route = Wallet }));
        Assert.Null(funded.Refusal(Ask.Verify() with { Route = OfGuardian }));

        var verified = funded.Do(Ask.Verify());
        Assert.Equal(RefusalCode.ChildPaidDirectly, verified.Refusal(Ask.Split(Ask.Cash(Eur(1500))) with { Route = Wallet }));
        var failed = verified.Do(Ask.Split(Ask.Cash(Eur(1500)))).Do(Ask.Release(), Ask.Payment(1, 1, PaymentOutcome.Failed));
        Assert.Equal(RefusalCode.ChildPaidDirectly, failed.Refusal(Ask.Reroute(1)));
        Assert.Null(failed.Refusal(Ask.Reroute(1) with { Route = OfGuardian }));
    }

    [Fact]
    public void A_route_on_file_from_before_the_rule_pays_no_child_and_goods_need_no_route()
    {
        var funded = Funded(Child).Do(Ask.Verify());
        var old = new Story(funded.Now with { Route = Bank });

        Assert.Equal(RefusalCode.ChildPaidDirectly, old.Refusal(Ask.Split(Ask.Cash(Eur(1500)))));
        Assert.Null(old.Refusal(Ask.Split(Ask.Goods(Eur(1500)))));
        Assert.Null(old.Refusal(Ask.Split(Ask.Cash(Eur(1500))) with { Route = OfGuardian }));
    }

    [Fact]
    public void Cash_that_was_planned_before_the_rule_waits_for_a_guardians_account()
    {
        var due = Funded(Child).Do(Ask.Verify(), Ask.Split(Ask.Cash(Eur(1500))));
        var old = new Story(due.Now with { Lines = [(CashLine)due.Now.Lines[0] with { Route = Bank }] });

        Assert.Equal(RefusalCode.ChildPaidDirectly, old.Refusal(Ask.Release()));
        var planned = old.Do(Ask.Plan(Eur(1500), Ask.Cash(Eur(1500))) with { Route = OfGuardian });
        Assert.Null(planned.Refusal(Ask.Release()));
    }

    [Fact]
    public void Adults_are_paid_themselves() => Assert.Null(Story.Nothing.Refusal(Ask.Submit(Member(HouseholdRole.FamilyMember))));

    private static Story Undecided(Application application) => Story.Nothing.Do(Ask.Submit(application), Ask.Screened(ScreeningResult.Clear));

    private static Story Funded(Application application)
    {
        var approved = Undecided(application).Do(Ask.Approve(Eur(1500)) with { Household = application.Household });
        if (approved.Now.State == GrantState.AwaitingSecondApproval)
            approved = approved.Do(Ask.Approve(Eur(1500), People.SecondOfficer));
        return approved.Do(Ask.Funded(approved.Now, reserved: true));
    }
}
