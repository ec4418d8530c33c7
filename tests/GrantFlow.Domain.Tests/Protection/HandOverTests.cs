using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>A person who seeks protection is referred, whatever they say about their data; it is handed over only when they agreed.</summary>
public sealed class HandOverTests
{
    [Fact]
    public void With_consent_there_is_a_hand_over()
    {
        var referred = Stories.Funded.Do(Ask.Refer()).Now;
        Assert.Equal((GrantState.Referred, new HandOver("OFPRA", Today, Agreed)), (referred.State, referred.HandOver));
    }

    [Fact]
    public void Without_consent_the_person_is_referred_all_the_same_and_nothing_is_handed_over()
    {
        foreach (var consent in new[] { null, Agreed with { Given = false } })
        {
            var referred = Stories.Funded.Do(Ask.Refer() with { Consent = consent }).Now;
            Assert.Equal((GrantState.Referred, (HandOver?)null), (referred.State, referred.HandOver));
        }
    }

    [Fact]
    public void A_consent_of_tomorrow_is_none()
    {
        Assert.Null(Stories.Funded.Refusal(Ask.Refer() with { Consent = Agreed with { On = Today } }));
        Assert.Equal(RefusalCode.ConsentMissing, Stories.Funded.Refusal(Ask.Refer() with { Consent = Agreed with { On = Today.AddDays(1), Given = false } }));
    }

    [Fact]
    public void The_money_is_free_again() =>
        Assert.True(Stories.Funded.Do(Ask.Refer()).Effects.OfType<ReleaseFunds>().Single() is { Ends: true, Amount.Minor: 1500_00 });
}
