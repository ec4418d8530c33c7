using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Programmes.Changes;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>What a changed file would do to what was decided under the present one.</summary>
public sealed class ChangedFileTests
{
    private static readonly Programme First = World.Catalogue.InForce(Plain, Today)! with { Categories = Set(BeneficiaryCategory.VoluntaryReturnee) };
    private static readonly FundingLineId Line = FundingLineId.For(Plain, "grants");

    /// <summary>One change of each rule.</summary>
    private static readonly Dictionary<string, Programme> Changes = new()
    {
        [nameof(Programme.Id)] = First with { Id = Strict },
        [nameof(Programme.Version)] = First with { Version = "2026-2" },
        [nameof(Programme.ValidFrom)] = First with { ValidFrom = Today },
        [nameof(Programme.Hosts)] = First with { Hosts = Set(France) },
        [nameof(Programme.Destinations)] = First with { Destinations = Set(Iraq) },
        [nameof(Programme.DestinationRegion)] = First with { DestinationRegion = "North" },
        [nameof(Programme.Categories)] = First with { Categories = Set(BeneficiaryCategory.VoluntaryReturnee, BeneficiaryCategory.ForcedReturnee) },
        [nameof(Programme.Nationalities)] = First with { Nationalities = Set(Iraq) },
        [nameof(Programme.Languages)] = First with { Languages = Set(LanguageCode.Parse("ar")) },
        [nameof(Programme.Families)] = First with { Families = !First.Families },
        [nameof(Programme.Ceilings)] = First with { Ceilings = new Dictionary<HouseholdRole, Money> { [HouseholdRole.Minor] = Eur(5) } },
        [nameof(Programme.Packages)] = First with { Packages = World.Catalogue.InForce(Packaged, Today)!.Packages },
        [nameof(Programme.Items)] = First with { Items = World.Catalogue.InForce(Listed, Today)!.Items },
        [nameof(Programme.Cash)] = First with { Cash = new(true, 5) },
        [nameof(Programme.LineKinds)] = First with { LineKinds = Set(LineKind.Cash) },
        [nameof(Programme.BeforeCash)] = First with { BeforeCash = Set(LineKind.Training) },
        [nameof(Programme.SecondApprovalAbove)] = First with { SecondApprovalAbove = Eur(7) },
        [nameof(Programme.AlwaysTwoApprovals)] = First with { AlwaysTwoApprovals = true },
        [nameof(Programme.TwoApprovalsIfVulnerable)] = First with { TwoApprovalsIfVulnerable = true },
        [nameof(Programme.PersonQuota)] = First with { PersonQuota = 9 },
        [nameof(Programme.Window)] = First with { Window = new(Today, null, null) },
        [nameof(Programme.ExpiresMonthsAfterReturn)] = First with { ExpiresMonthsAfterReturn = 5 },
        [nameof(Programme.CoolingOffDays)] = First with { CoolingOffDays = 3 },
        [nameof(Programme.AppealDays)] = First with { AppealDays = 3 },
        [nameof(Programme.SilenceDays)] = First with { SilenceDays = 3 },
        [nameof(Programme.RepeatAfterMonths)] = First with { RepeatAfterMonths = 3 },
        [nameof(Programme.Sealed)] = First with { Sealed = true },
        [nameof(Programme.NeutralName)] = First with { NeutralName = "Support" },
        [nameof(Programme.Gates)] = First with { Gates = Set(Gate.Guardian) },
        [nameof(Programme.RefersInto)] = First with { RefersInto = Set(Strict) },
        [nameof(Programme.ConfirmsDeparture)] = First with { ConfirmsDeparture = true },
        [nameof(Programme.FundingLines)] = First with { FundingLines = [First.FundingLines[0] with { Amount = Eur(5_000) }] },
    };

    [Fact]
    public void A_change_of_any_rule_is_noticed_and_a_change_of_words_is_none()
    {
        string[] words = [nameof(Programme.Name), nameof(Programme.Source), nameof(Programme.Notes)];
        var rules = typeof(Programme).GetProperties().Where(property => property is { CanWrite: true }).Select(property => property.Name).Except(words);

        Assert.Equal(rules.Order(), Changes.Keys.Order());
        Assert.All(Changes, change => Assert.False(First.SaysTheSameAs(change.Value), change.Key));
        Assert.True(First.SaysTheSameAs(First with { Name = "New name", Source = "New source", Notes = ["New note"] }));
    }

    [Fact]
    public void Sets_written_in_another_order_say_the_same() =>
        Assert.True((First with { Hosts = Set(France, Iraq) }).SaysTheSameAs(First with { Hosts = new HashSet<CountryCode> { Iraq, France }, Categories = new HashSet<BeneficiaryCategory> { BeneficiaryCategory.VoluntaryReturnee } }));

    [Fact]
    public void A_version_with_open_grants_is_neither_changed_nor_dropped()
    {
        var second = First with { Version = "2026-2", ValidFrom = Today };
        var change = new ChangedFile(Plain, [First, second], [second with { PersonQuota = 3 }]);

        Assert.Equal(["2026-1", "2026-2"], change.TouchedVersions);
        Assert.Equal(
            [
                "plain.json: rules: expected version 2026-1 as it is, because 4 open grant(s) are stamped with it, found it no more",
                "plain.json: rules[0]: expected the rules of version 2026-2 as they are, because 1 open grant(s) are stamped with it (add a version with a validFrom), found others",
            ],
            change.AgainstStamps(new Dictionary<string, int> { ["2026-1"] = 4, ["2026-2"] = 1 }).Select(error => error.ToString()));
        Assert.Empty(change.AgainstStamps(new Dictionary<string, int> { ["2025-9"] = 4 }));
    }

    [Fact]
    public void A_new_version_beside_the_old_ones_touches_nothing()
    {
        var change = new ChangedFile(Plain, [First], [First, First with { Version = "2026-2", ValidFrom = Today, PersonQuota = 3 }]);

        Assert.Empty(change.TouchedVersions);
        Assert.Empty(change.AgainstStamps(new Dictionary<string, int> { ["2026-1"] = 4 }));
    }

    [Fact]
    public void A_line_keeps_the_money_the_places_and_the_shards_it_gave()
    {
        var use = new Dictionary<FundingLineId, LineUse> { [Line] = new(Eur(3_000), Eur(1_000), 3) };

        Assert.Empty(Errors(First with { FundingLines = [First.FundingLines[0] with { Amount = Eur(4_000) }], PersonQuota = 3 }));
        Assert.Equal(["plain.json: fundingLines plain/grants: expected an amount of at least EUR 4000.00, which is held or spent, found EUR 3999.99"], Errors(First with { FundingLines = [First.FundingLines[0] with { Amount = Eur(3_999, 99) }] }));
        Assert.Equal(["plain.json: personQuota: expected at least 3, which is how many have a place, found 2"], Errors(First with { PersonQuota = 2 }));
        Assert.Equal(["plain.json: fundingLines plain/grants: expected 1 shard(s), because the line is in use (say shards), found 4"], Errors(First with { FundingLines = [First.FundingLines[0] with { Shards = 4 }] }));
        Assert.Equal(
            ["plain.json: fundingLines: expected the line plain/grants, of which EUR 3000.00 is held and EUR 1000.00 spent, found it no more"],
            Errors(First with { FundingLines = [First.FundingLines[0] with { Id = FundingLineId.For(Plain, "other") }] }));
        use[Line] = use[Line] with { Amended = Eur(500) };
        Assert.Equal(
            ["plain.json: fundingLines plain/grants: expected an amount of at least EUR 3500.00, which is held or spent beside the amendments of EUR 500.00, found EUR 3499.99"],
            Errors(First with { FundingLines = [First.FundingLines[0] with { Amount = Eur(3_499, 99) }] }));
        Assert.Empty(new ChangedFile(Plain, [First], [First with { PersonQuota = 2 }]).AgainstUse(Today, new Dictionary<FundingLineId, LineUse> { [Line] = new(Eur(0), Eur(0), 0) }));

        IEnumerable<string> Errors(Programme proposed) => new ChangedFile(Plain, [First], [proposed]).AgainstUse(Today, use).Select(error => error.ToString());
    }
}
