using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>The file of payment routes by country.</summary>
internal static class RouteReader
{
    private const string Schema = "./schema/countries.schema.json";

    /// <param name="file">The file.</param>
    /// <param name="offices">A desk is an office's; and where there is an office, people are paid.</param>
    public static PaymentRoutes Read(JsonFields file, IReadOnlyCollection<Office> offices)
    {
        var countries = new Dictionary<CountryCode, IReadOnlyList<RouteTerms>>();
        file.IfGiven("$schema", field => field.Matching($"\"{Schema}\"", text => text == Schema));
        file.IfGiven("comment", field => field.Text(500));
        foreach (var item in file["countries"].Items())
        {
            if (item.Object() is not { } fields)
                continue;
            var country = fields["country"].Value<CountryCode>();
            var routes = Routes(fields["routes"], country, offices);
            fields.RefuseOthers();
            if (country is { } known && !countries.TryAdd(known, routes))
                item.Refuse("countries that differ", $"\"{known}\" again");
        }

        foreach (var office in offices.Where(office => !countries.ContainsKey(office.Country)).DistinctBy(office => office.Country))
            file["countries"].Refuse($"the routes of every country with an office in {CatalogueReader.OfficesFile}", $"none of {office.Country}");
        file.RefuseOthers();
        return new(countries);
    }

    private static List<RouteTerms> Routes(JsonField list, CountryCode? country, IReadOnlyCollection<Office> offices)
    {
        var routes = new List<RouteTerms>();
        foreach (var item in list.Items())
        {
            if (item.Object() is not { } fields)
                continue;
            var form = fields["route"].Choice<RouteForm>();
            var currency = fields["currency"].Value<Currency>();
            var minimum = fields.EuroIfGiven("minimum", SystemRules.Ceiling);
            var maximum = fields.EuroIfGiven("maximum", SystemRules.Ceiling);
            var cutOff = fields.IfGiven("cutOff", CutOffOf);
            fields.RefuseOthers();
            if (minimum > maximum)
                fields["minimum"].Refuse($"at most the maximum of {maximum}");
            if (form is not { } known || currency is not { } paid)
                continue;
            if (country is { } place)
                CheckForm(fields["route"], known, place, offices);
            if (routes.Any(route => route.Kind == known.Kind()))
                item.Refuse("each kind of route once");
            routes.Add(new(known.Kind(), paid, minimum, maximum, cutOff));
        }

        return routes;
    }

    private static void CheckForm(JsonField field, RouteForm form, CountryCode country, IReadOnlyCollection<Office> offices)
    {
        if (form is RouteForm.Iban && !Iban.IsUsedIn(country))
            field.Refuse($"\"national-account\", because {country} is not in the IBAN registry");
        if (form is RouteForm.NationalAccount && Iban.IsUsedIn(country))
            field.Refuse($"\"iban\", because {country} is in the IBAN registry");
        if (form is RouteForm.CashDesk && offices.All(office => office.Country != country))
            field.Refuse($"a route that needs no desk, because {CatalogueReader.OfficesFile} has no office in {country}");
    }

    private static CutOff? CutOffOf(JsonField field)
    {
        if (field.Object() is not { } fields)
            return null;
        var time = TimeOnly.MinValue;
        var at = fields["at"].Matching("a time of day such as \"14:30\"", text => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time));
        // A Windows name is found too, but only there.
        var zone = fields["timeZone"].Matching("an IANA time zone such as \"Asia/Kabul\"", text => text.Length <= 60 && text.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _));
        fields.RefuseOthers();
        return at is null || zone is null ? null : new(time, zone);
    }
}
