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

        var refused = Assert.IsType<Decision.Refused>(story.Decide(Ask.ApprovePlan(story.Now), Now with { Suppliers = Sellers.Knowing(Confirmed) }));
        Assert.Equal(RefusalCode.PlanOutdated, refused.Code);
        Assert.Contains("sanctions list", refused.Why, StringComparison.Ordinal);
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

    private static Grant Ordered() => Verified.Do(Ask.Split(Goods, Ask.Cash(Eur(500))), Now with { Suppliers = Sellers.Knowing(Sellers.Cleared) }).Now;

    private static RefusalCode? Code(Decision decision) => (decision as Decision.Refused)?.Code;
}
