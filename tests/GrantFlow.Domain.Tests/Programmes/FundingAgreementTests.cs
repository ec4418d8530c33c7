using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>What a funder agreed on beside the amount: days, share, overhead.</summary>
public sealed class FundingAgreementTests
{
    private static readonly FundingLine Line = new(FundingLineId.For(Plain, "grants"), null, "Grants", null, true, 1);

    [Fact]
    public void Where_nothing_is_known_every_day_is_covered_and_the_funder_bears_all_costs_without_overhead()
    {
        Assert.True(Line.Agreement.Eligible.Contains(DateOnly.MinValue) && Line.Agreement.Eligible.Contains(DateOnly.MaxValue));
        Assert.Equal((Eur(100), Eur(0)), (Line.Agreement.FundersPart(Eur(100)), Line.Agreement.OverheadOn(Eur(100))));
        Assert.Null(Line.ClosedOn(Today));
    }

    [Fact]
    public void Three_quarters_of_the_costs_are_the_funders_and_seven_per_cent_come_on_top_and_no_cent_more()
    {
        var agreement = new FundingAgreement("agreement-7", 75, EligibleDays.Always, 7);
        var direct = Eur(1_000, 1);

        Assert.Equal(Eur(70), agreement.OverheadOn(direct));
        Assert.Equal(Eur(750), agreement.FundersPart(direct));
    }

    [Theory]
    [InlineData(null, null, "2026-03-10", null)]
    [InlineData("2026-03-10", "2026-03-10", "2026-03-10", null)]
    [InlineData("2026-03-11", null, "2026-03-10", "The agreement of plain/grants covers days from 2026-03-11 on; today is 2026-03-10. Approve on 2026-03-11 or later.")]
    [InlineData("2026-03-11", "2026-12-31", "2026-03-10", "The agreement of plain/grants covers 2026-03-11 to 2026-12-31; today is 2026-03-10. Approve on 2026-03-11 or later.")]
    [InlineData(null, "2026-03-09", "2026-03-10", "The agreement of plain/grants covers days until 2026-03-09; today is 2026-03-10. Where the funder agrees to other days, have the programme administrator enter them; else reject the grant.")]
    public void Days_outside_the_agreement_are_told(string? from, string? until, string day, string? why)
    {
        var days = new EligibleDays(from is null ? null : DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until));

        Assert.Equal(why, (Line with { Agreement = Line.Agreement with { Eligible = days } }).ClosedOn(DateOnly.Parse(day)));
    }
}
