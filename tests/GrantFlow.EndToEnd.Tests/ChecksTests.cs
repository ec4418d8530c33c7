using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Checks;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>The demo's checks find what is wrong: books that are right, then changed in one place.</summary>
public class ChecksTests
{
    private const string Balance = "debits equal credits";
    private const string Agreed = "no funding line has promised more";
    private const string Places = "every grant's money is on the accounts";
    private const string Once = "every paid or settled line is in the books once";
    private const string Spent = "is spent in the books";
    private const string Manifest = "both files have the SHA-256";
    private const string Formats = "the CSV file says the same";

    private static readonly GrantAnswer Grant = Paid("G-1", 1_000_00, 650_25);
    private static readonly LedgerLine[] Right = [.. Entries(Grant)];

    [Fact]
    public void Right_books_pass() => Assert.Empty(Troubles(Right));

    [Fact]
    public void A_posting_that_is_missing_is_found() => Assert.Equal([Balance, Places], Troubles(Right[..^1]));

    [Fact]
    public void An_entry_that_is_missing_is_found() => Assert.Equal([Places, Once, Spent], Troubles(Right[..^2]));

    [Fact]
    public void An_entry_that_is_there_twice_is_found() =>
        Assert.Equal([Places, Once, Spent], Troubles([.. Right, .. Right[^2..].Select(line => line with { EntryId = "again" })]));

    [Fact]
    public void A_wrong_amount_is_found() =>
        Assert.Equal([Balance, Places, Once, Spent], Troubles([.. Right.Select(line => line is { Account: "SpentCash", Debit: not null } ? line with { Debit = "650.26" } : line)]));

    [Fact]
    public void An_entry_on_another_funding_line_is_found() =>
        Assert.Equal([Balance], Troubles([.. Right.Select((line, at) => at == 0 ? line with { FundingLine = "other/line" } : line)]));

    [Fact]
    public void What_the_line_posted_of_its_own_is_no_grants_and_more_promised_than_it_holds_is_found()
    {
        Assert.Empty(Troubles([.. Opening("1650.25"), .. Right]));
        Assert.Equal([Agreed], Troubles([.. Opening("1650.24"), .. Right]));

        static IEnumerable<LedgerLine> Opening(string amount) =>
        [
            Right[0] with { EntryId = "L-1", Kind = "Agreement", Grant = null, Account = "Available", Debit = amount, Credit = null },
            Right[0] with { EntryId = "L-1", Kind = "Agreement", Grant = null, Account = "Agreed", Debit = null, Credit = amount },
        ];
    }

    [Fact]
    public void A_file_that_was_changed_is_found()
    {
        var ledger = Books(Right);
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ledger.CsvFile).Replace("650.25", "650.52", StringComparison.Ordinal));
        Assert.Equal([Manifest, Formats], Troubles(ledger with { CsvFile = changed }));
        Assert.Equal([Manifest], Troubles(ledger with { Manifest = ledger.Manifest with { Postings = 1 } }));
        Assert.Equal([Manifest], Troubles(ledger with { Manifest = ledger.Manifest with { Totals = [new(Amount(1), Amount(1))] } }));
    }

    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "a|b/c|d")]
    [InlineData("\"a,\r\n\"\"b\"\"\",c\r\n", "a,\r\n\"b\"|c")]
    [InlineData(",\r\n", "|")]
    [InlineData("a\nb\r\n", "a\nb")]
    public void Csv_is_read_as_RFC_4180_has_it(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', Csv.Read(text).Select(row => string.Join('|', row))));

    [Theory]
    [InlineData("a,b")]
    [InlineData("a,\"b\r\n")]
    [InlineData("a\"b,c\r\n")]
    public void Csv_that_is_not_is_refused(string text) => Assert.Throws<FormatException>(() => Csv.Read(text).Count());

    private static List<string> Troubles(LedgerLine[] lines) => Troubles(Books(lines));

    private static List<string> Troubles(Ledger ledger)
    {
        string[] names = [Balance, Agreed, Places, Once, Spent, Manifest, Formats];
        return [.. ledger.Check([Grant]).Where(finding => !finding.Holds).Select(finding => names.Single(name => finding.What.Contains(name, StringComparison.Ordinal)))];
    }

    private static Ledger Books(LedgerLine[] lines)
    {
        string[] columns = ["entryId", "postingDate", "kind", "grant", "line", "programme", "fundingLine", "account", "debit", "credit", "currency", "eventId"];
        var rows = lines.Select(line => new[]
        {
            line.EntryId, line.PostingDate, line.Kind, line.Grant, line.Line, line.Programme, line.FundingLine, line.Account, line.Debit, line.Credit, line.Currency, line.EventId,
        }).ToList();
        var jsonLines = Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => JsonSerializer.Serialize(columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second)) + "\n")));
        var csv = Encoding.UTF8.GetBytes(string.Concat(rows.Prepend(columns).Select(row => string.Join(',', row) + "\r\n")));
        var totals = new ManifestTotal(Amount(lines.Sum(line => line.Debits.Cents)), Amount(lines.Sum(line => line.Credits.Cents)));
        return new Ledger(csv, jsonLines, new ManifestAnswer(lines.Select(line => line.EntryId).Distinct().Count(), lines.Length, [totals], new(Hash(csv), Hash(jsonLines))), lines);
    }

    private static GrantAnswer Paid(string id, long inKind, long cash)
    {
        StepAnswer[] timeline = [new("funds-reserved", "awaiting-verification", default, default)];
        return new(id, "closed", "calais-avr", "calais-avr/reintegration", Amount(inKind + cash), [new("L01", "goods", Amount(inKind), "settled"), new("L02", "cash", Amount(cash), "paid")], default, default, timeline);
    }

    private static IEnumerable<LedgerLine> Entries(GrantAnswer grant)
    {
        var (inKind, cash) = (grant.Lines[0].Amount.Amount, grant.Lines[1].Amount.Amount);
        return
        [
            Line(1, "Commitment", null, "Committed", grant.Approved!.Amount, null), Line(1, "Commitment", null, "Available", null, grant.Approved.Amount),
            Line(2, "Split", null, "PayableInKind", inKind, null), Line(2, "Split", null, "PayableCash", cash, null), Line(2, "Split", null, "Committed", null, grant.Approved.Amount),
            Line(3, "InKindSettlement", "L01", "SpentInKind", inKind, null), Line(3, "InKindSettlement", "L01", "PayableInKind", null, inKind),
            Line(4, "PayoutRelease", "L02", "InTransit", cash, null), Line(4, "PayoutRelease", "L02", "PayableCash", null, cash),
            Line(5, "CashPayout", "L02", "SpentCash", cash, null), Line(5, "CashPayout", "L02", "InTransit", null, cash),
        ];

        LedgerLine Line(int entry, string kind, string? line, string account, string? debit, string? credit) =>
            new($"{grant.Id}-{entry}", "2026-01-31", kind, grant.Id, line, grant.Programme, grant.FundingLine, account, debit, credit, "EUR", $"{grant.Id}-{entry}");
    }

    private static AmountAnswer Amount(long cents) => new(new Euros(cents).ToString(), "EUR");

    private static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));
}
