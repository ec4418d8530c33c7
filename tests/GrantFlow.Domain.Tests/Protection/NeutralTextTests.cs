using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Programmes;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>Nothing that reaches a bank, a phone or a funder hints at trafficking, at who assists, or at return.</summary>
public sealed class NeutralTextTests
{
    /// <summary>In the languages of the people, the banks and the funders; parts of words where the word is inflected.</summary>
    private static readonly string[] Hints =
    [
        "traffick", "victim", "exploit", "iom", "migra", "return", "reintegrat", "voluntar", "avr", "asyl", "asil", "refug", "tact", "care", "protect", "shelter",
        "traite", "victime", "oim", "retour", "réintégr", "trata", "víctima", "retorno", "tratta", "vittima", "rimpatri", "rückkehr", "opfer", "menschenhandel",
        "handel ludźmi", "ofiar", "powrót", "trafik", "kthim", "viktim", "жертв", "торгівл", "повернен", "возвращ", "миграц", "мом",
        "الاتجار", "ضحية", "عودة", "هجرة", "قاچاق", "قربانی", "بازگشت", "مهاجر", "ተመላሽ", "ስደት", "ዝውውር",
    ];

    public static TheoryData<string> Sealed => [.. Real.Where(one => one.Sealed).Select(one => one.Id.Value).Distinct().Append(Shielded.Value)];

    [Fact]
    public void A_payment_says_its_own_id_and_nothing_else()
    {
        var payment = PaymentId.For(Ask.Grant, new LineId(3));
        Assert.Equal($"Payment {payment}", NeutralText.OfPayment(payment));
        AssertNeutral(NeutralText.OfPayment(payment));
        AssertNeutral(payment.Value);
        Assert.Matches("^[A-Za-z0-9/?:().,'+ -]{1,140}$", NeutralText.OfPayment(payment));
    }

    [Theory]
    [MemberData(nameof(Sealed))]
    public void A_funder_reads_a_neutral_name_where_identities_are_sealed(string id)
    {
        foreach (var programme in All(id))
        {
            AssertNeutral(NeutralText.ForFunder(programme));
            Assert.All(programme.FundingLines, line => AssertNeutral(NeutralText.ForFunder(programme, line.Id)));
            Assert.Equal(programme.FundingLines.Count, programme.FundingLines.Select(line => NeutralText.ForFunder(programme, line.Id)).Distinct().Count());
        }
    }

    [Fact]
    public void A_programme_that_is_not_sealed_keeps_its_name()
    {
        var plain = World.Catalogue.InForce(Plain, Today)!;
        Assert.Equal(("plain", "plain/grants"), (NeutralText.ForFunder(plain), NeutralText.ForFunder(plain, plain.GrantFunding.Id)));
    }

    [Fact]
    public void A_sealed_programme_without_a_neutral_name_is_still_not_named() =>
        AssertNeutral(NeutralText.ForFunder(World.Catalogue.InForce(Shielded, Today)! with { NeutralName = null }));

    [Fact]
    public void The_list_of_hints_finds_what_it_is_for() =>
        Assert.All(new[] { "tact", "TACT/reintegration", "Retour volontaire", "IOM Tirana" }, text => Assert.Contains(Hints, hint => text.Contains(hint, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<Programme> Real => RealCatalogue.Catalogue.Versions.Values.SelectMany(versions => versions);

    private static IEnumerable<Programme> All(string id) => Real.Concat(World.Catalogue.Versions.Values.SelectMany(versions => versions)).Where(one => one.Id.Value == id);

    private static void AssertNeutral(string text) =>
        Assert.DoesNotContain(Hints, hint => text.Contains(hint, StringComparison.OrdinalIgnoreCase));
}
