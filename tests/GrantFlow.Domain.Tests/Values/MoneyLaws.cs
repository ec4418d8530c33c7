using System.Numerics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Values;

public sealed class MoneyLaws
{
    private static readonly Gen<Currency> Currencies = Gen.Elements(Currency.All.ToArray());

    /// <summary>Any 64-bit number, the ends among them.</summary>
    private static readonly Gen<long> AnyMinor = Gen.Frequency(
        (8, ArbMap.Default.GeneratorFor<long>()),
        (1, Gen.Elements(long.MinValue, long.MinValue + 1, -1, 0, 1, long.MaxValue - 1, long.MaxValue)));

    /// <summary>Far from the ends, so that a sum of a few cannot overflow.</summary>
    private static readonly Gen<long> SmallMinor = AnyMinor.Select(minor => minor / 1_000);

    private static readonly Arbitrary<Money> AnyMoney =
        AnyMinor.SelectMany(_ => Currencies, (minor, currency) => new Money(minor, currency)).ToArbitrary();

    private static readonly Arbitrary<(Money A, Money B, Money C)> ThreeOfACurrency = (
        from currency in Currencies
        from a in SmallMinor
        from b in SmallMinor
        from c in SmallMinor
        select (new Money(a, currency), new Money(b, currency), new Money(c, currency))).ToArbitrary();

    private static readonly Arbitrary<(Money Whole, long[] Weights)> Splits = (
        from whole in AnyMoney.Generator
        where whole.Minor != long.MinValue
        from weights in Gen.NonEmptyListOf(Gen.Frequency((1, Gen.Constant(0L)), (4, AnyMinor.Select(weight => weight == long.MinValue ? 0 : Math.Abs(weight))), (4, Gen.Choose(0, 5).Select(weight => (long)weight))))
        where weights.Any(weight => weight > 0)
        select (whole, weights.ToArray())).ToArbitrary();

    [Fact]
    public void Adding_does_not_depend_on_the_order() =>
        Prop.ForAll(ThreeOfACurrency, m => m.A + m.B == m.B + m.A && m.A + m.B + m.C == m.A + (m.B + m.C)).QuickCheckThrowOnFailure();

    [Fact]
    public void Subtracting_undoes_adding_and_negating_twice_changes_nothing() =>
        Prop.ForAll(ThreeOfACurrency, m => m.A + m.B - m.B == m.A && -(-m.A) == m.A && m.A - m.A == Money.Zero(m.A.Currency)).QuickCheckThrowOnFailure();

    [Fact]
    public void Summing_is_adding_one_after_the_other() =>
        Prop.ForAll(ThreeOfACurrency, m => Money.Sum([m.A, m.B, m.C], m.A.Currency) == m.A + m.B + m.C).QuickCheckThrowOnFailure();

    [Fact]
    public void Comparing_agrees_with_the_minor_units() =>
        Prop.ForAll(ThreeOfACurrency, m =>
            (m.A < m.B) == (m.A.Minor < m.B.Minor)
            && (m.A > m.B) == (m.A.Minor > m.B.Minor)
            && (m.A <= m.B) == !(m.A > m.B)
            && (m.A >= m.B) == !(m.A < m.B)
            && Money.Min(m.A, m.B) <= Money.Max(m.A, m.B)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_of_an_amount_reads_back_as_the_amount() =>
        Prop.ForAll(AnyMoney, money => Money.Parse(money.ToAmountString(), money.Currency) == money).QuickCheckThrowOnFailure();

    [Fact]
    public void The_json_of_money_reads_back_as_the_money() =>
        Prop.ForAll(AnyMoney, money => JsonSerializer.Deserialize<Money>(JsonSerializer.Serialize(money)) == money).QuickCheckThrowOnFailure();

    [Fact]
    public void The_parts_of_an_allocation_are_the_whole() =>
        Prop.ForAll(Splits, split => Money.Sum(split.Whole.Allocate(split.Weights), split.Whole.Currency) == split.Whole).QuickCheckThrowOnFailure();

    [Fact]
    public void No_part_of_an_allocation_is_a_minor_unit_away_from_its_exact_share() =>
        Prop.ForAll(Splits, split =>
        {
            var total = split.Weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
            return split.Whole.Allocate(split.Weights)
                .Zip(split.Weights)
                .All(pair => BigInteger.Abs((pair.First.Minor * total) - ((BigInteger)split.Whole.Minor * pair.Second)) < total);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_weight_of_zero_gets_nothing() =>
        Prop.ForAll(Splits, split => split.Whole.Allocate(split.Weights).Zip(split.Weights).All(pair => pair.Second != 0 || pair.First.IsZero)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_percentage_is_the_largest_amount_that_is_not_over_the_exact_share() =>
        Prop.ForAll(AnyMoney, Gen.Choose(0, 100).ToArbitrary(), (money, percent) =>
        {
            var exact = (BigInteger)money.Minor * percent;
            var share = (BigInteger)money.PercentFloor(percent).Minor * 100;
            return share <= exact && exact < share + 100;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Amounts_that_do_not_fit_throw_and_never_wrap() =>
        Prop.ForAll(AnyMoney, AnyMinor.ToArbitrary(), (money, minor) =>
        {
            var fits = (BigInteger)money.Minor + minor is var sum && sum >= long.MinValue && sum <= long.MaxValue;
            try
            {
                return (money + new Money(minor, money.Currency)).Minor == sum && fits;
            }
            catch (OverflowException)
            {
                return !fits;
            }
        }).QuickCheckThrowOnFailure();
}
