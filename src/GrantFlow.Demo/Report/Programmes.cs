using System.Globalization;

namespace GrantFlow.Demo.Report;

/// <summary>What each programme did, as its manager would ask.</summary>
internal static class Programmes
{
    public static Table Table(IReadOnlyList<Played> people)
    {
        var table = new Table("programme", "people", "closed", "ended otherwise", "approved", "spent in kind", "spent in cash");
        foreach (var programme in people.GroupBy(one => one.Person.Return.Programme).OrderByDescending(programme => programme.Count()).ThenBy(programme => programme.Key, StringComparer.Ordinal))
        {
            Row(programme.Key, [.. programme]);
        }

        Row("all", people);
        return table;

        void Row(string name, IReadOnlyList<Played> some)
        {
            var grants = some.Select(one => one.Grant).OfType<Api.GrantAnswer>().ToList();
            var closed = grants.Count(grant => grant.State == "closed");
            table.Add(
                name, Number(some.Count), Number(closed), Number(some.Count - closed),
                Euros.Sum(grants.Select(grant => grant.Approved?.ToEuros() ?? Euros.Zero)).ToText(),
                Spent(grants, "settled"),
                Spent(grants, "paid"));
        }
    }

    private static string Spent(IEnumerable<Api.GrantAnswer> grants, string state) =>
        Euros.Sum(grants.SelectMany(grant => grant.Lines).Where(line => line.State == state).Select(line => line.Amount.ToEuros())).ToText();

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
