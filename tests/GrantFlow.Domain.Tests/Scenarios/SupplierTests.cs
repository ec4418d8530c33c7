using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.Stories;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Nothing is ordered from, and nothing paid to, a supplier that may be the one on the list; people decide, and never who registered it.</summary>
public sealed class SupplierTests
{
    private static readonly SplitPart Goods = Ask.Goods(Eur(1000)) with { SupplierId = Sellers.Cleared.Id };

    private static readonly Supplier Confirmed = Sellers.Alike.Decide("TSe.007", same: true, "The same owner.", People.Officer, Noon).Decided!;

    [Fact]
    public void A_line_says_the_suppliers_name_as_the_register_has_it()
    {
        var line = (InKindLine)Ordered().Line(new(1))!;

        Assert.Equal(("Zarqand Tools", Sellers.Cleared.Id), (line.Supplier, line.SupplierId));
    }

    [Fact]
    public void While_a_hit_is_open_or_confirmed_nothing_is_split_planned_ordered_anew_or_settled()
    {
        foreach (var supplier in new[] { Sellers.Alike, Confirmed })
        {
            var listed = Now with { Suppliers = Sellers.Knowing(supplier) };
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Verified.Decide(Ask.Split(Goods, Ask.Cash(Eur(500))), listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Disbursing.Decide(Ask.Plan(Eur(1500), Goods, Ask.Cash(Eur(500))), listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Disbursing.Do(Ask.Dispute(1)).Decide(Ask.Reorder(1) with { Supplier = null, SupplierId = supplier.Id }, listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(new Story(Ordered()).Do(Ask.Dispute(1)).Decide(Ask.Reorder(1) with { Supplier = null }, listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(new Story(Ordered()).Do(Ask.Deliver(1)).Decide(Ask.Settle(1), listed)));
        }
    }

    [Fact]
    public void A_plan_that_was_proposed_is_not_approved_once_its_supplier_is_listed()
    {
        var clear = Now with { Suppliers = Sellers.Knowing(Sellers.Cleared) };
        var story = Disbursing.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(600)) with { SupplierId = Sellers.Cleared.Id }, Ask.Cash(Eur(900))), clear);

        Assert.Equal(RefusalCode.SupplierNotCleared, Code(story.Decide(Ask.ApprovePlan(story.Now), Now with { Suppliers = Sellers.Knowing(Confirmed) })));
        Assert.IsType<Decision.Accepted>(story.Decide(Ask.ApprovePlan(story.Now), clear));
    }

    [Fact]
    public void Where_suppliers_must_be_registered_a_name_alone_is_not_enough()
    {
        var asked = Now with { Suppliers = Sellers.Knowing(Sellers.Cleared) with { MustBeRegistered = true } };

        Assert.Equal(RefusalCode.SupplierNotRegistered, Code(Verified.Decide(Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(500))), asked)));
        Assert.IsType<Decision.Accepted>(Verified.Decide(Ask.Split(Goods, Ask.Cash(Eur(500))), asked));
        Assert.IsType<Decision.Accepted>(Verified.Decide(Ask.Split(Ask.Cash(Eur(1500))), asked));
        // What was ordered before that was asked is paid.
        Assert.IsType<Decision.Accepted>(Disbursing.Do(Ask.Deliver(1)).Decide(Ask.Settle(1), asked));
    }

    [Fact]
    public void An_entry_that_says_the_same_is_not_decided_on_again_and_a_changed_one_is()
    {
        var same = Sellers.Cleared.Screened("list-2", 1, [new("TSe.007", "entry-1", "Zarqande Tools", 91)]);
        var changed = Sellers.Cleared.Screened("list-2", 1, [new("TSe.007", "entry-2", "Zarqand Tools and Sons", 88)]);

        Assert.Equal((SupplierStatus.Clear, SupplierStatus.Open), (same.Status, changed.Status));
    }

    [Fact]
    public void A_hit_that_left_the_list_is_gone_unless_it_was_confirmed()
    {
        Assert.Equal(SupplierStatus.Clear, Sellers.Alike.Screened("list-2", 1, []).Status);
        Assert.Equal(SupplierStatus.Confirmed, Confirmed.Screened("list-2", 1, []).Status);
    }

    [Fact]
    public void One_open_hit_of_two_is_enough()
    {
        var two = Sellers.Alike.Screened("list-2", 1, [new("TSe.007", "entry-1", "Zarqande Tools", 91), new("TSi.008", "entry-8", "Zarqand", 82)]);

        Assert.Equal(SupplierStatus.Open, two.Decide("TSe.007", false, "Another firm.", People.Officer, Noon).Decided!.Status);
    }

    [Fact]
    public void Who_is_only_named_is_held_to_the_list_as_well()
    {
        var shop = ((InKindLine)Disbursing.Now.Line(new(1))!).Supplier;
        SupplierFacts[] blocked =
        [
            new() { Alike = new HashSet<string> { shop } },
            new() { ByName = new Dictionary<string, Supplier> { [shop] = Sellers.Alike } },
            new() { ByName = new Dictionary<string, Supplier> { [shop] = Confirmed } },
        ];
        foreach (var facts in blocked)
        {
            var listed = Now with { Suppliers = facts };
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Verified.Decide(Ask.Split(Ask.Goods(Eur(1000)) with { Supplier = shop }, Ask.Cash(Eur(500))), listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Disbursing.Decide(Ask.Plan(Eur(1500), Ask.Goods(Eur(1000)) with { Supplier = shop }, Ask.Cash(Eur(500))), listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Disbursing.Do(Ask.Dispute(1)).Decide(Ask.Reorder(1) with { Supplier = null }, listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Disbursing.Do(Ask.Dispute(1)).Decide(Ask.Reorder(1) with { Supplier = shop }, listed)));
            Assert.Equal(RefusalCode.SupplierNotCleared, Code(Disbursing.Do(Ask.Deliver(1)).Decide(Ask.Settle(1), listed)));
        }

        var cleared = Now with { Suppliers = new SupplierFacts { ByName = new Dictionary<string, Supplier> { [shop] = Sellers.Cleared } } };
        Assert.IsType<Decision.Accepted>(Disbursing.Do(Ask.Deliver(1)).Decide(Ask.Settle(1), cleared));
    }

    [Fact]
    public void A_supplier_that_is_in_no_register_any_more_is_not_paid() =>
        Assert.Equal(RefusalCode.SupplierNotRegistered, Code(new Story(Ordered()).Do(Ask.Deliver(1)).Decide(Ask.Settle(1), Now)));

    [Fact]
    public void Who_looks_like_more_than_are_kept_is_never_clear()
    {
        var everybody = Sellers.Alike.Screened("list-2", 1, [.. Enumerable.Range(0, Supplier.MostHits + 7).Select(at => new SupplierHit($"TSe.{at:D3}", $"entry-{at}", "Zarqand", 90))]);
        Assert.Equal((Supplier.MostHits, 7), (everybody.Hits.Count, everybody.MoreHits));

        var decided = everybody.Hits.Aggregate(everybody, (supplier, hit) => supplier.Decide(hit.Reference, false, "Another firm.", People.Officer, Noon).Decided!);
        Assert.Equal(SupplierStatus.Open, decided.Status);
        Assert.Contains("full name", ((Decision.Refused)Verified.Decide(Ask.Split(Goods with { SupplierId = decided.Id }, Ask.Cash(Eur(500))), Now with { Suppliers = Sellers.Knowing(decided) })).Why, StringComparison.Ordinal);
        Assert.Equal(SupplierStatus.Clear, decided.Screened("list-3", 1, [.. everybody.Hits]).Status);
    }

    private static Grant Ordered() => Verified.Do(Ask.Split(Goods, Ask.Cash(Eur(500))), Now with { Suppliers = Sellers.Knowing(Sellers.Cleared) }).Now;

    private static RefusalCode? Code(Decision decision) => (decision as Decision.Refused)?.Code;
}
