using System.Text.Json;
using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Journeys;
using GrantFlow.Demo.Scenario;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>The people whom the demo makes up.</summary>
public class CrowdTests
{
    public static TheoryData<int, int> Runs => new()
    {
        { DemoOptions.LeastPeople, 1 }, { 60, 4 }, { 200, 1 }, { 200, 2 }, { 1000, 3 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_same_seed_makes_the_same_people(int people, int seed) =>
        Assert.Equal(JsonSerializer.Serialize(Gather(people, seed)), JsonSerializer.Serialize(Gather(people, seed)));

    [Theory]
    [MemberData(nameof(Runs))]
    public void Every_fate_has_somebody_and_one_provider_is_down(int people, int seed)
    {
        var crowd = Gather(people, seed);
        Assert.Equal(people, crowd.Count);
        Assert.Equal(Enumerable.Range(1, people), crowd.Select(person => person.Number));
        Assert.Equal(Enum.GetValues<Fate>(), crowd.Select(person => person.Fate).Distinct().Order());
        Assert.Equal(Fate.ProviderDown, crowd[0].Fate);
        Assert.Single(crowd, person => person.Fate == Fate.ProviderDown);
        Assert.All(crowd, person => Assert.NotEmpty(Journey.Of(person)));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Every_programme_has_somebody(int people, int seed)
    {
        string[] programmes = [.. Returns.Paying, .. Returns.Services, "care", "trm"];
        Assert.Equal(programmes.Order(), Gather(people, seed).Select(person => person.Return.Programme).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Only_those_look_like_somebody_who_are_meant_to(int people, int seed)
    {
        var crowd = Gather(people, seed);
        var first = crowd.Where(person => person.LooksLike is null && person.Fate != Fate.OpenedCase).ToList();
        Assert.Equal(first.Count, first.Select(person => person.Identity.DocumentNumber).Distinct().Count());
        Assert.Equal(first.Count, first.Select(person => person.Identity.BirthDate).Distinct().Count());
        foreach (var person in crowd.Where(person => person.LooksLike is not null))
        {
            var other = crowd[person.LooksLike!.Value - 1];
            Assert.Equal((Fate.Paid, "calais-avr"), (other.Fate, other.Return.Programme));
            Assert.Equal(other.Return, person.Return);
            Assert.Equal(person.Fate == Fate.ExactDuplicate, person.Identity.DocumentNumber == other.Identity.DocumentNumber);
            Assert.Equal(person.Fate != Fate.ExactDuplicate, person.Identity.BirthDate == other.Identity.BirthDate);
            Assert.Equal(person.Fate == Fate.LikelyDuplicateOther, (person.Identity.FamilyName, person.Identity.GivenNames) == (other.Identity.FamilyName, other.Identity.GivenNames));
            Assert.Equal(person.Fate == Fate.LikelyDuplicateSame, person.Identity.FamilyName == Names.Respelled(other.Identity.FamilyName));
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Nobody_gets_over_2000_euro_and_every_split_adds_up(int people, int seed) => Assert.All(Gather(people, seed), person =>
    {
        Assert.InRange(person.Approved.Cents, 1, person.Requested.Cents);
        Assert.InRange(person.Requested.Cents, 1, 2_000_00);
        Assert.Equal(person.Approved, Euros.Sum(person.Lines.Select(line => line.Amount)));
        Assert.All(person.Lines, line => Assert.True(line.Amount.Cents > 0));
        Assert.Equal(person.Cash.Any(), person.Route is not null);
    });

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_account_follows_the_script_of_its_fate_and_no_other(int people, int seed) => Assert.All(
        Gather(people, seed).Where(person => person.Route is not null),
        person => Assert.Equal(Fates.Of(person.Fate).Account, person.Route!.Account[^4..] is ['0', ..] scripted ? scripted : null));

    [Fact]
    public void What_is_paid_to_a_child_is_paid_to_the_guardian() => Assert.All(
        Gather(1000, 1).Where(person => person.Route is not null),
        person => Assert.Equal(person.IsChild ? "guardian" : "beneficiary", person.Route!.Payee));

    [Theory]
    [MemberData(nameof(Runs))]
    public void One_family_of_five_comes_as_one(int people, int seed)
    {
        var family = Gather(people, seed).Where(person => person.Fate == Fate.Family).ToList();
        Assert.Equal(["principal", "family-member", "minor", "minor", "minor"], family.Select(person => person.Return.HouseholdRole));
        Assert.Equal(family.Skip(1).Select(person => person.Number), family[0].Family.Select(person => person.Number));
        Assert.All(family.Skip(1), person => Assert.Equal((family[0].Number, family[0].Identity.FamilyName), (person.HandedInBy, person.Identity.FamilyName)));
        Assert.Contains(family, person => person.IsChild && person.Cash.Any());
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void One_referral_opens_one_case_and_says_no_more_than_a_name(int people, int seed)
    {
        var crowd = Gather(people, seed);
        var referral = Assert.Single(crowd, person => person.Fate == Fate.ReferredAbroad);
        var opened = Assert.Single(crowd, person => person.Fate == Fate.OpenedCase);
        Assert.Equal((referral.Number, "tact", referral.Return.Office), (opened.HandedInBy, opened.Return.Programme, opened.Return.Office));
        Assert.Equal((null, null, null), (referral.Identity.DocumentNumber, referral.Identity.DocumentCountry, referral.Route));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_change_of_plan_adds_up_and_gives_more_cash(int people, int seed) => Assert.All(
        Gather(people, seed).Where(person => person.Fate == Fate.PlanChanged),
        person =>
        {
            Assert.Equal(person.Approved, Euros.Sum(person.NewLines.Select(line => line.Amount)));
            Assert.Empty(person.Lines.Select(line => line.Id).Intersect(person.NewLines.Select(line => line.Id)));
            Assert.All(person.NewLines, line => Assert.True(line.Amount.Cents > 0));
            Assert.True(Euros.Sum(person.NewLines.Where(line => line.IsCash).Select(line => line.Amount)).CompareTo(Euros.Sum(person.Cash.Select(line => line.Amount))) > 0);
        });

    [Fact]
    public void The_crowd_looks_like_the_scenario()
    {
        var crowd = Gather(1000, 1);
        Assert.InRange(crowd.Count(person => person.Return.Programme == "calais-avr"), 600, 850);
        string[] languages = ["am", "ar", "en", "fa", "fr", "hi", "ps", "so", "ckb", "ti", "ur"];
        Assert.Empty(languages.Except(crowd.Where(person => person.Return.Programme == "calais-avr").Select(person => person.Return.Language)));
        Assert.InRange(crowd.Count(person => person.Route?.Kind == "bank-account"), 20, 150);
    }

    [Fact]
    public void Two_runs_have_no_person_in_common()
    {
        var first = Gather(200, 1).Select(person => person.Identity).ToList();
        foreach (var other in new[] { Gather(200, 2), Gather(199, 1) })
        {
            Assert.Empty(first.Select(one => one.DocumentNumber).OfType<string>().Intersect(other.Select(person => person.Identity.DocumentNumber)));
            Assert.Empty(first.Select(one => (one.FamilyName, one.GivenNames, one.BirthDate)).Intersect(other.Select(person => (person.Identity.FamilyName, person.Identity.GivenNames, person.Identity.BirthDate))));
        }
    }

    [Theory]
    [InlineData("Shukadri", "Schouqadrih")]
    [InlineData("Chayate", "Tchaiateh")]
    [InlineData("Ven", "Venn")]
    public void A_name_is_spelled_as_another_office_would(string name, string other) => Assert.Equal(other, Names.Respelled(name));

    [Fact]
    public void Seven_roles_at_a_grant_are_seven_people()
    {
        for (var person = 1; person <= 50; person++)
        {
            User[] users =
            [
                Staff.Intake(person), Staff.Officer(person), Staff.Officer(person, turn: 1), Staff.Verifier("af-kabul"), Staff.Desk("af-kabul"), Staff.Finance(person), Staff.Auditor,
            ];
            Assert.Equal(users.Length, users.Select(user => user.Subject).Distinct().Count());
        }
    }

    private static IReadOnlyList<Person> Gather(int people, int seed) => Crowd.Gather(new DemoOptions { People = people, Seed = seed });
}
