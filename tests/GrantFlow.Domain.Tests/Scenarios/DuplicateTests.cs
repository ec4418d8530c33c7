using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Screening found somebody like the applicant, and an officer decides.</summary>
public sealed class DuplicateTests
{
    private static readonly Story Likely = Stories.InScreening.Do(Ask.Screened(ScreeningResult.LikelyDuplicate));

    [Fact]
    public void The_decision_names_the_other_grant_the_score_the_reason_and_who_decided()
    {
        var decided = Assert.IsType<DuplicateAdjudicated>(Likely.Do(Ask.Adjudicate(samePerson: true)).Events[^1]);

        Assert.Equal((true, Ask.Other, new DuplicateScore(87, 83, 90, null), "Compared both files.", People.Officer), (decided.SamePerson, decided.Other, decided.Score, decided.Why, decided.By));
    }

    [Fact]
    public void The_reason_says_how_alike_they_are() =>
        Assert.Equal($"Someone with a similar name and birth date has grant {Ask.Other}: 87 of 100.", Likely.Now.Reason);

    [Theory]
    [InlineData(100)]
    [InlineData(null)]
    public void The_same_name_and_birth_date_are_called_that(int? score)
    {
        var screened = Ask.Screened(ScreeningResult.LikelyDuplicate) with { Score = score is { } total ? new(total, 100, 100, 0) : null };

        Assert.Equal($"Someone with the same name and birth date has grant {Ask.Other}.", Stories.InScreening.Do(screened).Now.Reason);
    }

    [Fact]
    public void Who_is_screened_again_and_resembles_nobody_any_more_is_suspected_no_longer()
    {
        var again = Likely.Do(Ask.Adjudicate(samePerson: false), Ask.Return(), Ask.Amend(World.Application(World.Plain)), Ask.Screened(ScreeningResult.Clear));

        Assert.NotNull(Likely.Now.Suspected);
        Assert.Null(again.Now.Suspected);
    }

    [Fact]
    public void A_decision_of_before_there_were_scores_is_still_one()
    {
        var before = new DuplicateAdjudicated(SamePerson: false, "Other parents.") { Version = 3, State = GrantState.AwaitingApproval };

        Assert.Equal("Other parents.", before.Apply(Likely.Now).Reason);
    }
}
