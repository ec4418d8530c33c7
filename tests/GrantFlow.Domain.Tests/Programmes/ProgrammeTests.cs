using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Programmes;

public sealed class ProgrammeTests
{
    private static readonly Programme Eurp = RealCatalogue.Find("eurp");

    [Fact]
    public void No_programme_lets_anyone_have_more_than_the_system_ceiling() =>
        Assert.All(
            RealCatalogue.All,
            programme => Assert.All(
                from role in Enum.GetValues<HouseholdRole>()
                from category in Enum.GetValues<BeneficiaryCategory>()
                select programme.Ceiling(role, category),
                ceiling => Assert.True(ceiling <= SystemRules.Ceiling)));

    [Fact]
    public void A_programme_built_with_a_higher_ceiling_is_cut_to_the_systems()
    {
        var generous = Eurp with { Packages = [], Ceilings = new Dictionary<HouseholdRole, Money> { [HouseholdRole.Principal] = new(2_000_01, Currency.Eur) } };

        Assert.Equal(SystemRules.Ceiling, generous.Ceiling(HouseholdRole.Principal, BeneficiaryCategory.VoluntaryReturnee));
    }

    [Theory]
    [InlineData(HouseholdRole.Principal, BeneficiaryCategory.VoluntaryReturnee, "2000.00", "615.00")]
    [InlineData(HouseholdRole.FamilyMember, BeneficiaryCategory.VoluntaryReturnee, "1615.00", "615.00")]
    [InlineData(HouseholdRole.Principal, BeneficiaryCategory.ForcedReturnee, "1205.00", "205.00")]
    [InlineData(HouseholdRole.FamilyMember, BeneficiaryCategory.ForcedReturnee, "1205.00", "205.00")]
    [InlineData(HouseholdRole.Principal, BeneficiaryCategory.ResettledRefugee, "0.00", "0.00")]
    public void Packages_add_up_per_category_and_only_some_may_be_cash(HouseholdRole role, BeneficiaryCategory category, string ceiling, string cash)
    {
        Assert.Equal(ceiling, Eurp.Ceiling(role, category).ToAmountString());
        Assert.Equal(cash, Eurp.CashCeiling(role, category, Eurp.Ceiling(role, category)).ToAmountString());
    }

    [Fact]
    public void Cash_is_never_over_the_programmes_share_of_what_was_approved() =>
        Prop.ForAll(Gen.Choose(1, 2_000_00).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (minor, percent) =>
        {
            var approved = new Money(minor, Currency.Eur);
            var programme = Eurp with { Packages = [], Cash = new(true, percent) };
            var cash = programme.CashCeiling(HouseholdRole.Principal, BeneficiaryCategory.VoluntaryReturnee, approved);
            return cash == approved.PercentFloor(percent) && cash <= approved;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_programme_without_cash_pays_none() =>
        Assert.True((Eurp with { Cash = new(false, null) }).CashCeiling(HouseholdRole.Principal, BeneficiaryCategory.VoluntaryReturnee, SystemRules.Ceiling).IsZero);

    [Fact]
    public void Only_cash_is_not_in_kind() =>
        Assert.Equal([LineKind.Cash], Enum.GetValues<LineKind>().Where(kind => !kind.IsInKind()));

    [Theory]
    [InlineData("2013-08-31", false)]
    [InlineData("2013-09-01", true)]
    [InlineData("2015-12-31", true)]
    [InlineData("2016-01-01", false)]
    public void Both_ends_of_a_window_belong_to_it(string day, bool open) =>
        Assert.Equal(open, new Window(new(2013, 9, 1), new(2015, 12, 31), null).Contains(Day(day)));

    [Fact]
    public void A_length_ends_a_window_once_its_first_day_is_known()
    {
        Assert.Equal(Day("2026-09-02"), new Window(Day("2026-03-03"), null, 6).LastDay);
        Assert.True(new Window(null, null, 6).Contains(DateOnly.MaxValue));
        Assert.True(new Window(null, null, null).Contains(DateOnly.MinValue));
    }

    [Fact]
    public void The_catalogue_finds_programmes_offices_and_funding_lines()
    {
        var catalogue = RealCatalogue.Catalogue;

        Assert.Equal("France", catalogue.Find(FundingLineId.Parse("calais-avr/reintegration"), RealCatalogue.Day)?.Funder);
        Assert.Null(catalogue.Find(FundingLineId.Parse("calais-avr/other"), RealCatalogue.Day));
        Assert.Null(catalogue.Find(FundingLineId.Parse("nowhere/other"), RealCatalogue.Day));
        Assert.Equal("Erbil", catalogue.Find(OfficeId.Parse("iq-erbil"))?.Name);
        Assert.Null(catalogue.Find(OfficeId.Parse("nowhere")));
        Assert.Null(catalogue.InForce(ProgrammeId.Parse("nowhere"), RealCatalogue.Day));
    }

    [Fact]
    public void The_order_of_the_files_makes_no_difference() =>
        Assert.Equal(
            RealCatalogue.Catalogue.Versions.Keys,
            CatalogueReader.Read(RealCatalogue.Files.Reverse()).Versions.Keys);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
