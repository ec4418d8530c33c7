using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>Between declaration and approval the person can think again, where the programme gives days for it.</summary>
public sealed class CoolingOffTests
{
    [Theory]
    [InlineData(1, RefusalCode.CoolingOff)]
    [InlineData(7, RefusalCode.CoolingOff)]
    [InlineData(8, null)]
    [InlineData(9, null)]
    public void An_approval_waits_until_the_days_have_passed(int day, RefusalCode? expected) =>
        Assert.Equal(expected, Stories.Sealed.Refusal(Ask.Approve(Eur(2000)), On(new(2026, 3, day))));

    [Fact]
    public void The_answer_names_the_first_day()
    {
        var refused = (Decision.Refused)Stories.Sealed.Decide(Ask.Approve(Eur(2000)), On(new(2026, 3, 5)));
        Assert.Contains("Approve on 2026-03-08 or later.", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_declaration_begins_the_days_anew()
    {
        var signedAgain = Application(Shielded) with { Declaration = Application(Shielded).Declaration! with { SignedOn = Today } };
        var amended = Stories.Sealed.Do(Ask.Return(), Ask.Amend(signedAgain), Ask.Screened(ScreeningResult.Clear));
        Assert.Equal(RefusalCode.CoolingOff, amended.Refusal(Ask.Approve(Eur(2000))));
        Assert.Null(amended.Refusal(Ask.Approve(Eur(2000)), On(Today.AddDays(7))));
    }

    [Fact]
    public void Where_nothing_was_declared_or_the_programme_gives_no_days_nothing_is_waited_for()
    {
        var undeclared = new Story(Stories.Sealed.Now with { Application = Stories.Sealed.Now.Application with { Declaration = null } });
        Assert.Null(undeclared.Refusal(Ask.Approve(Eur(2000)), On(new(2026, 3, 1))));
        Assert.Null(Stories.AwaitingApproval.Refusal(Ask.Approve(Eur(1500)), On(new(2026, 3, 1))));
    }

    [Fact]
    public void A_rejection_or_a_withdrawal_waits_for_nothing()
    {
        Assert.Null(Stories.Sealed.Refusal(Ask.Reject(), On(new(2026, 3, 1))));
        Assert.Null(Stories.Sealed.Refusal(Ask.Withdraw(), On(new(2026, 3, 1))));
    }
}
