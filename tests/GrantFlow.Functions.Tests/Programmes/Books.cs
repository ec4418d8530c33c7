using System.Diagnostics;
using System.Globalization;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Programmes;

/// <summary>What the exported ledger says about one grant.</summary>
internal sealed record Books(IReadOnlyList<Dictionary<string, string>> Lines)
{
    /// <summary>Every account that is not at zero, debits above zero.</summary>
    public string Balances => string.Join(", ",
        from line in Lines
        group line by line["account"] into account
        let balance = account.Sum(Signed)
        where balance != 0
        orderby account.Key
        select string.Create(CultureInfo.InvariantCulture, $"{account.Key} {balance:0.00}"));

    /// <summary>Reads the export; postings may lag behind the last answer, so until it says what is expected, for a while.</summary>
    public static async Task<Books> Of(Service service, string grant, string until)
    {
        var (from, to) = (Traveller.Text(service.Today.AddDays(-1)), Traveller.Text(service.Today.AddDays(1)));
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var records = Csv.Read((await (await service.Finance()).Get($"ledger/export?from={from}&to={to}")).Is(200).Text);
            var books = new Books([.. records.Skip(1)
                .Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second))
                .Where(line => line["grant"] == grant)]);
            if (books.Balances == until || watch.Elapsed > TimeSpan.FromSeconds(20))
                return books;

            await Task.Delay(50);
        }
    }

    public void EveryEntryBalances() => Assert.All(Lines.GroupBy(line => line["entryId"]), entry => Assert.Equal(0, entry.Sum(Signed)));

    private static decimal Signed(Dictionary<string, string> line) => Amount(line["debit"]) - Amount(line["credit"]);

    private static decimal Amount(string text) => text.Length == 0 ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);
}
