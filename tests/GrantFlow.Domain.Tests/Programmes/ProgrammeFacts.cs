using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>What the publications say, written down a second time by hand, so that no edit of a file changes a fact unseen.</summary>
public sealed class ProgrammeFacts
{
    /// <summary>A hyphen is what the source leaves open.</summary>
    private const string Facts =
        """
        programme       | from                    | to       | who                                                       | nationals | principal | member  | cash | persons | from       | until      | sealed | funders, the first pays grants
        belarus-avrr    | BY                      | -        | voluntary-returnee                                        | -         | 2000.00   | 2000.00 | yes  | -       | 2021-12-04 | -          | no     | -
        calais-avr      | FR                      | -        | voluntary-returnee                                        | -         | 2000.00   | 2000.00 | yes  | -       | -          | -          | no     | France, United Kingdom
        care            | AT ES FR GR IT PL PT GB | -        | victim-of-trafficking                                     | -         | 2000.00   | 2000.00 | yes  | 130     | 2013-09-01 | 2015-12-31 | yes    | European Union (co-funding)
        cdg-transit     | FR                      | -        | family-reunification resettled-refugee voluntary-returnee | -         | 2000.00   | 2000.00 | no   | -       | -          | -          | no     | -
        eu-relocation   | GR IT MT                | FR       | relocated-applicant                                       | -         | 2000.00   | 2000.00 | no   | -       | -          | -          | no     | -
        eurp            | -                       | -        | voluntary-returnee forced-returnee                        | -         | 2000.00   | 1615.00 | yes  | -       | -          | -          | no     | European Union (Frontex)
        fr-resettlement | LB TR JO NE TD EG RW    | FR       | resettled-refugee                                         | -         | 2000.00   | 2000.00 | no   | -       | -          | -          | no     | -
        magnet-2        | DE BE FI FR NL GB       | IQ       | -                                                         | IQ        | 2000.00   | 2000.00 | yes  | 300     | 2014-04-01 | -          | no     | European Union (co-funding)
        tact            | ES FR GR IT PL          | AL MA UA | victim-of-trafficking                                     | -         | 2000.00   | 2000.00 | yes  | -       | 2015-05-01 | -          | yes    | European Union (co-funding)
        trm             | -                       | -        | victim-of-trafficking                                     | -         | 2000.00   | 2000.00 | no   | -       | -          | -          | yes    | -
        uknsf           | FR                      | FR       | residency-applicant                                       | GB        | 2000.00   | 2000.00 | no   | -       | -          | -          | no     | -
        """;

    [Fact]
    public void Every_programme_says_what_the_publications_say()
    {
        var expected = Facts.Split('\n').Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.Equal(expected.Select(row => row[0]), RealCatalogue.Catalogue.Versions.Keys.Select(id => id.Value));
        Assert.All(expected, row => Assert.Equal(row, Row(Find(row[0]))));
    }

    [Fact]
    public void Calais_informs_in_eleven_languages_and_its_two_funders_never_mix()
    {
        var calais = Find("calais-avr");

        Assert.Equal(["am", "ar", "en", "fa", "fr", "hi", "ps", "so", "ckb", "ti", "ur"], calais.Languages!.Select(language => language.Value));
        Assert.Equal(["calais-avr/reintegration", "calais-avr/information"], calais.FundingLines.Select(line => line.Id.Value));
        Assert.Equal("France", calais.GrantFunding.Funder);
        Assert.Equal(new Window(null, null, 6), calais.Window);
    }

    [Fact]
    public void Magnet_leads_iraqis_to_the_kurdistan_region_and_employment_comes_before_cash()
    {
        var magnet = Find("magnet-2");

        Assert.Equal("Kurdistan Region of Iraq", magnet.DestinationRegion);
        Assert.Equal([LineKind.JobPlacement, LineKind.Training, LineKind.BusinessStartUp], magnet.BeforeCash);
        Assert.True(magnet.InKindBeforeCash);
        Assert.Single(RealCatalogue.All, programme => programme.InKindBeforeCash);
    }

    [Fact]
    public void Belarus_takes_families_and_confirms_the_departure_first()
    {
        var belarus = Find("belarus-avrr");

        Assert.True(belarus.Families);
        Assert.True(belarus.Gates.Contains(Gate.Departure));
        Assert.Single(RealCatalogue.All, programme => programme.Gates.Contains(Gate.Departure));
    }

    [Fact]
    public void The_neighbouring_scheme_has_its_published_packages()
    {
        var eurp = Find("eurp");

        Assert.Equal(
            [
                "post-arrival voluntary-returnee 615.00 615.00 cash within 14 working days",
                "post-return voluntary-returnee 2000.00 1000.00 in kind",
                "forced-post-arrival forced-returnee 205.00 205.00 cash within 14 working days",
                "forced-post-return forced-returnee 1000.00 1000.00 in kind",
            ],
            eurp.Packages.Select(package =>
                $"{package.Id} {Pages.Word(package.Category)} {package.Principal.ToAmountString()} {package.FamilyMember.ToAmountString()} {(package.Cash ? "cash" : "in kind")}"
                + (package.WorkingDaysAfterArrival is { } days ? $" within {days} working days" : "")));
        Assert.Equal(12, eurp.ExpiresMonthsAfterReturn);
    }

    [Theory]
    [InlineData("cdg-transit", LineKind.TransitAssistance)]
    [InlineData("uknsf", LineKind.Service)]
    [InlineData("fr-resettlement", LineKind.Service, LineKind.TravelAssistance)]
    [InlineData("eu-relocation", LineKind.TravelAssistance)]
    [InlineData("trm", LineKind.Referral)]
    public void Assistance_without_cash_delivers_its_own_kinds_only(string programme, params LineKind[] kinds) =>
        Assert.Equal(kinds, Find(programme).LineKinds);

    /// <summary>Programme; whose rules hold from when; what must be on file; where it refers to.</summary>
    private const string Rules =
        """
        belarus-avrr    | 2021-12-04 | declaration departure arrival identity guardian | -
        calais-avr      | -          | declaration arrival identity guardian           | -
        care            | 2013-09-01 | declaration arrival identity guardian           | -
        cdg-transit     | -          | declaration identity guardian                   | -
        eu-relocation   | -          | identity guardian                               | -
        eurp            | -          | declaration arrival identity guardian           | -
        fr-resettlement | -          | identity guardian                               | -
        magnet-2        | 2014-04-01 | declaration arrival identity guardian           | -
        tact            | 2015-05-01 | declaration arrival identity guardian           | -
        trm             | -          | declaration identity guardian                   | care tact
        uknsf           | -          | identity guardian                               | -
        """;

    [Fact]
    public void Gates_follow_from_who_travels_and_by_whose_will() =>
        Assert.Equal(
            Rules.Split('\n').Select(line => string.Join('|', line.Split('|', StringSplitOptions.TrimEntries))),
            RealCatalogue.All.Select(programme => string.Join(
                '|',
                programme.Id.Value,
                programme.ValidFrom?.ToString("yyyy-MM-dd") ?? "-",
                string.Join(' ', programme.Gates.Order().Select(Pages.Word)),
                programme.RefersInto.Count == 0 ? "-" : string.Join(' ', programme.RefersInto))));

    [Fact]
    public void Trafficked_persons_are_sealed_under_one_neutral_name_that_tells_nothing()
    {
        Assert.Equal(["care", "tact", "trm"], RealCatalogue.All.Where(programme => programme.Sealed).Select(programme => programme.Id.Value));
        // A funder tells its lines apart by them, and nothing else.
        Assert.Equal(
            ["care: Individual support A", "tact: Individual support B", "trm: Individual support C"],
            RealCatalogue.All.Where(programme => programme.NeutralName is not null).Select(programme => $"{programme.Id}: {programme.NeutralName}"));
        Assert.All(RealCatalogue.All, programme => Assert.Equal(programme.Sealed, programme.NeutralName is not null));
    }

    [Fact]
    public void Only_the_airport_confirms_departures() =>
        Assert.Equal(["cdg-transit"], RealCatalogue.All.Where(programme => programme.ConfirmsDeparture).Select(programme => programme.Id.Value));

    [Fact]
    public void Offices_rest_on_friday_and_saturday_where_that_is_the_weekend() =>
        Assert.Equal(
            ["bd-dhaka", "eg-cairo", "iq-baghdad", "iq-erbil", "sd-khartoum", "sy-damascus"],
            RealCatalogue.Catalogue.Offices.Values.Where(office => office.Weekend.SetEquals([DayOfWeek.Friday, DayOfWeek.Saturday])).Select(office => office.Id.Value));

    [Fact]
    public void What_the_sources_do_not_say_is_left_open() =>
        Assert.All(RealCatalogue.All, programme =>
        {
            Assert.Null(programme.Cash.MaxPercent);
            Assert.Null(programme.SecondApprovalAbove);
            Assert.False(programme.AlwaysTwoApprovals);
            Assert.False(programme.TwoApprovalsIfVulnerable);
            Assert.Equal((null, null, null), (programme.CoolingOffDays, programme.AppealDays, programme.RepeatAfterMonths));
            Assert.Equal(SystemRules.SilenceDays, programme.SilenceDays);
            Assert.DoesNotContain(HouseholdRole.Minor, programme.Ceilings.Keys);
            Assert.All(programme.Packages, package => Assert.Null(package.Minor));
            Assert.All(programme.FundingLines, line => Assert.Null(line.Amount));
        });

    [Fact]
    public void Every_programmes_version_is_stamped() =>
        Assert.All(RealCatalogue.All, programme => Assert.Equal("2026-1", programme.Version));

    private static Programme Find(string id) => RealCatalogue.Find(id);

    private static string[] Row(Programme programme) =>
    [
        programme.Id.Value,
        List(programme.Hosts),
        List(programme.Destinations),
        programme.Categories is null ? "-" : string.Join(' ', programme.Categories.Select(Pages.Word)),
        List(programme.Nationalities),
        Ceiling(programme, HouseholdRole.Principal),
        Ceiling(programme, HouseholdRole.FamilyMember),
        programme.Cash.Allowed ? "yes" : "no",
        programme.PersonQuota?.ToString() ?? "-",
        programme.Window.From?.ToString("yyyy-MM-dd") ?? "-",
        programme.Window.Until?.ToString("yyyy-MM-dd") ?? "-",
        programme.Sealed ? "yes" : "no",
        programme.FundingLines.Any(line => line.Funder is not null) ? string.Join(", ", programme.FundingLines.Select(line => line.Funder)) : "-",
    ];

    private static string List(IEnumerable<CountryCode>? countries) => countries is null ? "-" : string.Join(' ', countries);

    private static string Ceiling(Programme programme, HouseholdRole role) =>
        programme.Ceiling(role, programme.Categories?.First() ?? BeneficiaryCategory.VoluntaryReturnee).ToAmountString();
}
