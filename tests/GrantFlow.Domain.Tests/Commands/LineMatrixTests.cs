using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Commands;

/// <summary>Every command about a line, at every state of the line.</summary>
public sealed class LineMatrixTests
{
    private const string Folder = "tests/GrantFlow.Domain.Tests/Stored";

    private const int Line = 1;

    private static readonly (string Name, GrantCommand Command)[] Rows =
    [
        ("confirm-delivery accepted", Ask.Deliver(Line)),
        ("confirm-delivery still checking", Ask.Deliver(Line, accepted: false)),
        ("confirm-delivery of a part", Ask.DeliverPart(Line, Eur(40))),
        ("call-off-line", Ask.CallOff(Line)),
        ("dispute-delivery", Ask.Dispute(Line)),
        ("reorder-line", Ask.Reorder(Line)),
        ("settle-in-kind of another amount", Ask.Settle(Line) with { Amount = Eur(99) }),
        ("settle-in-kind", Ask.Settle(Line)),
        ("release-payouts", Ask.Release()),
        ("record-payment instructed", Ask.Payment(Line, 1, PaymentOutcome.Instructed)),
        ("record-payment settled", Ask.Payment(Line, 1, PaymentOutcome.Settled)),
        ("record-payment failed", Ask.Payment(Line, 1, PaymentOutcome.Failed)),
        ("record-payment returned", Ask.Payment(Line, 1, PaymentOutcome.Returned)),
        ("record-payment of another attempt", Ask.Payment(Line, 2, PaymentOutcome.Failed)),
        ("record-payment unknown", Ask.Payment(Line, 1, PaymentOutcome.Unknown)),
        ("reroute-payout", Ask.Reroute(Line)),
        ("retry-payout", Ask.Retry(Line)),
        ("give-back-return", Ask.GiveBack(Line)),
        ("resolve-payment", Ask.Resolve(Line, 1, paid: true)),
        ("note-contradiction paid", Ask.Contradict(Line, 1, PaymentOutcome.Settled)),
        ("note-contradiction not paid", Ask.Contradict(Line, 1, PaymentOutcome.Failed)),
        ("confirm-cash-desk", Ask.HandOver(Line, 1)),
        ("confirm-cash-desk of another attempt", Ask.HandOver(Line, 2)),
        ("withdraw-grant", Ask.Withdraw()),
    ];

    [Fact]
    public void Every_command_about_a_line_at_every_state_of_the_line_does_what_the_stored_table_says()
    {
        var table = new OutcomeTable("""
            Every command about a line, at every state of the line, while another line is open, sent by the right person and fit in all else.
            "-> X" is accepted and leaves the line at X; everything else is the refusal.
            """);
        foreach (var (name, command) in Rows)
            table.Add(name, Places().Select(place => (place.Name, Outcome(place.Line, command))), elsewhere: "");

        Generated.Compare($"{Folder}/line-matrix.txt", table.ToString());
    }

    [Theory]
    // The last line decides where the grant goes; what was spent before counts, and so does a withdrawal.
    [InlineData(false, false, PaymentOutcome.Settled, GrantState.Completed)]
    [InlineData(false, false, PaymentOutcome.Returned, GrantState.Completed)]
    [InlineData(false, true, PaymentOutcome.Returned, GrantState.Completed)]
    [InlineData(false, false, PaymentOutcome.Failed, GrantState.Disbursing)]
    [InlineData(true, false, PaymentOutcome.Settled, GrantState.Completed)]
    [InlineData(true, false, PaymentOutcome.Returned, GrantState.Withdrawn)]
    [InlineData(true, true, PaymentOutcome.Returned, GrantState.Completed)]
    [InlineData(true, false, PaymentOutcome.Failed, GrantState.Withdrawn)]
    [InlineData(true, true, PaymentOutcome.Failed, GrantState.Completed)]
    public void The_last_line_takes_the_grant_along(bool withdrawing, bool spentBefore, PaymentOutcome outcome, GrantState expected)
    {
        var other = InKind(spentBefore ? InKindState.Settled : InKindState.Cancelled) with { Id = new(2) };
        var story = With(Cash(CashState.Instructed), other) is var open && withdrawing ? new Story(open.Now with { Withdrawing = true }) : open;

        Assert.Equal(expected, story.Do(Ask.Payment(Line, 1, outcome)).Now.State);
    }

    [Fact]
    public void On_hold_the_last_payment_still_completes_the_grant()
    {
        var held = With(Cash(CashState.Instructed)).Do(Ask.Hold());

        var done = held.Do(Ask.Payment(Line, 1, PaymentOutcome.Settled)).Now;

        Assert.Equal((GrantState.Completed, null), (done.State, done.HeldFrom));
    }

    private static IEnumerable<(string Name, GrantLine Line)> Places() =>
    [
        .. Enum.GetValues<InKindState>().Select(state => ($"in-kind/{state}", (GrantLine)InKind(state))),
        .. Enum.GetValues<CashState>().Select(state => ($"cash/{state}", (GrantLine)Cash(state))),
    ];

    private static string Outcome(GrantLine line, GrantCommand command) =>
        With(command is ConfirmCashDesk && line is CashLine cash ? cash with { Route = Desk } : line, InKind(InKindState.Accepted) with { Id = new(2) }).Decide(command) switch
        {
            Decision.Accepted { Grant: var after } => $"-> {after.Line(line.Id)!.StateName}",
            var refused => OutcomeTable.Of(refused),
        };

    private static InKindLine InKind(InKindState state) => new(new(Line), LineKind.Goods, Eur(100), "sewing machine", "a shop", state);

    private static CashLine Cash(CashState state) => new(new(Line), Eur(100), state, 1, Bank);

    private static Story With(params GrantLine[] lines) => new(Stories.Busy.Now with { Lines = [.. lines], Approved = Money.Sum(lines.Select(line => line.Amount), Currency.Eur) });
}
