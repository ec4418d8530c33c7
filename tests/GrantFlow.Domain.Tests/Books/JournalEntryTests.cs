using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>An entry that does not balance cannot be constructed.</summary>
public sealed class JournalEntryTests
{
    private static readonly Currency Dollar = Currency.Parse("USD");

    private static readonly Gen<Posting> AnyPosting =
        from account in Gen.Elements(Enum.GetValues<Account>())
        from side in Gen.Elements(Enum.GetValues<Side>())
        from minor in Gen.Choose(-1, 4)
        from currency in Gen.Frequency((8, Gen.Constant(Currency.Eur)), (1, Gen.Constant(Dollar)))
        select new Posting(account, side, new(minor, currency));

    [Fact]
    public void Debits_equal_to_credits_make_an_entry()
    {
        var entry = Create(Posting.Debit(Account.PayableInKind, Eur(7)), Posting.Debit(Account.PayableCash, Eur(3)), Posting.Credit(Account.Committed, Eur(10)));

        Assert.Equal(3, entry.Postings.Count);
    }

    [Fact]
    public void An_entry_without_postings_is_none() => Refused("at least two");

    [Fact]
    public void One_side_alone_is_no_entry()
    {
        Refused("at least two", Posting.Debit(Account.Committed, Eur(10)));
        Refused("does not balance", Posting.Debit(Account.Committed, Eur(5)), Posting.Debit(Account.Available, Eur(5)));
    }

    [Fact]
    public void A_cent_of_difference_is_too_much() =>
        Refused("EUR -0.01", Posting.Debit(Account.Committed, Eur(10)), Posting.Credit(Account.Available, Eur(10, 1)));

    [Fact]
    public void Nothing_is_not_posted_and_a_negative_amount_does_not_turn_the_side()
    {
        Refused("above zero", Posting.Debit(Account.Committed, Eur(0)), Posting.Credit(Account.Available, Eur(0)));
        Refused("above zero", Posting.Debit(Account.Committed, Eur(-5)), Posting.Credit(Account.Available, Eur(-5)));
        Refused("above zero", Posting.Debit(Account.Committed, Eur(5)), Posting.Credit(Account.Available, Eur(5)), Posting.Debit(Account.InTransit, Eur(0)));
    }

    [Fact]
    public void Two_currencies_never_meet_in_an_entry() =>
        Refused("mixes EUR and USD", Posting.Debit(Account.Committed, Eur(5)), Posting.Credit(Account.Available, new(500, Dollar)));

    [Fact]
    public void An_entry_keeps_its_own_copy_of_what_it_was_made_of()
    {
        var postings = new List<Posting> { Posting.Debit(Account.Committed, Eur(5)), Posting.Credit(Account.Available, Eur(5)) };
        var entry = Create([.. postings]);
        var fromList = JournalEntry.Create("e", EntryKind.Commitment, Today, Ask.Grant, null, Plain, FundingLineId.For(Plain, "grants"), "v", postings);
        postings.Add(Posting.Debit(Account.Committed, Eur(1)));

        Assert.Equal(entry.Postings, fromList.Postings);
    }

    [Fact]
    public void Whatever_postings_are_tried_an_entry_either_balances_or_is_not_made() =>
        Prop.ForAll(Gen.ArrayOf(AnyPosting).ToArbitrary(), postings =>
        {
            var fit = postings.Length >= 2
                && postings.All(posting => posting.Amount.IsPositive)
                && postings.Select(posting => posting.Amount.Currency).Distinct().Count() == 1
                && postings.Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor) == 0;
            var made = Record.Exception(() => Create(postings));
            return fit ? made is null : made is ArgumentException;
        }).QuickCheckThrowOnFailure();

    private static void Refused(string says, params Posting[] postings) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Create(postings)).Message, StringComparison.Ordinal);

    private static JournalEntry Create(params Posting[] postings) =>
        JournalEntry.Create("entry-1", EntryKind.Split, Today, Ask.Grant, null, Plain, FundingLineId.For(Plain, "grants"), "event-1", postings);
}
