using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Suppliers.Names;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests.Suppliers;

/// <summary>Suppliers against the list in force, from the register to the grants that order from them. Every name is made up.</summary>
public sealed class SupplierTests
{
    private static readonly string Tools = ListText.Entity("TSe.007", "Zarqand Tools", "Mivrel Import");
    private static readonly string Other = ListText.Entity("TSe.001", "Ombrevin Shipping");

    private readonly PipelineRun _run = new();
    private readonly Case _one = new("One");

    private SupplierRegister Register => _run.Get<SupplierRegister>();

    [Theory]
    [InlineData("Zarqand Tools", SupplierStatus.Open)]
    [InlineData("ZARQAND-TOOLS Ltd.", SupplierStatus.Open)]
    [InlineData("Tools Zarkand", SupplierStatus.Open)]
    [InlineData("Mivrel Import Co.", SupplierStatus.Open)]
    [InlineData("Quorvan Belzic", SupplierStatus.Open)]
    [InlineData("Zarqand Bakery", SupplierStatus.Open)]
    [InlineData("Quorvan Bakery", SupplierStatus.Clear)]
    [InlineData("Hupperdal Tools", SupplierStatus.Clear)]
    [InlineData("Hupperdal Bakery", SupplierStatus.Clear)]
    public async Task A_supplier_is_compared_with_names_and_aliases_when_it_is_registered(string name, SupplierStatus status)
    {
        await Import("2026-01-04", Tools, ListText.Individual("TSi.002", "Belzic", "Quorvan"));

        Assert.Equal(status, (await Add(name)).Status);
    }

    [Fact]
    public async Task A_suppliers_own_aliases_are_compared_too_and_a_hit_says_whom_it_looks_like()
    {
        await Import("2026-01-04", Tools, Other);
        var hit = Assert.Single((await Add("Hupperdal Bakery", "Miwrel Import")).Hits);

        Assert.Equal(("TSe.007", "Mivrel Import"), (hit.Reference, hit.Name));
        Assert.InRange(hit.Score, FirmLikeness.Threshold, 100);
        Assert.Null(hit.Finding);
    }

    [Fact]
    public async Task One_name_is_one_supplier_also_when_it_is_registered_twice_at_once()
    {
        var both = await Task.WhenAll(Task.Run(() => Add("Zarqand Tools")), Task.Run(() => Add("zarqand tools")));

        Assert.Equal(both[0].Id, both[1].Id);
        Assert.Equal(both[0].Name, both[1].Name);
        Assert.Single((await Register.Page(10, null, default)).Suppliers);
    }

    [Fact]
    public async Task A_new_list_is_compared_with_everybody_and_leaves_what_people_found_about_the_same_entry()
    {
        var (alike, clear) = (await Add("Zarqand Tools"), await Add("Ombrevin Shipping"));
        Assert.Equal(1, await Import("2026-01-03", Tools));
        Assert.NotNull((await Decide(alike, "TSe.007", same: false, People.Officer)).Supplier);

        Assert.Equal(1, await Import("2026-01-04", Tools, Other));
        Assert.Equal((SupplierStatus.Clear, SupplierStatus.Open), (await Status(alike), await Status(clear)));

        // Who is meant has moved: that was not known when it was decided.
        Assert.Equal(2, await Import("2026-01-05", Tools.Replace("Nowhere", "Elsewhere", StringComparison.Ordinal), Other));
        Assert.NotNull((await Decide(alike, "TSe.007", same: false, People.Officer)).Supplier);

        // The entry says more now: what was found was about another.
        Assert.Equal(2, await Import("2026-01-06", ListText.Entity("TSe.007", "Zarqand Tools", "Mivrel Import", "Zarqand of Nowhere"), Other));
        Assert.Equal(SupplierStatus.Open, await Status(alike));
    }

    [Fact]
    public async Task The_same_list_again_leaves_every_supplier_as_it_was()
    {
        var supplier = await Add("Zarqand Tools");
        await Import("2026-01-04", Tools);
        var found = (await Decide(supplier, "TSe.007", same: true, People.Officer)).Supplier;
        Assert.Equal(0, await Import("2026-01-04", Tools));

        Assert.Equivalent(found, await Register.Find(supplier.Id, default), strict: true);
    }

    [Fact]
    public async Task An_import_that_was_cut_short_is_made_up_for_whenever_a_supplier_is_looked_at()
    {
        var supplier = await Add("Zarqand Tools");
        await Verified();
        using (var file = ListText.Stream(ListText.Of("2026-01-04", Tools)))
        {
            // In force, and then the process died.
            await _run.Get<SupplierLists>().Import(file, People.Finance.Id, default);
        }

        _run.Restart();
        await Refused(RefusalCode.SupplierNotCleared, Split(supplier.Id));
        Assert.Equal(SupplierStatus.Open, await Status(supplier));
    }

    [Fact]
    public async Task Who_registered_a_supplier_decides_nothing_about_it_and_a_hit_must_be_there()
    {
        await Import("2026-01-04", Tools);
        var supplier = await Add("Zarqand Tools");

        Assert.Equal(RefusalCode.OwnSupplier, (await Decide(supplier, "TSe.007", same: false, People.Erbil with { Role = Role.Officer, Office = null })).Refused?.Code);
        Assert.Equal(RefusalCode.SupplierHitGone, (await Decide(supplier, "TSe.999", same: false, People.Officer)).Refused?.Code);
        Assert.Equal((null, null), await Register.Decide(SupplierId.Derive("nobody"), "TSe.007", false, "Another.", People.Officer, default));
        Assert.Equal(SupplierStatus.Open, await Status(supplier));

        await Decide(supplier, "TSe.007", same: false, People.Officer);
        var finding = Assert.Single((await Register.Find(supplier.Id, default))!.Hits).Finding!;
        Assert.Equal((false, "Compared both.", People.Officer.Id, _run.Time.GetUtcNow()), (finding.Same, finding.Why, finding.By, finding.At));
    }

    [Fact]
    public async Task Nothing_is_split_until_a_person_has_decided_and_then_the_line_says_the_supplier()
    {
        await Import("2026-01-04", Tools);
        var supplier = await Add("Zarqand Tools");
        await Verified();
        await Refused(RefusalCode.SupplierNotCleared, Split(supplier.Id));
        await Refused(RefusalCode.SupplierNotRegistered, Split(SupplierId.Derive("nobody")));

        await Decide(supplier, "TSe.007", same: false, People.Officer);
        await _run.Do(Split(supplier.Id));
        var line = await Line();
        Assert.Equal((InKindState.Ordered, "Zarqand Tools", supplier.Id), (line.State, line.Supplier, line.SupplierId));
    }

    [Fact]
    public async Task Who_comes_onto_the_list_later_is_neither_ordered_from_again_nor_planned_with_nor_paid()
    {
        var supplier = await Add("Zarqand Tools");
        var other = await Add("Hupperdal Bakery");
        await Verified();
        await _run.Do(Split(supplier.Id));
        await Import("2026-01-04", Tools);

        await Refused(RefusalCode.SupplierNotCleared, new Ask(new ChangePlan(_one.Id("plan"), People.Erbil, World.Eur(1_500), [Goods(supplier.Id, 700), Case.Cash(800)], null, "Prices have changed.")));
        await _run.Do(_one.Dispute(1));
        await Refused(RefusalCode.SupplierNotCleared, Reorder("again", null));
        await Refused(RefusalCode.SupplierNotCleared, Reorder("by id", supplier.Id));

        await _run.Do(Reorder("elsewhere", other.Id), _one.Deliver(1));
        await Import("2026-01-05", Tools, ListText.Entity("TSe.009", "Hupperdal Bakery"));
        await Refused(RefusalCode.SupplierNotCleared, _one.SettleInKind(1));
        await Decide(other, "TSe.009", same: true, People.Officer);
        await Refused(RefusalCode.SupplierNotCleared, _one.SettleInKind(1));
        await Decide(other, "TSe.009", same: false, People.Finance);
        await _run.Do(_one.SettleInKind(1));
        Assert.Equal((InKindState.Settled, "Hupperdal Bakery", other.Id), ((await Line()).State, (await Line()).Supplier, (await Line()).SupplierId));
    }

    [Fact]
    public async Task What_is_decided_while_a_settlement_waits_for_its_writer_holds_for_it()
    {
        var supplier = await Add("Zarqand Tools");
        await Verified();
        await Import("2026-01-04", Tools);
        await Decide(supplier, "TSe.007", same: false, People.Officer);
        await _run.Do(Split(supplier.Id), _one.Deliver(1));

        await _run.Send(_one.SettleInKind(1));
        await Decide(supplier, "TSe.007", same: true, People.OtherOfficer);
        await _run.Deliver();
        Assert.Equal(InKindState.Accepted, (await Line()).State);
        Assert.Empty(_run.Failures);
    }

    [Fact]
    public async Task A_decision_and_a_new_list_at_once_lose_neither()
    {
        for (var round = 0; round < 20; round++)
        {
            var run = new PipelineRun(round);
            var register = run.Get<SupplierRegister>();
            var supplier = await register.Register("Zarqand Tools", [], World.Iraq, People.Erbil.Id, default);
            await Import(run, "2026-01-03", Tools);
            await Task.WhenAll(
                Task.Run(() => register.Decide(supplier.Id, "TSe.007", true, "The same owner.", People.Officer, default)),
                Task.Run(() => Import(run, "2026-01-04", Tools, ListText.Entity("TSe.008", "Zarkand Tools"))));

            var after = (await register.Find(supplier.Id, default))!;
            Assert.Equal(["TSe.007", "TSe.008"], after.Hits.Select(hit => hit.Reference));
            Assert.Equal([true, null], after.Hits.Select(hit => hit.Finding?.Same));
        }
    }

    [Fact]
    public async Task Where_a_recent_list_is_asked_for_nothing_is_ordered_without_one()
    {
        var run = new PipelineRun { SupplierListDays = 30 };
        var register = run.Get<SupplierRegister>();
        var supplier = await register.Register("Hupperdal Bakery", [], World.Iraq, People.Erbil.Id, default);
        await run.Do(_one.Submit(), _one.Approve(1_500), _one.Verify());

        Assert.Equal(RefusalCode.SupplierNotRegistered, Assert.IsType<GateAnswer.Refused>(await run.Pass(_one.Split(Case.Goods(600), Case.Cash(900)))).Code);
        Assert.Equal(RefusalCode.SupplierListStale, Assert.IsType<GateAnswer.Refused>(await run.Pass(Split(supplier.Id))).Code);
        await Import(run, "2025-12-05", Tools);
        Assert.Equal(RefusalCode.SupplierListStale, Assert.IsType<GateAnswer.Refused>(await run.Pass(Split(supplier.Id))).Code);
        await Import(run, "2026-01-04", Tools);
        await run.Do(Split(supplier.Id));
        Assert.Equal(InKindState.Ordered, ((InKindLine)(await run.Look(() => run.Get<GrantStore>().Find(_one.Grant, default)))!.Grant.Line(new(1))!).State);
    }

    [Fact]
    public async Task A_name_alone_is_compared_too_until_it_is_registered_and_decided_on()
    {
        await Verified();
        await _run.Do(_one.Split(Case.Goods(600) with { Supplier = "Zarkand Tools Ltd" }, Case.Cash(900)), _one.Deliver(1));
        await Import("2026-01-04", Tools);

        Assert.Contains("Register it", (await Refused(RefusalCode.SupplierNotCleared, _one.SettleInKind(1))).Why, StringComparison.Ordinal);
        var supplier = await Add("ZARKAND TOOLS LTD");
        await Refused(RefusalCode.SupplierNotCleared, _one.SettleInKind(1));
        await Decide(supplier, "TSe.007", same: true, People.Officer);
        await Refused(RefusalCode.SupplierNotCleared, _one.SettleInKind(1));
        await Decide(supplier, "TSe.007", same: false, People.Finance);
        await _run.Do(_one.SettleInKind(1));
        Assert.Equal(InKindState.Settled, (await Line()).State);
    }

    [Fact]
    public async Task What_a_go_has_no_time_for_the_next_one_takes_up_and_a_page_shows_nobody_as_before()
    {
        foreach (var at in Enumerable.Range(0, 60))
        {
            await Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Zarqand Tools {at}"));
        }

        using (var file = ListText.Stream(ListText.Of("2026-01-04", Tools)))
        {
            await _run.Get<SupplierLists>().Import(file, People.Finance.Id, default);
        }

        // Every look at this clock takes 45 seconds: one chunk of 25, and the time is up.
        var slow = new SupplierScreening(_run.Get<ITables>(), _run.Get<SupplierLists>(), _run.Get<ListIndexes>(), new Hurried(), NullLogger<SupplierScreening>.Instance);
        Assert.Equal(new ScreeningRun(60, 25, 25, 35), await slow.Run(default));
        Assert.Equal(new ScreeningRun(60, 25, 50, 10), await slow.Run(default));

        var (page, _) = await Register.Page(100, null, default);
        Assert.All(page, supplier => Assert.Equal(SupplierStatus.Open, supplier.Status));
        Assert.Equal(new ScreeningRun(60, 0, 60, 0), await slow.Run(default));
    }

    private async Task Verified() => await _run.Do(_one.Submit(), _one.Approve(1_500), _one.Verify());

    private Ask Split(SupplierId supplier) => _one.Split(Goods(supplier, 600), Case.Cash(900));

    private static SplitPart Goods(SupplierId supplier, long euro) => Case.Goods(euro) with { Supplier = null, SupplierId = supplier };

    private Ask Reorder(string key, SupplierId? supplier) => new(new ReorderLine(_one.Id($"reorder {key}"), People.Erbil, new(1), null) { SupplierId = supplier });

    private Task<int> Import(string day, params string[] entries) => Import(_run, day, entries);

    private static async Task<int> Import(PipelineRun run, string day, params string[] entries)
    {
        using var file = ListText.Stream(ListText.Of(day, entries));
        await run.Get<SupplierLists>().Import(file, People.Finance.Id, default);
        return (await run.Get<SupplierScreening>().Run(default)).Open;
    }

    private Task<Supplier> Add(string name, params string[] aliases) => Register.Register(name, aliases, World.Iraq, People.Erbil.Id, default);

    private Task<(Supplier? Supplier, Decision.Refused? Refused)> Decide(Supplier supplier, string reference, bool same, Actor by) =>
        Register.Decide(supplier.Id, reference, same, "Compared both.", by, default);

    private async Task<SupplierStatus> Status(Supplier supplier) => (await Register.Find(supplier.Id, default))!.Status;

    private async Task<GateAnswer.Refused> Refused(RefusalCode code, Ask ask)
    {
        var refused = Assert.IsType<GateAnswer.Refused>(await _run.Pass(ask));
        Assert.Equal(code, refused.Code);
        return refused;
    }

    private async Task<InKindLine> Line() => (InKindLine)(await _run.Look(() => _run.Get<GrantStore>().Find(_one.Grant, default)))!.Grant.Line(new(1))!;

    /// <summary>45 seconds pass between two looks.</summary>
    private sealed class Hurried : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 45 * _looks++;
    }
}
