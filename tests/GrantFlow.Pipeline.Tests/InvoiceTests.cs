using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Payouts.Invoices;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>A supplier's invoice is settled once, however many grants it is presented with, and in whatever order.</summary>
public sealed class InvoiceTests
{
    [Fact]
    public async Task An_invoice_that_another_grant_settled_is_refused_at_the_door_with_the_line_that_did()
    {
        var run = new PipelineRun();
        var (one, two) = await Accepted(run);
        await run.Do(Settle(one, 1, "INV-0012"));

        var refused = Assert.IsType<GateAnswer.Refused>(await run.Pass(Settle(two, 1, "inv 12")));
        Assert.Equal(RefusalCode.InvoiceUsed, refused.Code);
        Assert.Contains($"line L01 of grant {one.Grant}", refused.Why, StringComparison.Ordinal);
        Assert.Equal(InKindState.Accepted, await State(run, two, 1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    public async Task Of_two_grants_that_settle_one_invoice_at_once_exactly_one_does(int seed, int copies)
    {
        var run = new PipelineRun(seed, copies, atOnce: 4, processes: 2);
        var (one, two) = await Accepted(run);
        await run.Send(Settle(one, 1, "INV-12"), Settle(two, 1, "INV-12"));
        await run.Deliver();

        InKindState[] states = [await State(run, one, 1), await State(run, two, 1)];
        Assert.Equal([InKindState.Accepted, InKindState.Settled], states.Order());
        Assert.Empty(run.Failures);
        await run.Finish();
        await Picture.Of(run);
    }

    [Fact]
    public async Task Two_lines_of_one_grant_are_two_invoices()
    {
        var run = new PipelineRun();
        var (one, _) = await Accepted(run);
        await run.Do(one.Deliver(2), Settle(one, 1, "INV-12"));

        Assert.Equal(RefusalCode.InvoiceUsed, Assert.IsType<GateAnswer.Refused>(await run.Pass(Settle(one, 2, "INV-12"))).Code);
        await run.Do(Settle(one, 2, "INV-13"));
        Assert.Equal(InKindState.Settled, await State(run, one, 2));
    }

    [Fact]
    public async Task Another_supplier_may_use_the_same_number()
    {
        var run = new PipelineRun();
        var (one, two) = await Accepted(run, of: Case.Goods(600) with { Supplier = "a school" });
        await run.Do(Settle(one, 1, "INV-12"), Settle(two, 1, "INV-12"));

        Assert.Equal((InKindState.Settled, InKindState.Settled), (await State(run, one, 1), await State(run, two, 1)));
    }

    [Fact]
    public async Task A_supplier_is_one_whether_a_line_has_its_id_or_its_name()
    {
        var run = new PipelineRun();
        var supplier = await run.Get<SupplierRegister>().Register("A  Shop", [], World.Iraq, People.Erbil.Id, default);
        var (one, two) = await Accepted(run, of: Case.Goods(600) with { Supplier = null, SupplierId = supplier.Id });
        Assert.Equal(supplier.Id, SupplierRegister.IdOf(Case.Goods(600).Supplier!));
        await run.Do(Settle(one, 1, "INV-12"));

        Assert.Equal(RefusalCode.InvoiceUsed, Assert.IsType<GateAnswer.Refused>(await run.Pass(Settle(two, 1, "INV-12"))).Code);
    }

    [Fact]
    public async Task A_claim_of_a_line_that_ended_with_another_invoice_holds_nobody_up()
    {
        var run = new PipelineRun();
        var (one, two) = await Accepted(run);
        var grant = (await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;

        // A process that died between the claim and its commit; finance then found the number was another.
        Assert.Null(await run.Get<InvoiceClaims>().Claim(grant, (SettleInKind)Settle(one, 1, "INV-12").Command, default));
        Assert.Equal(RefusalCode.InvoiceUsed, Assert.IsType<GateAnswer.Refused>(await run.Pass(Settle(two, 1, "INV-12"))).Code);
        await run.Do(Settle(one, 1, "INV-21"));
        await run.Do(Settle(two, 1, "INV-12") with { });

        Assert.Equal(InKindState.Settled, await State(run, two, 1));
    }

    [Fact]
    public async Task The_table_says_nothing_about_supplier_and_invoice()
    {
        var run = new PipelineRun();
        var (one, _) = await Accepted(run);
        await run.Do(Settle(one, 1, "QRS-12"));

        var row = Assert.Single(run.Tables.Rows(TableNames.Suppliers));
        Assert.DoesNotContain("shop", $"{row.Partition} {row.Key} {string.Join(' ', row.Values.Values)}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("QRS", $"{row.Partition} {row.Key} {string.Join(' ', row.Values.Values)}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("INV-0012", "inv 12", true)]
    [InlineData("INV12", "INV-12", true)]
    [InlineData("É-7", "e7", true)]
    [InlineData("1/11", "11/1", false)]
    [InlineData("2026/11", "202611", false)]
    [InlineData("120", "12", false)]
    [InlineData("000", "0", true)]
    public void Numbers_are_the_same_whatever_their_punctuation(string one, string other, bool same) =>
        Assert.Equal(same, InvoiceText.OfNumber(one) == InvoiceText.OfNumber(other));

    /// <summary>Two grants, each with an accepted line L01 of 600.00 from the same shop.</summary>
    private static async Task<(Case One, Case Two)> Accepted(PipelineRun run, Domain.Split.SplitPart? of = null)
    {
        var (one, two) = (new Case("One"), new Case("Two"));
        await run.Do(one.Submit(), one.Approve(1_500), one.Verify(), one.Split(Case.Goods(600), Case.Goods(400), Case.Cash(500)), one.Deliver(1));
        await run.Do(two.Submit(), two.Approve(1_500), two.Verify(), two.Split(of ?? Case.Goods(600), Case.Goods(400), Case.Cash(500)), two.Deliver(1));
        return (one, two);
    }

    private static Ask Settle(Case one, int line, string invoice) =>
        new(new SettleInKind(one.Id($"settle {line} with {invoice}"), People.Finance, new(line), invoice) { Amount = World.Eur(line == 1 ? 600 : 400) });

    private static async Task<InKindState> State(PipelineRun run, Case one, int line) =>
        ((InKindLine)(await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant.Line(new LineId(line))!).State;
}
