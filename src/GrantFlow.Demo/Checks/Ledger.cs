using System.Security.Cryptography;
using System.Text;
using GrantFlow.Demo.Api;

namespace GrantFlow.Demo.Checks;

/// <summary>The exported ledger of the days on which this run's grants moved.</summary>
internal sealed record Ledger(byte[] CsvFile, byte[] JsonLinesFile, ManifestAnswer Manifest, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>Downloads both formats and their manifest; null while postings still arrive.</summary>
    public static async Task<Ledger?> Download(Doors doors, User user, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var range = $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}";
        var jsonLines = await doors.Download(user, $"/api/ledger/export?{range}&format=jsonl", cancellationToken);
        var csv = await doors.Download(user, $"/api/ledger/export?{range}&format=csv", cancellationToken);
        var manifest = await doors.Get<ManifestAnswer>(user, $"/api/ledger/manifest?{range}", cancellationToken);
        var again = await doors.Get<ManifestAnswer>(user, $"/api/ledger/manifest?{range}", cancellationToken);
        return manifest.Sha256 == again.Sha256 && Hash(jsonLines) == manifest.Sha256.Jsonl ? new Ledger(csv, jsonLines, manifest, LedgerLine.Read(jsonLines)) : null;
    }

    /// <summary>The balance of every account of a grant that is not zero.</summary>
    public IReadOnlyDictionary<string, Euros> BalancesOf(string grant) => _balances.Value.GetValueOrDefault(grant, None);

    private static readonly IReadOnlyDictionary<string, Euros> None = new Dictionary<string, Euros>();

    private readonly Lazy<Dictionary<string, IReadOnlyDictionary<string, Euros>>> _balances = new(() => Lines
        .Where(line => line.Grant is not null)
        .GroupBy(line => line.Grant!)
        .ToDictionary(grant => grant.Key, grant => (IReadOnlyDictionary<string, Euros>)grant
            .GroupBy(line => line.Account)
            .Select(account => (account.Key, Balance: Euros.Sum(account.Select(line => line.Change))))
            .Where(account => account.Balance != Euros.Zero)
            .ToDictionary(account => account.Key, account => account.Balance)));

    /// <summary>Grants whose money is not where it must be.</summary>
    public IEnumerable<string> Misplaced(IEnumerable<GrantAnswer> grants) =>
        from grant in grants
        let expected = ExpectedBalances.Of(grant)
        let seen = WithoutRates(BalancesOf(grant.Id))
        where expected.Count != seen.Count || expected.Any(account => seen.GetValueOrDefault(account.Key) != account.Value)
        select $"{grant.Id} ({grant.State}) has {Text(seen)}, expected {Text(expected)}";

    /// <summary>What exchange rates cost was taken from what is free; how a grant stands does not tell how much.</summary>
    private static IReadOnlyDictionary<string, Euros> WithoutRates(IReadOnlyDictionary<string, Euros> seen)
    {
        if (!seen.TryGetValue("ExchangeDifference", out var difference))
        {
            return seen;
        }

        var balances = seen.Where(account => account.Key != "ExchangeDifference").ToDictionary(account => account.Key, account => account.Value);
        balances["Available"] = balances.GetValueOrDefault("Available") + difference;
        return balances.Where(account => account.Value != Euros.Zero).ToDictionary();
    }

    /// <summary>What is wrong with the books.</summary>
    public IEnumerable<Finding> Check(IReadOnlyList<GrantAnswer> grants)
    {
        yield return Finding.Of("debits equal credits in every entry, on every funding line and in all", Unbalanced());
        yield return Finding.Of("no funding line has promised more than its agreement holds, where that is known", Overdrawn());
        yield return Finding.Of("every grant's money is on the accounts that follow from its state", Misplaced(grants));
        yield return Finding.Of("every paid or settled line is in the books once, with its amount; no other line is", Spent(grants));
        yield return SpentInAll(grants);
        yield return Finding.Of("both files have the SHA-256, the counts and the sums of the manifest", Files());
        yield return Finding.Of("the CSV file says the same as the JSON Lines file, line by line", Rows());
    }

    private IEnumerable<string> Unbalanced() =>
        Lines.GroupBy(line => $"entry {line.EntryId}")
            .Concat(Lines.GroupBy(line => $"funding line {line.FundingLine}"))
            .Concat(Lines.GroupBy(_ => "the whole"))
            .Where(group => Euros.Sum(group.Select(line => line.Change)) != Euros.Zero)
            .Select(group => $"{group.Key} is off by {Euros.Sum(group.Select(line => line.Change))}");

    /// <summary>What rates cost is taken from what is free, whether there is enough or not.</summary>
    private IEnumerable<string> Overdrawn() =>
        Lines.GroupBy(line => line.FundingLine)
            .Where(line => line.Any(one => one.Account == "Agreed"))
            .Select(line => (line.Key, Agreed: -Sum(line, one => one.Account == "Agreed"), Left: Sum(line, one => one.Account is "Available" or "ExchangeDifference")))
            .Where(line => line.Left.Cents < 0)
            .Select(line => $"{line.Key} has promised {-line.Left} more than the {line.Agreed} agreed");

    private static Euros Sum(IEnumerable<LedgerLine> lines, Func<LedgerLine, bool> which) => Euros.Sum(lines.Where(which).Select(line => line.Change));

    private IEnumerable<string> Spent(IReadOnlyList<GrantAnswer> grants)
    {
        var spent = Lines.Where(line => line.Kind is "CashPayout" or "InKindSettlement" && line.Debit is not null).ToLookup(line => (line.Grant, line.Line));
        foreach (var (grant, line) in grants.SelectMany(grant => grant.Lines.Select(line => (grant, line))))
        {
            var entries = spent[(grant.Id, line.Id)].ToList();
            var expected = line.State is "paid" or "settled" ? 1 : 0;
            // What was paid and came back later has both in the books.
            if (entries.Count != expected && line.State != "returned")
            {
                yield return $"{grant.Id} {line.Id} is {line.State} and {entries.Count} times in the books";
            }
            else if (entries.Any(entry => entry.Debits != line.Amount.ToEuros()))
            {
                yield return $"{grant.Id} {line.Id} is {line.Amount.Amount} and in the books {entries[0].Debit}";
            }
        }
    }

    private Finding SpentInAll(IReadOnlyList<GrantAnswer> grants)
    {
        var ours = grants.Select(grant => grant.Id).ToHashSet();
        var books = Euros.Sum(Lines.Where(line => line.Account is "SpentCash" or "SpentInKind" && line.Grant is { } grant && ours.Contains(grant)).Select(line => line.Change));
        var lines = Euros.Sum(grants.SelectMany(grant => grant.Lines).Where(line => line.State is "paid" or "settled").Select(line => line.Amount.ToEuros()));
        return new($"EUR {books.ToText()} is spent in the books and on the lines of the grants", books == lines ? null : $"the lines add up to EUR {lines.ToText()}");
    }

    private IEnumerable<string> Files()
    {
        if (Hash(CsvFile) != Manifest.Sha256.Csv || Hash(JsonLinesFile) != Manifest.Sha256.Jsonl)
        {
            yield return "a hash differs";
        }

        if (Manifest.Postings != Lines.Count || Manifest.Entries != Lines.Select(line => line.EntryId).Distinct().Count())
        {
            yield return $"the manifest counts {Manifest.Entries} entries with {Manifest.Postings} postings, the file has {Lines.Count} postings";
        }

        var (debits, credits) = (Euros.Sum(Lines.Select(line => line.Debits)), Euros.Sum(Lines.Select(line => line.Credits)));
        if (Euros.Sum(Manifest.Totals.Select(total => total.Debits.ToEuros())) != debits || Euros.Sum(Manifest.Totals.Select(total => total.Credits.ToEuros())) != credits)
        {
            yield return $"the file adds up to {debits} and {credits}, the manifest says otherwise";
        }
    }

    private IEnumerable<string> Rows()
    {
        var rows = Csv.Read(Encoding.UTF8.GetString(CsvFile)).ToList();
        var lines = LedgerLine.Members(JsonLinesFile).ToList();
        if (rows.Count == 0 || lines.Any(line => line.Keys.Except(rows[0]).Any()))
        {
            yield return "the header differs";
            yield break;
        }

        if (rows.Count - 1 != lines.Count)
        {
            yield return $"one has {rows.Count - 1} lines, the other {lines.Count}";
        }

        foreach (var (row, line) in rows.Skip(1).Zip(lines).Where(pair => !pair.First.SequenceEqual(rows[0].Select(column => pair.Second.GetValueOrDefault(column, "")))))
        {
            yield return $"{string.Join(",", row)} is not {string.Join(",", line.Values)}";
        }
    }

    private static string Text(IReadOnlyDictionary<string, Euros> balances) =>
        balances.Count == 0 ? "nothing" : string.Join(", ", balances.OrderBy(account => account.Key, StringComparer.Ordinal).Select(account => $"{account.Key} {account.Value}"));

    private static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));
}
