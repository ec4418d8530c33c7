using System.Text.Json;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>What holds after every accepted command, whatever came before it.</summary>
internal static class GrantLaws
{
    /// <summary>States after which no money is under way any more.</summary>
    public static readonly IReadOnlyList<GrantState> Ended =
    [
        GrantState.Completed, GrantState.Closed, GrantState.Withdrawn, GrantState.Referred, GrantState.Expired, GrantState.Cancelled, GrantState.Rejected,
    ];

    public static void Check(Story story)
    {
        EntriesBalance(story);
        CorrectionsNameWhatTheyTakeBack(story);
        BooksAgreeWithTheGrant(story);
        AmountsStayWithinTheirBounds(story.Now);
        NothingIsStartedAfterAWithdrawal(story.Now);
        NobodyTakesTwoParts(story.Now);
        NoPaymentIsInstructedTwice(story);
        ChildrenAreNeverPaidDirectly(story);
        HistoryLeadsToTheGrant(story);
    }

    /// <summary>Asked once more, what was done changes nothing.</summary>
    public static void CheckRepeated(Story story, GrantCommand command, DecisionContext context)
    {
        if (story.Decide(command, context) is not Decision.Accepted again)
            return;

        // A person may say twice that they withdraw while something is still on its way.
        Assert.IsType<WithdrawGrant>(command);
        Assert.Empty(again.Entries);
        Assert.Empty(again.Effects);
        Assert.Equal(story.Now with { Version = 0 }, again.Grant with { Version = 0, Lines = story.Now.Lines });
        Assert.Equal(Json(story.Now.Lines), Json(again.Grant.Lines));
    }

    private static void EntriesBalance(Story story)
    {
        Assert.Equal(story.Entries.Count, story.Entries.Select(entry => entry.Id).Distinct().Count());
        foreach (var entry in story.Entries)
        {
            Assert.Equal((story.Now.Id, story.Now.FundingLine, story.Now.Application.Programme), (entry.Grant, entry.FundingLine, entry.Programme));
            Assert.All(entry.Postings, posting => Assert.Equal(Currency.Eur, posting.Amount.Currency));
            Assert.Equal(Sum(entry, Side.Debit), Sum(entry, Side.Credit));
        }

        // At every prefix, for each funding line and currency: no entry leans on a later one.
        var standing = new Dictionary<(FundingLineId, Currency), long>();
        foreach (var entry in story.Entries)
        {
            foreach (var posting in entry.Postings)
            {
                var key = (entry.FundingLine, posting.Amount.Currency);
                standing[key] = standing.GetValueOrDefault(key) + (posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);
            }

            Assert.All(standing.Values, left => Assert.Equal(0, left));
        }

        static long Sum(JournalEntry entry, Side side) => entry.Postings.Where(posting => posting.Side == side).Sum(posting => posting.Amount.Minor);
    }

    /// <summary>Kinds of entries that take an earlier one back, always.</summary>
    private static readonly IReadOnlyList<EntryKind> Corrections = [EntryKind.PayoutFailure, EntryKind.PayoutReturn, EntryKind.PayoutRepeat, EntryKind.Release, EntryKind.PlanChange];

    /// <summary>What is taken back was posted before, and had brought money to the account it is taken from.</summary>
    private static void CorrectionsNameWhatTheyTakeBack(Story story)
    {
        var before = new Dictionary<string, JournalEntry>();
        foreach (var entry in story.Entries)
        {
            if (entry.Corrects is { } id)
            {
                Assert.True(before.TryGetValue(id, out var taken), $"{entry.Kind} {entry.Id} takes back {id}, which nobody posted.");
                Assert.True(taken.Line is not { } line || line == entry.Line || Replanned(line), $"{entry.Kind} {entry.Id} of line {entry.Line} takes back {taken.Kind} {id} of line {taken.Line}.");
                Assert.True(
                    Accounts(taken, Side.Debit).Intersect(Accounts(entry, Side.Credit)).Any(),
                    $"{entry.Kind} {entry.Id} takes from {string.Join(", ", Accounts(entry, Side.Credit))}, where {taken.Kind} {id} brought nothing.");
            }
            else
            {
                Assert.DoesNotContain(entry.Kind, Corrections);
            }

            before.Add(entry.Id, entry);
        }

        // What is owed for a line that a plan put in another's place may be what was owed for that one.
        bool Replanned(LineId line) => story.Events.OfType<Domain.Plans.PlanChanged>().Any(changed => changed.Stopped.Contains(line));

        static IEnumerable<Account> Accounts(JournalEntry entry, Side side) => entry.Postings.Where(posting => posting.Side == side).Select(posting => posting.Account);
    }

    private static void BooksAgreeWithTheGrant(Story story)
    {
        var posted = Balances.Posted(story.Entries);
        Assert.Equal(Balances.Expected(story.Grant), posted);
        Assert.All(posted.Where(balance => balance.Key is not (Account.Available or Account.ExchangeDifference)), balance => Assert.True(balance.Value >= 0, $"{balance.Key} stands at {balance.Value} cents."));
        if (Ended.Contains(story.Now.State))
            Assert.All(Balances.Underway, account => Assert.Equal((account, 0), (account, posted[account])));
    }

    private static void AmountsStayWithinTheirBounds(Grant grant)
    {
        Assert.True(grant.Application.Requested <= SystemRules.Ceiling);
        if (grant.Approved is { } approved)
        {
            Assert.True(approved.IsPositive && approved <= grant.Application.Requested);
            Assert.True(grant.Spent <= approved);
        }

        if (grant.Lines.Count > 0)
        {
            // A change of plan calls lines off and puts others in their place; a withdrawal only calls off.
            var planned = Money.Sum(grant.Lines.Where(line => line.StateName != "Cancelled").Select(line => line.Amount), Currency.Eur);
            Assert.True(grant.Withdrawing ? planned <= grant.Approved : planned == grant.Approved, $"{planned} is planned of {grant.Approved}.");
            Assert.All(grant.Lines, line => Assert.True(line.Amount.IsPositive));
        }
    }

    /// <summary>What can be called off is called off; only what was handed over or released goes on to its end.</summary>
    private static void NothingIsStartedAfterAWithdrawal(Grant grant)
    {
        if (grant.Withdrawing)
            Assert.All(grant.Lines, line => Assert.False(line.CanCancel, $"The person withdrew, and line {line.Id} is {line.StateName}."));
    }

    private static void NobodyTakesTwoParts(Grant grant)
    {
        var releasers = grant.Lines.OfType<CashLine>().Select(line => line.Releaser).OfType<ActorId>().ToHashSet();
        IEnumerable<ActorId> parts = [.. grant.Submitters, .. grant.Approvers, .. new[] { grant.Verifier }.OfType<ActorId>(), .. releasers];
        // Who settles an invoice may release as well, and nothing else.
        Assert.Empty(grant.Lines.OfType<InKindLine>().Select(line => line.Settler).OfType<ActorId>().Intersect([.. grant.Submitters, .. grant.Approvers, .. new[] { grant.Verifier }.OfType<ActorId>()]));
        Assert.Equal(parts.Count(), parts.Distinct().Count());
    }

    private static void NoPaymentIsInstructedTwice(Story story)
    {
        foreach (var attempts in story.Effects.OfType<InstructPayment>().GroupBy(ask => ask.Payment))
        {
            Assert.Equal(Enumerable.Range(1, attempts.Count()), attempts.Select(ask => ask.Attempt));
            var line = story.Now.Line(attempts.Key.Line)!;
            Assert.All(attempts, ask => Assert.Equal((line.Id, line.Amount), (ask.Line, ask.Amount)));
            // Between two attempts the first one must have failed, or its money come back.
            var failures = story.Events.OfType<Payout.CashMoved>().Count(moved => moved.Line == line.Id && moved.Trigger is CashTrigger.Fail or CashTrigger.Return);
            Assert.True(failures >= attempts.Count() - 1, $"{attempts.Count()} attempts at {attempts.Key} after {failures} failures and returns.");
        }
    }

    private static void ChildrenAreNeverPaidDirectly(Story story)
    {
        if (story.Now.Application.IsChild)
        {
            Assert.All(story.Now.Lines.OfType<CashLine>(), line => Assert.Equal(Payee.Guardian, line.Route.Payee));
            Assert.All(story.Effects.OfType<InstructPayment>(), ask => Assert.Equal(Payee.Guardian, ask.Route.Payee));
        }
    }

    private static void HistoryLeadsToTheGrant(Story story)
    {
        Assert.Equal(Enumerable.Range(1, story.Events.Count), story.Events.Select(happened => happened.Version));
        Assert.Equal(Json(story.Now), Json(GrantDecider.Replay(story.Events)));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, StoredJson.Options);
}
