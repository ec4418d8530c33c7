using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Tests.Properties;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>Which accounts each kind of entry moves money between: all of it, and nothing else ever happens.</summary>
public sealed class PostingTableTests
{
    private const string Table = """
        kind             | debit                      | credit        | what happened
        Commitment       | Committed                  | Available     | the funding line reserved the approved amount
        Split            | PayableInKind              | Committed     | everything is given in kind
        Split            | PayableCash                | Committed     | everything is paid in cash
        Split            | PayableCash, PayableInKind | Committed     | some of each
        InKindSettlement | SpentInKind                | PayableInKind | the supplier's invoice is settled
        PayoutRelease    | InTransit                  | PayableCash   | finance released a payment
        CashPayout       | SpentCash                  | InTransit     | the person has the money
        CashPayout       | SpentCash                  | PayableCash   | the person has the money, although the payment had failed
        PayoutFailure    | PayableCash                | InTransit     | the payment failed; the money is owed again
        PayoutReturn     | Returned                   | InTransit     | the money came back before it arrived
        PayoutReturn     | Returned                   | SpentCash     | the money came back after it arrived
        PayoutRepeat     | PayableCash                | Returned      | what came back is owed again
        ExchangeDifference | ExchangeDifference       | Available     | the bank booked more than was released, or less came back
        ExchangeDifference | Available                | ExchangeDifference | the bank booked less than was released, or more came back
        Release          | Available                  | Returned      | nobody pays again what came back
        Release          | Available                  | Committed     | the grant ended before its split
        Release          | Available                  | PayableInKind | an order was called off
        Release          | Available                  | PayableCash   | a payment was called off
        PlanChange       | PayableInKind              | PayableCash   | more in kind instead of cash
        PlanChange       | PayableCash                | PayableInKind | more cash instead of goods, with an approval
        PlanChange       | Available                  | PayableInKind | less in kind
        PlanChange       | Available                  | PayableCash   | less cash
        PlanChange       | Available                  | PayableCash, PayableInKind | less of each
        PlanChange       | Available, PayableInKind   | PayableCash   | less, and more of it in kind
        PlanChange       | Available, PayableCash     | PayableInKind | less, and more of it in cash
        """;

    [Fact]
    public void Every_kind_of_entry_moves_money_between_the_accounts_of_the_table_only()
    {
        var posted = RandomWalkTests.Sample()
            .SelectMany(walk => walk.Story.Entries)
            .Select(entry => (entry.Kind, Debit: Accounts(entry, Side.Debit), Credit: Accounts(entry, Side.Credit)))
            .Distinct();

        Assert.Equal(
            TextTable.Rows(Table).Select(row => (Enum.Parse<EntryKind>(row[0]), row[1], row[2])).OrderBy(row => $"{row.Item1}|{row.Item2}|{row.Item3}", StringComparer.Ordinal),
            posted.OrderBy(row => $"{row.Kind}|{row.Debit}|{row.Credit}", StringComparer.Ordinal));
    }

    private static string Accounts(JournalEntry entry, Side side) =>
        string.Join(", ", entry.Postings.Where(posting => posting.Side == side).Select(posting => $"{posting.Account}").Order());
}
