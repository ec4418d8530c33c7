using System.Text;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>Writes the chart of accounts and the posting rules, each with an entry that the domain posted.</summary>
internal static class LedgerDocument
{
    private const string Chart = """
        account            | debit: money comes, because                                | credit: money leaves, because                        | its balance is
        Available          | a funder agreed to it, a grant needs less than was reserved, a rate brought a gain | it is reserved for a grant, a rate cost something, a funder took it back | debit: free to be granted; credit: what the grants have drawn, where the rules do not say what the agreement holds
        Committed          | the funding line reserved it for an approved grant         | the split says what it is for, or the grant ended    | debit: reserved, not yet divided
        PayableInKind      | goods or services are ordered                              | an invoice is settled, or an order is called off     | debit: owed to suppliers
        PayableCash        | cash is granted, or a payment failed                       | finance releases it, or it is called off             | debit: owed to people
        InTransit          | finance released a payment                                 | it arrived, failed or came back                      | debit: on its way
        SpentInKind        | a supplier's invoice is settled                            | never                                                | debit: spent on goods and services
        SpentCash          | the person has the money                                   | it came back afterwards                              | debit: spent in cash
        Returned           | money came back                                            | it is owed again, or goes back to the line           | debit: came back and waits for a decision
        ExchangeDifference | the bank booked more than was released, or less came back  | the bank booked less than was released, or more came back | debit: what rates have cost; credit: what they have brought
        Agreed             | an amendment or other rules made the agreement smaller     | the rules or an amendment say that the agreement holds it | credit: what the agreement holds
        """;

    private const string RuleTable = """
        kind | debit | credit | commands | events | takes back | what happened
        Commitment       | Committed                  | Available     | record-funding | funds-reserved | | the funding line reserved the approved amount
        Split            | PayableInKind              | Committed     | confirm-split | split-confirmed | | everything is given in kind
        Split            | PayableCash                | Committed     | confirm-split | split-confirmed | | everything is paid in cash
        Split            | PayableCash, PayableInKind | Committed     | confirm-split | split-confirmed | | some of each
        InKindSettlement | SpentInKind                | PayableInKind | settle-in-kind | in-kind-moved | | the supplier's invoice is settled
        PayoutRelease    | InTransit                  | PayableCash   | release-payouts | cash-moved | | finance released a payment
        CashPayout       | SpentCash                  | InTransit     | record-payment, resolve-payment, confirm-cash-desk | cash-moved | | the person has the money
        CashPayout         | SpentCash                  | PayableCash        | record-payment, resolve-payment | cash-moved | PayoutFailure, PayoutRepeat | the person has the money, although the payment had failed
        PayoutFailure    | PayableCash                | InTransit     | record-payment, resolve-payment | cash-moved | PayoutRelease | the payment failed; the money is owed again
        PayoutReturn     | Returned                   | InTransit     | record-payment | cash-moved | PayoutRelease | the money came back before it arrived
        PayoutReturn     | Returned                   | SpentCash     | record-payment, resolve-payment | cash-moved | CashPayout | the money came back after it arrived
        PayoutRepeat     | PayableCash                | Returned      | reroute-payout | cash-moved | PayoutReturn | what came back is owed again
        ExchangeDifference | ExchangeDifference       | Available     | record-payment | cash-moved, way-out-booked | | the bank booked more than was released, or less came back
        ExchangeDifference | Available                | ExchangeDifference | record-payment | cash-moved, way-out-booked | | the bank booked less than was released, or more came back
        Release          | Available                  | Returned      | give-back-return | cash-moved | PayoutReturn | nobody pays again what came back
        Release            | Available                  | Committed          | withdraw-grant, refer-grant, cancel-grant, expire-grant, check-deadlines, change-plan, approve-plan | grant-withdrawn, grant-referred, grant-cancelled, grant-expired, plan-changed | Commitment | the grant ended before its split, or needs less
        Release            | Available                  | PayableInKind      | withdraw-grant, dispute-delivery | grant-withdrawn, in-kind-moved | Split, PlanChange | an order was called off
        Release            | Available                  | PayableCash        | withdraw-grant, record-payment, resolve-payment | grant-withdrawn, cash-moved | Split, PlanChange, PayoutFailure, PayoutRepeat | a payment was called off
        PlanChange         | PayableInKind              | PayableCash        | change-plan, approve-plan | plan-changed | Split, PlanChange, PayoutFailure, PayoutRepeat | more in kind instead of cash
        PlanChange         | PayableCash                | PayableInKind      | approve-plan | plan-changed | Split, PlanChange | more cash instead of goods, with an approval
        PlanChange         | Available                  | PayableInKind      | change-plan, approve-plan, call-off-line | plan-changed | Split, PlanChange | less in kind
        PlanChange         | Available                  | PayableCash        | change-plan, approve-plan | plan-changed | Split, PlanChange, PayoutFailure, PayoutRepeat | less cash
        PlanChange         | Available                  | PayableCash, PayableInKind | change-plan, approve-plan | plan-changed | Split, PlanChange, PayoutFailure, PayoutRepeat | less of each
        PlanChange         | Available, PayableInKind   | PayableCash        | change-plan, approve-plan | plan-changed | Split, PlanChange, PayoutFailure, PayoutRepeat | less, and more of it in kind
        PlanChange         | Available, PayableCash     | PayableInKind      | approve-plan | plan-changed | Split, PlanChange | less, and more of it in cash
        """;

    private const string LineRuleTable = """
        kind | debit | credit | commands | events | takes back | what happened
        Agreement        | Available                  | Agreed        | | | | the rules say for the first time what the agreement holds, or that it holds more
        Agreement        | Agreed                     | Available     | | | Agreement | the rules say that the agreement holds less
        TopUp            | Available                  | Agreed        | | | | an amendment made the agreement larger
        Reduction        | Agreed                     | Available     | | | Agreement | an amendment took away what was free
        """;

    private static readonly Story Converted = Stories.Disbursing.Do(Ask.Release() with { Rate = Dinars });
    private static readonly Story CameBack = Converted.Do(Ask.Payment(3, 1, PaymentOutcome.Settled), Ask.Payment(3, 1, PaymentOutcome.Returned));

    /// <summary>Stories in which every rule is followed at least once, most of them about EUR 600.00 of goods, EUR 400.00 of training and EUR 500.00 in cash.</summary>
    private static IReadOnlyList<Story> Told { get; } =
    [
        Stories.Completed,
        Stories.Verified.Do(Ask.Split(Ask.Goods(Eur(1500)))),
        Stories.Verified.Do(Ask.Split(Ask.Cash(Eur(1500)))),
        Stories.Verified.Do(Ask.Withdraw()),
        Stories.Disbursing.Do(Ask.Withdraw()),
        Converted.Do(Ask.TimedOut(3, 1), Ask.Payment(3, 1, PaymentOutcome.Settled)),
        Converted.Do(Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Eur(503) }),
        Converted.Do(Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Eur(496, 83) }),
        Converted.Do(Ask.Payment(3, 1, PaymentOutcome.Instructed), Ask.Payment(3, 1, PaymentOutcome.Returned)),
        CameBack.Do(Ask.Reroute(3)),
        CameBack.Do(Ask.GiveBack(3)),
        Approved(Stories.PlanPending),
        Stories.Disbursing.Do(Ask.CallOff(1)),
        Stories.Disbursing.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(1100)), Ask.Cash(Eur(400)))),
        Stories.Disbursing.Do(Ask.Plan(Eur(1400), Ask.Goods(Eur(1000)), Ask.Cash(Eur(400)))),
        Stories.Disbursing.Do(Ask.Plan(Eur(1200), Ask.Goods(Eur(800)), Ask.Cash(Eur(400)))),
        Stories.Disbursing.Do(Ask.Plan(Eur(1400), Ask.Goods(Eur(1100)), Ask.Cash(Eur(300)))),
        Approved(Stories.Disbursing.Do(Ask.Plan(Eur(1400), Ask.Goods(Eur(800)), Ask.Cash(Eur(600))))),
    ];

    public static IReadOnlyList<(Account Account, string Debit, string Credit, string Balance)> Accounts { get; } =
        [.. TextTable.Rows(Chart).Select(row => (Enum.Parse<Account>(row[0]), row[1], row[2], row[3]))];

    /// <summary>Of what grants post.</summary>
    public static IReadOnlyList<PostingRule> Rules { get; } = Read(RuleTable);

    /// <summary>Of what funding lines post of their own.</summary>
    public static IReadOnlyList<PostingRule> LineRules { get; } = Read(LineRuleTable);

    private static IReadOnlyList<PostingRule> Read(string table) =>
    [
        .. TextTable.Rows(table).Select(row => new PostingRule(
            Enum.Parse<EntryKind>(row[0]),
            [.. Split(row[1]).Select(Enum.Parse<Account>)],
            [.. Split(row[2]).Select(Enum.Parse<Account>)],
            Split(row[3]),
            Split(row[4]),
            [.. Split(row[5]).Select(Enum.Parse<EntryKind>)],
            row[6])),
    ];

    public static string Write()
    {
        var text = new StringBuilder("""
            # The ledger: accounts and posting rules

            This file is written by the tests of `GrantFlow.Domain`: they send grants on random walks and refuse an entry that no row here describes. The examples are entries
            that the domain posted in stories of the tests.

            Every funding line has its own set of these accounts, and no others. An entry stays on one funding line, hence with one funder and one component, in one currency; its
            debits equal its credits. Any other entry cannot be constructed. So the debits of a line equal its credits after every single entry.

            An entry is never changed. What takes an earlier one back, in whole or in part, is an entry of its own and names it (`corrects`): the one that had brought the money to
            the account it is taken from. Entries from before this was noted name nothing.

            ## Chart of accounts

            | account | debit: money comes, because | credit: money leaves, because | its balance is |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (account, debit, credit, balance) in Accounts)
            text.Append($"| `{account}` | {debit} | {credit} | {balance} |\n");

        text.Append("""

            ## Posting rules

            The commands are what asks for it, the events what the entry names as its cause (`eventId`). An amount in an example stands for one in any currency.

            | kind | what happened | debit | credit | commands | events | takes back | example |
            |---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in Rules)
            text.Append($"| {rule.Kind} | {rule.What} | {Code(rule.Debit)} | {Code(rule.Credit)} | {Code(rule.Commands)} | {Code(rule.Events)} | {string.Join(", ", rule.TakesBack)} | {Example(rule, Told.SelectMany(story => story.Entries))} |\n");

        text.Append("""

            ## Posting rules of the funding line itself

            These entries belong to no grant. They begin with what the rules in `programmes` say that an agreement holds (their cause is the version of the rules, such as `rules-2026-1`); what is
            amended later names the amendment. See [funding-lines.md](funding-lines.md).

            | kind | what happened | debit | credit | takes back | example |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in LineRules)
            text.Append($"| {rule.Kind} | {rule.What} | {Code(rule.Debit)} | {Code(rule.Credit)} | {string.Join(", ", rule.TakesBack)} | {Example(rule, LineBookTests.Told)} |\n");
        return text.ToString();
    }

    /// <summary>The first entry that follows the rule.</summary>
    private static string Example(PostingRule rule, IEnumerable<JournalEntry> told)
    {
        var entry = told.First(one => PostingRule.NameOf(one) == rule.Name);
        return string.Join("; ", entry.Postings.Select(posting => $"{(posting.Side == Side.Debit ? "debit" : "credit")} {posting.Account} {posting.Amount}"));
    }

    private static Story Approved(Story waits) => waits.Do(Ask.ApprovePlan(waits.Now));

    private static string Code<T>(IEnumerable<T> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string[] Split(string cell) => cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
