using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Tests.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Payments;

public sealed class RoutesPageTests
{
    private const string Page = "docs/payments.md";
    private const string Begins = "GRANTFLOW_REGENERATE=1 after a change. -->\n";
    private const string Ends = "<!-- End of what is generated. -->";

    /// <summary>Only the table is generated; the rest of the page is written.</summary>
    [Fact]
    public void The_routes_table_is_what_the_file_says()
    {
        var text = File.ReadAllText(Path.Combine(Generated.Root(), Page)).ReplaceLineEndings("\n");
        var (from, to) = (text.IndexOf(Begins, StringComparison.Ordinal) + Begins.Length, text.IndexOf(Ends, StringComparison.Ordinal));

        Assert.True(from >= Begins.Length && to >= from, $"{Page} has lost the marks around its table.");
        Generated.Compare(Page, $"{text[..from]}\n{Table()}\n{text[to..]}");
    }

    private static string Table() => string.Concat(Lines().Select(line => line + "\n"));

    private static IEnumerable<string> Lines()
    {
        yield return "| country | route | currency | least | most | cut-off |";
        yield return "|---|---|---|---|---|---|";
        foreach (var (country, routes) in RealCatalogue.Catalogue.Routes.ByCountry.OrderBy(one => one.Key.Name, StringComparer.Ordinal))
        {
            foreach (var (at, terms) in routes.Index())
                yield return $"| {(at == 0 ? $"{country.Name} ({country})" : "")} | {at + 1}. {Word(terms.Kind.Form(country))} | {terms.Currency} | {Limit(terms.Minimum)} | {Limit(terms.Maximum)} | {Text(terms.CutOff)} |";
        }
    }

    private static string Word(RouteForm form) => form switch
    {
        RouteForm.Iban => "bank account by IBAN",
        RouteForm.NationalAccount => "bank account by number and BIC",
        RouteForm.MobileMoney => "mobile wallet",
        _ => "cash desk",
    };

    private static string Limit(Money? limit) => limit is { } money ? money.ToAmountString() : "";

    private static string Text(CutOff? cutOff) => cutOff is null ? "" : $"{cutOff.At:HH:mm} {cutOff.TimeZone}";
}
