using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>What a funding line posts of its own: what its agreement holds, once, and each change of it.</summary>
public sealed class LineBookTests
{
    private static readonly FundingLineId Line = FundingLineId.For(Plain, "grants");

    private static readonly LineBook New = LineBook.Empty(Line, Currency.Eur);

    /// <summary>The life of an agreement over EUR 100,000.00, with an entry for every rule.</summary>
    internal static IReadOnlyList<JournalEntry> Told { get; } = Life();

    [Fact]
    public void What_the_rules_say_is_posted_once()
    {
        var first = New.Follow(Eur(100_000), "2026-1", Today)!;

        Assert.Equal([Posting.Debit(Account.Available, Eur(100_000)), Posting.Credit(Account.Agreed, Eur(100_000))], first.Entry.Postings);
        Assert.Equal((EntryKind.Agreement, "rules-2026-1", null, null), (first.Entry.Kind, first.Entry.EventId, first.Entry.Grant, first.Entry.Corrects));
        Assert.Null(first.Book.Follow(Eur(100_000), "2026-1", Today));
        Assert.Null(first.Book.Follow(Eur(100_000), "2026-2", Today));
    }

    [Fact]
    public void A_line_whose_amount_nobody_knows_posts_nothing_and_what_it_had_stays()
    {
        Assert.Null(New.Follow(null, "2026-1", Today));
        Assert.Null(New.Follow(Eur(5), "2026-1", Today)!.Book.Follow(null, "2026-2", Today));
    }

    [Fact]
    public void Other_rules_post_the_difference_and_less_names_the_entry_that_had_brought_it()
    {
        var first = New.Follow(Eur(100_000), "2026-1", Today)!;
        var more = first.Book.Follow(Eur(120_000), "2026-2", Today)!;
        var less = more.Book.Follow(Eur(90_000), "2026-3", Today)!;

        Assert.Equal([Posting.Debit(Account.Available, Eur(20_000)), Posting.Credit(Account.Agreed, Eur(20_000))], more.Entry.Postings);
        Assert.Equal([Posting.Debit(Account.Agreed, Eur(30_000)), Posting.Credit(Account.Available, Eur(30_000))], less.Entry.Postings);
        Assert.Equal(more.Entry.Id, less.Entry.Corrects);
        Assert.Equal(Eur(90_000), less.Book.Agreed);
    }

    [Fact]
    public void Amendments_come_on_top_of_what_the_rules_say()
    {
        var amended = New.Follow(Eur(100_000), "2026-1", Today)!.Book.TopUp(Eur(30_000), "A-1", Today).Book.Reduce(Eur(10_000), "A-2", Today);

        Assert.Equal((Eur(100_000), Eur(20_000), Eur(120_000)), (amended.Book.ByRules, amended.Book.ByAmendments, amended.Book.Agreed));
        Assert.Null(amended.Book.Follow(Eur(100_000), "2026-2", Today));
    }

    [Fact]
    public void The_ids_of_its_entries_follow_from_the_line_do_not_show_its_name_and_are_no_grants()
    {
        Assert.Equal([$"{LineBook.IdOf(Line)}-0001", $"{LineBook.IdOf(Line)}-0002"], Told.Take(2).Select(entry => entry.Id));
        Assert.True(LineBook.IsId(LineBook.IdOf(Line)));
        Assert.False(LineBook.IsId(GrantId.Derive("somebody").Value));
        Assert.False(GrantId.TryParse(LineBook.IdOf(Line), out _));
        Assert.NotEqual(LineBook.IdOf(Line), LineBook.IdOf(FundingLineId.For(Plain, "others")));
    }

    [Fact]
    public void Every_entry_follows_a_rule_of_the_table_and_every_rule_is_followed()
    {
        var kinds = Told.ToDictionary(entry => entry.Id, entry => entry.Kind);
        var rules = LedgerDocument.LineRules.ToDictionary(rule => rule.Name);

        Assert.Equal(rules.Keys.Order(StringComparer.Ordinal), Told.Select(PostingRule.NameOf).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Told, entry => Assert.Equal(rules[PostingRule.NameOf(entry)].TakesBack, entry.Corrects is { } id ? [kinds[id]] : []));
    }

    [Fact]
    public void However_rules_and_amendments_follow_each_other_what_is_posted_is_what_the_agreement_holds() =>
        Prop.ForAll(Gen.ListOf(Gen.Two(Gen.Choose(0, 3)).Zip(Gen.Choose(1, 500))).ToArbitrary(), steps =>
        {
            var (book, posted) = (New, new List<JournalEntry>());
            foreach (var ((what, version), cents) in steps)
            {
                var amount = new Money(cents, Currency.Eur);
                var step = what switch
                {
                    0 => book.Follow(amount, $"2026-{version + 1}", Today),
                    1 => book.Follow(null, $"2026-{version + 1}", Today),
                    2 => book.TopUp(amount, $"A-{posted.Count}", Today),
                    _ => book.Reduce(amount, $"A-{posted.Count}", Today),
                };
                if (step is null)
                {
                    continue;
                }

                book = step.Book;
                posted.Add(step.Entry);
                var balances = Balances.Posted(posted);
                Assert.Equal((book.Agreed.Minor, -book.Agreed.Minor), (balances[Account.Available], balances[Account.Agreed]));
            }

            Assert.Equal(posted.Count, posted.Select(entry => entry.Id).Distinct().Count());
            Assert.Equal(posted.Count, book.Entries);
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<JournalEntry> Life()
    {
        var agreed = New.Follow(Eur(100_000), "2026-1", Today)!;
        var toppedUp = agreed.Book.TopUp(Eur(30_000), "A-1", Today);
        var reduced = toppedUp.Book.Reduce(Eur(10_000), "A-2", Today);
        var lowered = reduced.Book.Follow(Eur(90_000), "2026-2", Today)!;
        return [agreed.Entry, toppedUp.Entry, reduced.Entry, lowered.Entry];
    }
}
