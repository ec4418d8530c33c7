using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Values;

public sealed class IdTests
{
    private static readonly GrantId Grant = GrantId.Derive("calais-avr", "key-1");

    [Fact]
    public void Derived_ids_never_change_because_stored_grants_carry_them()
    {
        Assert.Equal("G-BECN0X5ATP8KJNY3", GrantId.Derive("calais-avr", "key-1").Value);
        Assert.Equal("P-GCHY1G9C6ZQCERBH", PersonId.Derive("calais-avr", "key-1").Value);
        Assert.Equal("E9GRVHA7CMY9ZVR0", CommandId.Derive(Grant, "approve", "key-2").Value[^16..]);
    }

    [Fact]
    public void The_boundary_between_parts_counts()
    {
        Assert.NotEqual(GrantId.Derive("ab", "c"), GrantId.Derive("a", "bc"));
        Assert.NotEqual(GrantId.Derive("ab"), GrantId.Derive("ab", ""));
        Assert.Throws<ArgumentException>(() => GrantId.Derive());
    }

    [Fact]
    public void A_grant_and_a_person_of_the_same_parts_share_no_body() =>
        Assert.NotEqual(GrantId.Derive("a").Value[2..], PersonId.Derive("a").Value[2..]);

    [Fact]
    public void Whatever_is_derived_can_be_parsed() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (a, b) =>
        {
            var grant = GrantId.Derive(a.Get, b.Get);
            var command = CommandId.Derive(grant, b.Get);
            return GrantId.Parse(grant.Value) == grant && CommandId.Parse(command.Value) == command && command.Grant == grant;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_grants_given_the_same_command_have_two_command_ids() =>
        Assert.NotEqual(CommandId.Derive(Grant, "approve").Value[^16..], CommandId.Derive(GrantId.Derive("other"), "approve").Value[^16..]);

    [Fact]
    public void A_payment_id_is_the_grant_and_the_line_and_fits_an_end_to_end_id()
    {
        var payment = PaymentId.For(Grant, new LineId(7));

        Assert.Equal($"{Grant}-L07", payment.Value);
        Assert.True(payment.Value.Length <= PaymentId.MaxLength);
        Assert.Equal((Grant, new LineId(7)), (payment.Grant, payment.Line));
        Assert.Equal(payment, PaymentId.For(Grant, new LineId(7)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public void Lines_are_numbered_from_1_to_99(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineId(number));

    [Fact]
    public void Lines_come_in_the_order_of_their_numbers()
    {
        Assert.Equal(["L02", "L10"], new LineId[] { new(10), new(2) }.Order().Select(line => line.Value));
        Assert.True(new LineId(2) < new LineId(10));
    }

    [Fact]
    public void A_funding_line_names_its_programme_and_component()
    {
        var line = FundingLineId.Parse("calais-avr/reintegration");

        Assert.Equal((ProgrammeId.Parse("calais-avr"), "reintegration"), (line.Programme, line.Component));
        Assert.Equal(line, FundingLineId.For(ProgrammeId.Parse("calais-avr"), "reintegration"));
        Assert.Throws<FormatException>(() => FundingLineId.For(ProgrammeId.Parse("calais-avr"), "a/b"));
    }

    [Fact]
    public void Foreign_text_in_a_message_is_cut_and_cleaned()
    {
        var message = Assert.Throws<FormatException>(() => ActorId.Parse("a\r\nb" + new string('x', 1_000))).Message;

        Assert.Contains("found \"a??b", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 200);
    }
}
