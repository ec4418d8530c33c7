namespace GrantFlow.Domain.Tests.Programmes;

public sealed class PageTests
{
    [Fact]
    public void The_page_of_programmes_is_what_the_catalogue_says() =>
        Generated.Compare("docs/programmes.md", Pages.Programmes(RealCatalogue.Catalogue));
}
