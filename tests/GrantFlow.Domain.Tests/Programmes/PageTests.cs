using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Programmes;

public sealed class PageTests
{
    [Fact]
    public void The_page_of_programmes_is_what_the_catalogue_says() =>
        Generated.Compare("docs/programmes.md", Pages.Programmes(RealCatalogue.Catalogue));

    [Fact]
    public void Every_version_has_its_rules_and_its_days_on_the_page()
    {
        var first = RealCatalogue.Find("eurp");
        var second = first with { Version = "2027-1", ValidFrom = new(2027, 1, 1), PersonQuota = 7, TwoApprovalsIfVulnerable = true, CoolingOffDays = 5, AppealDays = 20, RepeatAfterMonths = 24, SecondApprovalAbove = new(900_00, Currency.Eur) };
        var page = Pages.Programmes(new Catalogue([first, second], RealCatalogue.Catalogue.Offices)).Split('\n');

        Assert.Contains("Version 2026-1, for applications from the beginning to 2026-12-31:", page);
        Assert.Contains("Version 2027-1, for applications from 2027-01-01:", page);
        Assert.Contains("| Persons | 7 |", page);
        Assert.Contains("| Persons | open |", page);
        Assert.Contains("| Second officer | above EUR 900.00, for vulnerable people, for children alone |", page);
        Assert.Contains("| Time to think again | 5 days between declaration and approval |", page);
        Assert.Contains("| Appeal | within 20 days |", page);
        Assert.Contains("| Again for the same person | after 24 months |", page);
    }
}
