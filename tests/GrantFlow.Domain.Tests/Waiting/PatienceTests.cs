using GrantFlow.Domain.Waiting;

namespace GrantFlow.Domain.Tests.Waiting;

/// <summary>How long an answer may take, by who owes it.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData(AwaitedKind.Screening)]
    [InlineData(AwaitedKind.Funding)]
    [InlineData(AwaitedKind.Handing)]
    public void Our_own_steps_are_asked_again_and_a_person_hears_within_two_hours(AwaitedKind kind)
    {
        var (waited, asked) = (Patience.FirstLook, 0);
        while (Patience.For(kind, asked, waited) is { IsOverdue: false } step)
        {
            Assert.True(step.Asks);
            (waited, asked) = (waited + step.Wait, asked + 1);
        }

        Assert.Equal(Patience.AskedInVain, asked);
        Assert.InRange(waited, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        Assert.True(Patience.For(kind, 100, TimeSpan.FromDays(30)).Asks);
    }

    [Fact]
    public void A_bank_is_never_asked_and_has_ten_days()
    {
        var first = Patience.For(AwaitedKind.Bank, 0, Patience.FirstLook);
        Assert.Equal((false, false, Patience.OfBanks), (first.Asks, first.IsOverdue, Patience.FirstLook + first.Wait));
        Assert.Equal(new LateAnswerStep(false, true, TimeSpan.FromDays(1)), Patience.For(AwaitedKind.Bank, 0, Patience.OfBanks));
        Assert.False(Patience.For(AwaitedKind.Bank, 0, Patience.OfBanks - TimeSpan.FromMinutes(1)).IsOverdue);
    }

    [Fact]
    public void A_provider_is_asked_ever_less_often_and_has_two_days()
    {
        var (waited, asked) = (Patience.FirstLook, 0);
        while (Patience.For(AwaitedKind.Provider, asked, waited) is { IsOverdue: false } step)
        {
            Assert.True(step.Asks);
            (waited, asked) = (waited + step.Wait, asked + 1);
        }

        Assert.InRange(waited, Patience.OfProviders, Patience.OfProviders + TimeSpan.FromDays(1));
        Assert.InRange(asked, 3, 5);
    }

    [Theory]
    [InlineData(AwaitedKind.Desk)]
    [InlineData(AwaitedKind.Doubt)]
    public void Who_comes_to_a_desk_may_take_their_time_and_a_doubt_is_on_finances_list_anyway(AwaitedKind kind)
    {
        Assert.Equal(new LateAnswerStep(true, false, TimeSpan.FromDays(1)), Patience.For(kind, 30, TimeSpan.FromDays(30)));
    }
}
