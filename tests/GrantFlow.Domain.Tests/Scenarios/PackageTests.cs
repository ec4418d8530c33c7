using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Where a programme gives packages, each part comes from one of them.</summary>
public sealed class PackageTests
{
    private static readonly DateOnly LastDay = new(2026, 3, 30);

    private static readonly Story Ready = RefusalExamples.ReadyToSplit(Packaged, Eur(2000));

    [Fact]
    public void Each_line_keeps_its_package_and_the_last_day_for_it()
    {
        var lines = Ready.Do(Ask.Split(Ask.Cash(Eur(600)).From("start"), Ask.Goods(Eur(1400)).From("later"))).Now.Lines;

        Assert.Equal(Today, Ready.Now.ArrivedOn);
        Assert.Equal([("start", LastDay), ("later", (DateOnly?)null)], lines.Select(line => (line.Package, line.DueBy)));
    }

    [Fact]
    public void Half_a_package_in_goods_and_half_in_cash_is_still_one_package() =>
        Assert.Null(Ready.Refusal(Ask.Split(Ask.Cash(Eur(200)).From("start"), Ask.Goods(Eur(400)).From("start"), Ask.Training(Eur(1400)).From("later"))));

    [Fact]
    public void On_the_last_working_day_the_package_is_still_open_and_the_next_day_it_is_not()
    {
        var split = Ask.Split(Ask.Cash(Eur(600)).From("start"), Ask.Goods(Eur(1400)).From("later"));

        Assert.Null(Ready.Refusal(split, On(LastDay)));
        var refused = Assert.IsType<Decision.Refused>(Ready.Decide(split, On(LastDay.AddDays(1))));
        Assert.Equal(RefusalCode.PackageDeadlinePassed, refused.Code);
        Assert.EndsWith("that was until 2026-03-30. Plan from later, in kind.", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_deadline_the_other_package_can_still_be_planned_in_kind() =>
        Assert.Null(RefusalExamples.ReadyToSplit(Packaged, Eur(1400)).Refusal(Ask.Split(Ask.Goods(Eur(1400)).From("later")), On(LastDay.AddDays(200))));

    [Fact]
    public void Cash_from_a_package_in_kind_is_no_cash_at_all()
    {
        var refused = Assert.IsType<Decision.Refused>(Ready.Decide(Ask.Split(Ask.Goods(Eur(600)).From("start"), Ask.Cash(Eur(1400)).From("later"))));

        Assert.Equal(RefusalCode.CashNotAllowed, refused.Code);
        Assert.Contains("cash from start", refused.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HouseholdRole.FamilyMember, 300, 700)]
    [InlineData(HouseholdRole.Minor, 150, 350)]
    public void Other_members_of_a_family_have_their_own_amounts(HouseholdRole role, int start, int later)
    {
        var grant = Ready.Now with { Application = Ready.Now.Application with { HouseholdRole = role }, Approved = Eur(start + later) };

        Assert.Null(new Story(grant).Refusal(Ask.Split(Ask.Goods(Eur(start)).From("start"), Ask.Goods(Eur(later)).From("later"))));
        Assert.Equal(RefusalCode.PackageExceeded, new Story(grant).Refusal(Ask.Split(Ask.Goods(Eur(start - 1)).From("start"), Ask.Goods(Eur(later + 1)).From("later"))));
    }

    [Fact]
    public void A_programme_without_packages_takes_no_part_from_one() =>
        Assert.Equal(RefusalCode.PackageUnknown, Stories.Verified.Refusal(Ask.Split(Ask.Goods(Eur(1500)).From("start"))));

    /// <summary>2026-03-10 is a Tuesday.</summary>
    [Theory]
    [InlineData("2026-03-10", 1, "2026-03-11", "2026-03-11")]
    [InlineData("2026-03-10", 3, "2026-03-15", "2026-03-13")]
    [InlineData("2026-03-12", 1, "2026-03-15", "2026-03-13")]
    [InlineData("2026-03-13", 1, "2026-03-15", "2026-03-16")]
    [InlineData("2026-03-14", 14, "2026-04-01", "2026-04-02")]
    public void Working_days_are_those_of_the_offices_week(string arrived, int count, string fridayAndSaturday, string saturdayAndSunday)
    {
        Assert.Equal(Day(fridayAndSaturday), WorkingDays.After(Day(arrived), count, Set(DayOfWeek.Friday, DayOfWeek.Saturday)));
        Assert.Equal(Day(saturdayAndSunday), WorkingDays.After(Day(arrived), count, Office.DefaultWeekend));
    }

    [Fact]
    public void Who_arrived_at_the_end_of_time_has_until_then() =>
        Assert.Equal(DateOnly.MaxValue, WorkingDays.After(DateOnly.MaxValue.AddDays(-1), 14, Office.DefaultWeekend));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
