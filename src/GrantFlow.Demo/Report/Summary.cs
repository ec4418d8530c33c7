using System.Globalization;
using GrantFlow.Demo.Checks;
using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo.Report;

/// <summary>Says what a run came to.</summary>
internal static class Summary
{
    private static readonly string[] Accounts = ["Available", "Committed", "PayableInKind", "PayableCash", "InTransit", "SpentInKind", "SpentCash", "Returned", "ExchangeDifference"];

    public static void Write(TextWriter output, DemoOptions options, DemoResult result)
    {
        output.WriteLine();
        FatesTable(result).Write(output);
        StatesTable(result).Write(output);
        Programmes.Table(result.People).Write(output);
        WriteRefusals(output, result);
        if (result.Ledger is { } ledger)
        {
            output.WriteLine("Trial balance in EUR: money comes to an account on its debit side and leaves it on its credit side.");
            Balance(ledger, "account", Accounts.Where(account => ledger.Lines.Any(line => line.Account == account)), line => line.Account).Write(output);
            Balance(ledger, "funding line", ledger.Lines.Select(line => line.FundingLine).Distinct().Order(StringComparer.Ordinal), line => line.FundingLine).Write(output);
        }

        Stories.Write(output, result.People);
        WriteAttention(output, result);
        WriteCost(output, options, result);
        foreach (var finding in result.Findings)
        {
            output.WriteLine($"{(finding.Holds ? "ok  " : "NOT ")}{finding.What}{(finding.Trouble is { } trouble ? $": {trouble}" : "")}");
        }
    }

    private static Table FatesTable(DemoResult result)
    {
        var table = new Table("fate", "people", "expected", "ended so");
        foreach (var fate in result.People.GroupBy(one => one.Person.Fate).OrderBy(fate => fate.Key))
        {
            var facts = Fates.Of(fate.Key);
            table.Add(facts.Text, Number(fate.Count()), facts.Ends, Number(fate.Count(one => one.End == facts.Ends)));
        }

        return table;
    }

    private static Table StatesTable(DemoResult result)
    {
        var table = new Table("state", "grants");
        foreach (var state in result.People.GroupBy(one => one.End ?? "broke off").OrderByDescending(state => state.Count()).ThenBy(state => state.Key, StringComparer.Ordinal))
        {
            table.Add(state.Key, Number(state.Count()));
        }

        table.Add("all", Number(result.People.Count));
        return table;
    }

    private static void WriteRefusals(TextWriter output, DemoResult result)
    {
        foreach (var one in result.People.Where(one => one.Refusal is not null))
        {
            output.WriteLine($"Turned away from {one.Person.Return.Programme}, as it must be: {one.Refusal}");
        }

        output.WriteLine();
    }

    private static Table Balance(Ledger ledger, string what, IEnumerable<string> groups, Func<LedgerLine, string> group)
    {
        var table = new Table(what, "debits", "credits", "balance");
        var lines = ledger.Lines.ToLookup(group);
        foreach (var name in groups)
        {
            Row(name, lines[name]);
        }

        Row("all", ledger.Lines);
        return table;

        void Row(string name, IEnumerable<LedgerLine> some)
        {
            var (debits, credits) = (Euros.Sum(some.Select(line => line.Debits)), Euros.Sum(some.Select(line => line.Credits)));
            table.Add(name, debits.ToText(), credits.ToText(), (debits - credits).ToText());
        }
    }

    private static void WriteAttention(TextWriter output, DemoResult result)
    {
        var fates = result.People.Where(one => one.Grant is not null).ToDictionary(one => one.Grant!.Id, one => one.Person.Fate);
        foreach (var queue in result.Attention.Poison)
        {
            output.WriteLine($"Waiting for a person: {Number(queue.Count)} in {queue.Queue}");
            foreach (var grant in queue.Messages.Select(message => message.Grant).Distinct())
            {
                output.WriteLine(grant is null || !fates.TryGetValue(grant, out var fate)
                    ? $"  {grant ?? "unknown grant"}, not of this run"
                    : $"  {grant}{(fate == Fate.ProviderDown ? ": its provider is down, as scripted; it stays open until somebody looks after it" : "")}");
            }
        }

        output.WriteLine();
    }

    private static void WriteCost(TextWriter output, DemoOptions options, DemoResult result)
    {
        var (cost, people) = (result.Cost, result.People.Count);
        var again = cost.Former == 0 ? "" : $" {Number(cost.Former)} of them were there from a former run, which makes them cheap.";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"This run took {cost.Elapsed.TotalSeconds:0.0} s for {people} people, {options.AtOnce} at once: {cost.Elapsed.TotalMilliseconds / people:0} ms and {(double)cost.HttpRequests / people:0.0} HTTP requests a grant.{again}"));
        output.WriteLine(cost.Storage is { } storage
            ? string.Create(CultureInfo.InvariantCulture, $"It sent {(double)(storage.Total - storage.EmptyReceives) / people:0.0} storage requests a grant, and {(double)storage.EmptyReceives / people:0.0} more that only found a queue empty.")
            : $"How many storage requests that took is not known: {(cost.Broken > 0 ? $"the host was away and {Number(cost.Broken)} requests had to be said again" : options.Urls.Count > 1 ? "every host counts its own" : "this host does not count them")}.");
        output.WriteLine();
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
