using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>Rows find their payments, one by one, and the grants decide.</summary>
public sealed class MatchingTests
{
    private const string Iban = "IQ98NBIQ850123454711";

    private readonly Desk _desk = new();

    [Fact]
    public async Task What_was_accepted_booked_rejected_and_returned_is_so_on_each_grant()
    {
        var (paid, closed, back) = (await _desk.Paid("One", Iban), await _desk.Paid("Two", "IQ98NBIQ850123450004"), await _desk.Paid("Three", "001002000008"));
        var orders = new[] { Desk.Order(paid), Desk.Order(closed), Desk.Order(back) };

        var report = await _desk.Import(Desk.Report("R-1", orders));
        Assert.Equal([RowResult.Noted, RowResult.Applied, RowResult.Noted], report.Select(row => row.Result));
        Assert.Equal((CashState.Failed, "AC04"), ((await _desk.Line(closed)).State, (await _desk.Line(closed)).Failure));
        Assert.Equal(PaymentOutcome.Failed, (await _desk.Attempt(closed)).Outcome);

        var debits = await _desk.Import(Desk.Debits("D-1", orders));
        Assert.Equal([RowResult.Applied, RowResult.Applied], debits.Select(row => row.Result));
        Assert.Equal([CashState.Paid, CashState.Paid], new[] { (await _desk.Line(paid)).State, (await _desk.Line(back)).State });

        var returned = Assert.Single(await _desk.Import(Desk.Returns("C-1", orders)));
        Assert.Equal((RowResult.Applied, "AC06"), (returned.Result, returned.Row.Reason));
        Assert.Equal((CashState.Returned, "AC06"), ((await _desk.Line(back)).State, (await _desk.Line(back)).Failure));
        Assert.Equal((50_000, 50_000), (_desk.Balance(Account.SpentCash), _desk.Balance(Account.Returned)));
        await _desk.Consistent();
        Assert.Empty(await _desk.Open());
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_another_file_that_says_the_same_neither()
    {
        var one = await _desk.Paid("One", Iban);
        var file = Desk.Debits("D-1", Desk.Order(one));
        var first = await _desk.Bring(file);
        Assert.True(first.IsNew);
        await _desk.Run.Deliver();
        var events = _desk.Run.Tables.Rows(TableNames.Grants).Count;

        var again = await _desk.Bring(file);
        Assert.False(again.IsNew);
        Assert.Equal(first.File.Id, again.File.Id);
        await _desk.Run.Deliver();
        Assert.Single(await _desk.Run.Blobs.List(ContainerNames.Statements, "", default).ToListAsync());

        Assert.Equal(RowResult.AlreadyKnown, Assert.Single(await _desk.Import(Desk.Debits("D-2", Desk.Order(one)))).Result);
        Assert.Equal(RowResult.AlreadyKnown, Assert.Single(await _desk.Import(Desk.Written(stream => Simulator.Bank.Bookings.WriteStatement(Desk.File(Desk.Order(one)), Desk.Terms("S-1"), stream)))).Result);
        Assert.Equal(events, _desk.Run.Tables.Rows(TableNames.Grants).Count);
        await _desk.Consistent();
    }

    [Fact]
    public async Task A_bad_row_does_not_stop_the_others()
    {
        var (one, two) = (await _desk.Paid("One", Iban), await _desk.Paid("Two", "001002004712"));
        var file = Desk.Debits("D-1", Desk.Order(one), Desk.Order(one) with { EndToEndId = new string('X', 40), Uetr = null, InstructionId = null }, Desk.Order(two));
        var rows = await _desk.Import(file);
        Assert.Equal([RowResult.Applied, RowResult.Unmatched, RowResult.Applied], rows.Select(row => row.Result));
        Assert.Equal("The row cannot be read as a whole: A reference or code is longer than 35 characters, or no text.", rows[1].Why);
        await _desk.Consistent();
    }

    [Fact]
    public async Task Without_an_end_to_end_id_the_reference_of_the_attempt_is_enough()
    {
        var one = await _desk.Paid("One", Iban);
        var row = Assert.Single(await _desk.Import(Desk.Debits("D-1", Desk.Order(one) with { EndToEndId = "NOTPROVIDED", InstructionId = null })));
        Assert.Equal((RowResult.Applied, Desk.Payment(one), 1), (row.Result, row.Payment, row.Attempt));
    }

    [Fact]
    public async Task Account_and_amount_give_candidates_and_a_person_who_did_not_release_decides()
    {
        var (one, two) = (await _desk.Paid("One", Iban), await _desk.Paid("Two", Iban));
        var lost = Desk.Order(one) with { EndToEndId = "NOTPROVIDED", Uetr = null, InstructionId = null };
        var row = Assert.Single(await _desk.Import(Desk.Debits("D-1", lost)));
        Assert.Equal(RowResult.Unmatched, row.Result);
        Assert.Equal(new[] { Desk.Payment(one), Desk.Payment(two) }.Order(Comparer<Domain.Values.PaymentId>.Create((left, right) => string.CompareOrdinal(left.Value, right.Value))), row.Candidates!.Select(candidate => candidate.Payment));
        Assert.Equal("…4711", row.Row.AccountEnd);
        Assert.DoesNotContain(_desk.Run.Tables.Rows(TableNames.Statements), stored => stored.Values.Values.Any(value => value is string text && text.Contains(Iban, StringComparison.Ordinal)));

        var open = Assert.Single(await _desk.Open());
        var word = new RowWord(Desk.Payment(two), null, null, "The bank names the account holder.");
        Assert.Equal(RowDecided.Released, await _desk.Decide(open, word, Desk.Releaser));
        Assert.Equal(RowDecided.NoPayment, await _desk.Decide(open, word with { Attempt = 2 }));
        Assert.Equal(RowDecided.Taken, await _desk.Decide(open, word));
        Assert.Equal(RowDecided.Taken, await _desk.Decide(open, word));
        Assert.Equal(RowDecided.NotOpen, await _desk.Decide(open, word with { Reason = "Another reason." }));
        Assert.Equal((CashState.Instructed, CashState.Paid), ((await _desk.Line(one)).State, (await _desk.Line(two)).State));
        var decided = Assert.Single(await _desk.Rows(open.File));
        Assert.Equal((RowResult.Applied, Desk.Colleague, 1), (decided.Result, decided.Decision!.By, decided.Decisions));
        await _desk.Consistent();
    }

    [Fact]
    public async Task An_id_and_a_reference_of_two_payments_are_for_a_person()
    {
        var (one, two) = (await _desk.Paid("One", Iban), await _desk.Paid("Two", "001002004712"));
        var row = Assert.Single(await _desk.Import(Desk.Debits("D-1", Desk.Order(one) with { Uetr = Uetr.Of(Desk.Payment(two), 1) })));
        Assert.Equal((RowResult.Unmatched, "End-to-end id and UETR are of two payments."), (row.Result, row.Why));
        Assert.Equal(2, row.Candidates!.Count);
    }

    [Fact]
    public async Task Another_amount_moves_nothing_until_a_person_says_so()
    {
        var one = await _desk.Paid("One", Iban);
        var row = Assert.Single(await _desk.Import(Desk.Debits("D-1", Desk.Order(one) with { Amount = 499.99m })));
        Assert.Equal((RowResult.AmountDifferent, "EUR 500.00 was ordered; the bank says EUR 499.99."), (row.Result, row.Why));
        Assert.Equal((CashState.Instructed, PaymentOutcome.Instructed), ((await _desk.Line(one)).State, (await _desk.Attempt(one)).Outcome));

        var open = Assert.Single(await _desk.Open());
        Assert.Equal(RowDecided.Released, await _desk.Decide(open, new RowWord(null, null, null, "No."), Desk.Releaser));
        Assert.Equal(RowDecided.Taken, await _desk.Decide(open, new RowWord(Desk.Payment(one), null, null, "The bank kept a cent.")));
        Assert.Equal(CashState.Paid, (await _desk.Line(one)).State);
        await _desk.Consistent();
    }

    [Fact]
    public async Task A_row_that_is_of_no_concern_is_ignored_with_a_reason()
    {
        var fee = Desk.Changed(ReadingTests.Bytes("camt.053.001.08-statement"), "5345.50", "5345.51");
        var rows = await _desk.Import(fee);
        Assert.Equal([RowResult.Unmatched, RowResult.Unmatched, RowResult.Unmatched, RowResult.Unmatched], rows.Select(row => row.Result));
        var file = Assert.Single((await _desk.Run.Get<StatementStore>().List(10, null, default)).Items);
        Assert.Contains("lead to EUR 5345.50", Assert.Single(file.Findings!), StringComparison.Ordinal);

        var open = await _desk.Open();
        Assert.Equal(RowDecided.Taken, await _desk.Decide(open[1], new RowWord(null, null, null, "The bank's fee.")));
        Assert.Equal([1, 3, 4], (await _desk.Open()).Select(row => row.Entry.Row.Number));
        Assert.Equal((RowResult.Ignored, "The bank's fee."), ((await _desk.Rows(file.Id))[1].Result, (await _desk.Rows(file.Id))[1].Decision!.Reason));
        await _desk.Consistent();
    }

    [Fact]
    public async Task A_credit_that_gives_no_reason_is_for_a_person_who_says_what_it_is()
    {
        var one = await _desk.Paid("One", "001002000008");
        await _desk.Import(Desk.Debits("D-1", Desk.Order(one)));
        var credit = Desk.Changed(Desk.Returns("C-1", Desk.Order(one)), "<RtrInf>\n              <Rsn>\n                <Cd>AC06</Cd>\n              </Rsn>\n            </RtrInf>", "");
        Assert.Equal(RowResult.Unmatched, Assert.Single(await _desk.Import(credit)).Result);
        var open = Assert.Single(await _desk.Open());
        var word = new RowWord(Desk.Payment(one), null, null, "Came back.");
        Assert.Equal(RowDecided.SayWhat, await _desk.Decide(open, word));
        Assert.Equal(RowDecided.Taken, await _desk.Decide(open, word with { Says = StatementSays.Returned }));
        Assert.Equal(CashState.Returned, (await _desk.Line(one)).State);
        await _desk.Consistent();
    }

    [Fact]
    public async Task What_contradicts_what_was_said_is_listed_and_moves_nothing()
    {
        var one = await _desk.Paid("One", Iban);
        await _desk.Import(Desk.Debits("D-1", Desk.Order(one)));

        var rejected = Desk.Changed(Desk.Report("R-1", Desk.Order(one)), "<TxSts>ACSP</TxSts>", "<TxSts>RJCT</TxSts>");
        Assert.Equal(RowResult.OutOfOrder, Assert.Single(await _desk.Import(rejected)).Result);
        var second = Desk.Changed(Desk.Debits("D-2", Desk.Order(one)), "D1/G-", "D2/G-");
        var twice = Assert.Single(await _desk.Import(second));
        Assert.Equal((RowResult.OutOfOrder, "It was booked before under another reference of the bank: the bank may have paid twice."), (twice.Result, twice.Why));
        Assert.Equal(CashState.Paid, (await _desk.Line(one)).State);
        Assert.Equal(2, (await _desk.Open()).Count);
        await _desk.Consistent();
    }

    [Fact]
    public async Task A_return_before_its_debit_is_taken_and_the_debit_is_known_by_its_day()
    {
        var one = await _desk.Paid("One", "001002000008");
        Assert.Equal(RowResult.Applied, Assert.Single(await _desk.Import(Desk.Returns("C-1", Desk.Order(one)))).Result);
        Assert.Equal(RowResult.AlreadyKnown, Assert.Single(await _desk.Import(Desk.Debits("D-1", Desk.Order(one)))).Result);
        Assert.Equal((0, 50_000), (_desk.Balance(Account.SpentCash), _desk.Balance(Account.Returned)));
        await _desk.Consistent();
    }

    [Fact]
    public async Task An_answer_to_an_earlier_attempt_is_about_that_one()
    {
        var one = await _desk.Paid("One", "IQ98NBIQ850123450001");
        await _desk.Import(Desk.Report("R-1", Desk.Order(one)));
        await _desk.Run.Do(one.Reroute(1, Iban), one.Release("again"));
        Assert.Equal((CashState.Instructed, 2), ((await _desk.Line(one)).State, (await _desk.Line(one)).Attempt));

        var late = Assert.Single(await _desk.Import(Desk.Debits("D-1", Desk.Order(one) with { Account = Iban })));
        Assert.Equal(1, late.Attempt);
        Assert.True(late.IsOpen, $"{late}");
        Assert.Equal(CashState.Instructed, (await _desk.Line(one)).State);
        Assert.Equal(RowResult.Applied, Assert.Single(await _desk.Import(Desk.Debits("D-2", Desk.Order(one, attempt: 2) with { Account = Iban }))).Result);
        Assert.Equal(CashState.Paid, (await _desk.Line(one)).State);
        await _desk.Consistent();
    }
}
