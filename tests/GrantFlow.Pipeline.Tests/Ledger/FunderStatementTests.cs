using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>A funder's statement is the ledger, told by month: nothing is lost, made or mixed.</summary>
public sealed class FunderStatementTests
{
    private static readonly AccountingPeriod January = AccountingPeriod.Parse("2026-01"), February = January.Next, March = February.Next, April = March.Next;

    private static readonly FundingLineId Line = FundingLineId.Parse("example/grants"), Other = FundingLineId.Parse("example/information");

    /// <summary>A funder that bears three quarters from 15 January to 31 March, and pays seven in a hundred on top.</summary>
    private static readonly FundingAgreement Agreement = new("agreement-7", 75, new(new(2026, 1, 15), new(2026, 3, 31)), 7);

    [Fact]
    public void An_example_checked_by_hand()
    {
        var statement = Assert.Single(FunderStatement.Of(Line, Agreement, Example(), February, April, Currency.Eur));

        Assert.Equal(
            """
            opening  20000.00 666.67 0.00 0.00 333.33 0.00 0.00 0.00 19000.00 | 333.33 0.00 | 249.99 83.34 23.33
            2026-02 inside 0.00 -500.01 0.00 0.00 0.00 500.01 0.00 3.00 -3.00 | 500.01 0.00 | 375.01 125.00 35.00
            2026-03 inside 4000.00 0.00 0.00 0.00 0.00 -100.00 100.00 0.00 4000.00 | -100.00 0.00 | -75.00 -25.00 -7.00
            2026-04 outside 0.00 -50.00 0.00 0.00 50.00 0.00 0.00 0.00 0.00 | 50.00 50.00 | 0.00 50.00 0.00
            closing  24000.00 116.66 0.00 0.00 383.33 400.01 100.00 3.00 22997.00 | 783.34 50.00 | 550.00 233.34 51.33
            """.ReplaceLineEndings("\n"),
            string.Join('\n', new[] { Text("opening", statement.Opening) }.Concat(statement.Months.Select(row => Text(row.Month!.Value.Value, row))).Append(Text("closing", statement.Closing))));
        Assert.Equal(Eligibility.Partly, Assert.Single(FunderStatement.Of(Line, Agreement, Example(), January, January, Currency.Eur)).Months[0].Eligibility);
    }

    [Fact]
    public void Where_no_overhead_rate_is_known_no_overhead_is_told()
    {
        var statement = Assert.Single(FunderStatement.Of(Line, FundingAgreement.Unknown, Example(), January, February, Currency.Eur));
        Assert.All(statement.Months.Append(statement.Opening).Append(statement.Closing), row => Assert.Null(row.Overhead));
        Assert.Equal((World.Eur(0), statement.Closing.Sums.Spent), (statement.Closing.OwnShare, statement.Closing.FunderShare));
    }

    [Fact]
    public void A_line_on_which_nothing_was_posted_has_nothing_in_every_month()
    {
        var statement = Assert.Single(FunderStatement.Of(Other, Agreement, Example(), January, March, Currency.Eur));
        Assert.Equal([January, February, March], statement.Months.Select(row => row.Month!.Value));
        Assert.Equal(FunderSums.Of([], Currency.Eur), statement.Closing.Sums);
    }

    [Fact]
    public void Every_statement_adds_up_to_the_trial_balance_to_the_cent()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var balances = Random(random);
            var from = April.From.AddMonths(-random.Next(6)) is var first ? AccountingPeriod.Of(first) : default;
            var to = AccountingPeriod.Of(from.From.AddMonths(random.Next(8)));
            var agreement = new FundingAgreement(null, random.Next(1, 101), new(random.Next(2) == 0 ? null : new(2026, 1, random.Next(1, 29)), random.Next(2) == 0 ? null : new(2026, 5, random.Next(1, 29))), random.Next(3) == 0 ? null : random.Next(26));
            foreach (var line in new[] { Line, Other })
            {
                foreach (var one in FunderStatement.Of(line, agreement, balances, from, to, Currency.Eur))
                {
                    var currency = one.Closing.FunderShare.Currency;
                    // Opening and months are the closing, in every column.
                    Assert.Equal(one.Closing, one.Months.Aggregate(one.Opening, (sum, row) => sum.Plus(row)));
                    // The closing is what stands on the line's own accounts up to the last month.
                    Assert.Equal(FunderSums.Of(balances.Where(balance => balance.Line == line && balance.Period <= to && balance.Debits.Currency == currency), currency), one.Closing.Sums);
                    foreach (var row in one.Months.Append(one.Opening).Append(one.Closing))
                    {
                        Assert.Equal(row.Sums.Spent, row.FunderShare + row.OwnShare);
                        var sums = row.Sums;
                        Assert.Equal(sums.Budget, sums.Committed + sums.Owed + sums.InTransit + sums.Spent + sums.Returned + sums.ExchangeDifference + sums.Available);
                    }

                    // Whatever the months are cut into, the shares come to the same.
                    var whole = FunderStatement.Of(line, agreement, balances, to, to, Currency.Eur).Single(other => other.Closing.FunderShare.Currency == currency);
                    Assert.Equal(one.Closing, whole.Closing);
                }
            }
        }
    }

    [Fact]
    public async Task The_statements_of_all_lines_are_the_trial_balance_of_a_ledger_that_was_kept()
    {
        var books = await BookKeeping.Sealed();
        var balances = await books.Run.Get<BalanceBook>().At(BookKeeping.Last, default);
        var statements = balances.Select(one => one.Line).Distinct().SelectMany(line => FunderStatement.Of(line, FundingAgreement.Unknown, balances, February, April, Currency.Eur)).ToList();

        Assert.NotEmpty(statements);
        Assert.Equal(FunderSums.Of(balances, Currency.Eur), statements.Select(one => one.Closing.Sums).Aggregate((sum, one) => sum.Plus(one)));
        Assert.True(statements.Sum(one => one.Closing.Sums.Spent.Minor) > 0);
    }

    /// <summary>EUR 20,000.00, and 4,000.00 more in March; one grant of 1,000.00, some of it paid, some sent back, some spent too late.</summary>
    private static List<AccountBalance> Example() =>
    [
        .. Entry(Line, January, Account.Available, Account.Agreed, 20_000_00),
        .. Entry(Line, January, Account.Committed, Account.Available, 1_000_00),
        .. Entry(Line, January, Account.SpentInKind, Account.Committed, 333_33),
        .. Entry(Line, February, Account.SpentCash, Account.Committed, 500_01),
        .. Entry(Line, February, Account.ExchangeDifference, Account.Available, 3_00),
        .. Entry(Line, March, Account.Returned, Account.SpentCash, 100_00),
        .. Entry(Line, March, Account.Available, Account.Agreed, 4_000_00),
        .. Entry(Line, April, Account.SpentInKind, Account.Committed, 50_00),
    ];

    private static AccountBalance[] Entry(FundingLineId line, AccountingPeriod period, Account debit, Account credit, long minor, Currency? currency = null)
    {
        var (amount, nothing) = (new Money(minor, currency ?? Currency.Eur), Money.Zero(currency ?? Currency.Eur));
        return [new(line, period, debit, amount, nothing), new(line, period, credit, nothing, amount)];
    }

    private static List<AccountBalance> Random(Random random)
    {
        var (accounts, currencies) = (Enum.GetValues<Account>(), new[] { Currency.Eur, Currency.Parse("JPY") });
        return [.. Enumerable.Range(0, random.Next(60)).SelectMany(_ =>
        {
            var pair = random.GetItems(accounts, 2);
            return Entry(random.Next(3) == 0 ? Other : Line, AccountingPeriod.Of(new DateOnly(2025, 11, 1).AddMonths(random.Next(9))), pair[0], pair[1], random.NextInt64(1, 2_000_00), random.GetItems(currencies, 1)[0]);
        })];
    }

    private static string Text(string name, FunderRow row) =>
        $"{name} {row.Eligibility?.ToString().ToLowerInvariant()} {Amounts(row.Sums.Budget, row.Sums.Committed, row.Sums.Owed, row.Sums.InTransit, row.Sums.SpentInKind, row.Sums.SpentCash, row.Sums.Returned, row.Sums.ExchangeDifference, row.Sums.Available)}"
        + $" | {Amounts(row.Sums.Spent, row.SpentOutside)} | {Amounts(row.FunderShare, row.OwnShare, row.Overhead!.Value)}";

    private static string Amounts(params Money[] amounts) => string.Join(' ', amounts.Select(amount => amount.ToAmountString()));
}
