using System.Text.Json;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator.Bank;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>What a bank says of a batch as a whole.</summary>
public sealed class BatchAnswerTests
{
    private static readonly BatchId Batch = BatchId.Derive("tests", "batch");

    private readonly Desk _desk = new();

    [Fact]
    public async Task A_file_that_is_rejected_as_a_whole_rejects_each_of_its_payments()
    {
        var cases = await Three();
        var rows = await _desk.Import(Desk.Written(stream => StatusReport.WriteRejection(File([]), Desk.Terms("R-1"), "FF01", stream)));
        Assert.Equal([RowResult.Applied, RowResult.Applied, RowResult.Applied], rows.Select(row => row.Result));
        Assert.Equal([1, 2, 3], rows.Select(row => row.Row.Number));
        foreach (var one in cases)
        {
            Assert.Equal((CashState.Failed, "FF01"), ((await _desk.Line(one)).State, (await _desk.Line(one)).Failure));
        }

        await _desk.Consistent();
    }

    [Fact]
    public async Task Payments_that_the_report_names_are_not_named_again()
    {
        var cases = await Three();
        var rows = await _desk.Import(Desk.Changed(Desk.Report("R-1", Desk.Order(cases[0]) with { Account = "001002000004" }), "<OrgnlMsgId>B-0123456789ABCDEF", $"<OrgnlMsgId>{Batch}"));
        Assert.Equal(3, rows.Count);
        Assert.Equal(["AC04", null, null], rows.Select(row => row.Row.Reason));
        Assert.All(rows, row => Assert.Equal(RowResult.Applied, row.Result));
        Assert.Equal(3, rows.Select(row => row.Payment).Distinct().Count());
    }

    [Theory]
    [InlineData("RJCT", 3, 0)]
    [InlineData("ACSP", 4, 1)]
    public async Task A_whole_whose_payments_are_all_named_waits_for_a_person_only_where_they_say_otherwise(string named, int count, int waiting)
    {
        var cases = await Three();
        var report = Desk.Report("R-1", [.. cases.Select(one => Desk.Order(one) with { Account = "001002000004" })]);
        var rows = await _desk.Import(Desk.Changed(Desk.Changed(report, "<OrgnlMsgId>B-0123456789ABCDEF", $"<OrgnlMsgId>{Batch}"), "<TxSts>RJCT", $"<TxSts>{named}"));
        Assert.Equal(count, rows.Count);
        Assert.Equal(waiting, rows.Count(row => row.Row.OfBatch && row.Result == RowResult.Unmatched));
    }

    [Theory]
    [InlineData("1500.00", RowResult.Applied, 3)]
    [InlineData("1499.00", RowResult.Unmatched, 1)]
    public async Task One_sum_for_all_settles_each_where_it_is_theirs_to_the_cent(string sum, RowResult result, int count)
    {
        await Three();
        var file = Desk.Changed(ReadingTests.Bytes("camt.054.001.08-debits"), "B-0123456789ABCDEG", Batch.Value);
        var rows = await _desk.Import(Desk.Changed(file, "2300.00", sum));
        Assert.Equal(count, rows.Count(row => row.Row.Original == Batch.Value));
        Assert.All(rows.Where(row => row.Row.Original == Batch.Value), row => Assert.Equal(result, row.Result));
        await _desk.Consistent();
    }

    [Fact]
    public async Task A_batch_that_nobody_knows_is_one_row_for_a_person()
    {
        var rows = await _desk.Import(ReadingTests.Bytes("pain.002.001.11-whole-file-rejected"));
        Assert.Equal((RowResult.Unmatched, true), (Assert.Single(rows).Result, rows[0].Row.OfBatch));
    }

    private async Task<IReadOnlyList<Case>> Three()
    {
        var cases = new List<Case>();
        foreach (var name in new[] { "One", "Two", "Three" })
        {
            cases.Add(await _desk.Paid(name, $"00100200{name}4711"));
        }

        var lines = cases.Select(one => new BatchLine(Desk.Payment(one), 1, one.Person, World.Iraq, World.Eur(500), World.Eur(500), BatchLineState.Instructed))
            .Append(new BatchLine(PaymentId.For(GrantId.Derive("tests", "Excluded"), new(1)), 1, PersonId.Derive("tests", "Excluded"), World.Iraq, World.Eur(500), World.Eur(500), BatchLineState.Excluded));
        foreach (var line in lines)
        {
            var values = new Dictionary<string, object> { ["data"] = JsonSerializer.Serialize(line, GrantJson.Options), ["state"] = line.State.ToString() };
            await _desk.Run.Tables.Commit(TableNames.Batches, [RowChange.Add(Batch.Value, $"line-{line.Payment}", values)], default);
        }

        Assert.Equal(4, await _desk.Run.Get<BatchStore>().Lines(Batch, default).CountAsync());
        return cases;
    }

    private static BankFile File(params BankOrder[] orders) => Desk.File(orders) with { MessageId = Batch.Value, PartId = Batch.Value };
}
