using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Scenarios;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>
/// Every ordering of up to five messages out of a set, each as often as it likes or never. A refused message leaves the
/// grant as it was, so what follows it is what follows without it, and only accepted ones need to be followed up.
/// </summary>
public sealed class EveryOrderTests
{
    private const int Longest = 5;

    [Fact]
    public void Around_the_screening_no_order_of_messages_does_harm() => Follow(
        Stories.InScreening,
        [
            Ask.Screened(ScreeningResult.Clear), Ask.Screened(ScreeningResult.LikelyDuplicate), Ask.Screened(ScreeningResult.Duplicate),
            Ask.Adjudicate(samePerson: false), Ask.Adjudicate(samePerson: true), Ask.Appeal(), Ask.DecideAppeal(allowed: true), Ask.DecideAppeal(allowed: false),
            Ask.Return(), Ask.Amend(Application(Plain)), Ask.Hold(), Ask.Resume(), Ask.Withdraw(), Ask.Refer(), Ask.Expire(),
        ]);

    [Fact]
    public void Around_the_reservation_no_order_of_messages_does_harm() => Follow(
        Stories.AwaitingApproval,
        [
            Ask.Approve(Eur(1500)), Ask.Approve(Eur(2000)), Ask.Approve(Eur(2000), People.SecondOfficer),
            Ask.Funded($"{Ask.Grant}-1", reserved: true), Ask.Funded($"{Ask.Grant}-1", reserved: false), Ask.Funded($"{Ask.Grant}-2", reserved: true),
            Ask.Verify(), Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(500))), Ask.Return(), Ask.Reject(), Ask.Cancel(),
            Ask.Hold(), Ask.Resume(), Ask.Withdraw(), Ask.Refer(), Ask.Expire(),
        ]);

    [Fact]
    public void Around_the_payout_no_order_of_messages_does_harm() => Follow(
        Stories.Verified.Do(Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(500)))),
        [
            Ask.Deliver(1), Ask.Deliver(1, accepted: false), Ask.Dispute(1), Ask.Reorder(1), Ask.Settle(1), Ask.Release(),
            Ask.Payment(2, 1, PaymentOutcome.Instructed), Ask.Payment(2, 1, PaymentOutcome.Settled), Ask.Payment(2, 1, PaymentOutcome.Failed), Ask.Payment(2, 1, PaymentOutcome.Returned),
            Ask.Payment(2, 2, PaymentOutcome.Settled), Ask.Reroute(2), Ask.Hold(), Ask.Resume(), Ask.Withdraw(), Ask.Close(),
        ]);

    [Fact]
    public void Around_a_payment_that_went_out_no_order_of_answers_and_repairs_does_harm() => Follow(
        Stories.Verified.Do(Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(500)))).Do(Ask.Deliver(1), Ask.Settle(1), Ask.Release()),
        [
            Ask.Payment(2, 1, PaymentOutcome.Instructed), Ask.Payment(2, 1, PaymentOutcome.Settled), Ask.TimedOut(2, 1), Ask.Payment(2, 1, PaymentOutcome.Returned), Ask.Payment(2, 1, PaymentOutcome.Unknown),
            Ask.Payment(2, 2, PaymentOutcome.Settled), Ask.Payment(2, 2, PaymentOutcome.Returned), Ask.Payment(2, 2, PaymentOutcome.Unknown),
            Ask.Reroute(2), Ask.Retry(2), Ask.GiveBack(2), Ask.Release(), Ask.Withdraw(), Ask.Close(),
        ],
        atLeast: 2);

    private static void Follow(Story start, IReadOnlyList<GrantCommand> messages, int atLeast = 3)
    {
        var ends = new HashSet<GrantState>();
        FollowUp(start, [], Longest);
        // Orders that never end a grant would show little.
        Assert.True(ends.Count >= atLeast, $"Reached {string.Join(", ", ends)}.");

        void FollowUp(Story story, IReadOnlyList<GrantCommand> so, int left)
        {
            if (GrantLaws.Ended.Contains(story.Now.State))
                ends.Add(story.Now.State);
            if (left == 0)
                return;

            foreach (var message in messages)
            {
                IReadOnlyList<GrantCommand> order = [.. so, message];
                try
                {
                    var context = message is Approval.ExpireGrant ? AfterDeadline : Now;
                    if (story.Decide(message, context) is not Decision.Accepted accepted)
                        continue;
                    var after = story.After(accepted);
                    GrantLaws.Check(after);
                    WhatWasCommittedIsAccountedFor(after);
                    NextStepTests.Check(after);
                    FollowUp(after, order, left - 1);
                }
                catch (Exception broken) when (broken is not OrderException)
                {
                    throw new OrderException($"{broken.Message}\nafter:\n  {string.Join("\n  ", order)}", broken);
                }
            }
        }
    }

    /// <summary>Once a grant has ended, every committed cent was given back, spent, or came back.</summary>
    private static void WhatWasCommittedIsAccountedFor(Story story)
    {
        if (!GrantLaws.Ended.Contains(story.Now.State))
            return;

        Assert.Equal(
            Total(EntryKind.Commitment) + Total(EntryKind.PayoutRepeat),
            Total(EntryKind.Release) - GivenBack() + Total(EntryKind.InKindSettlement) + Total(EntryKind.CashPayout) + ReturnedUnpaid());
        if (story.Now.State is GrantState.Referred or GrantState.Expired or GrantState.Cancelled or GrantState.Rejected)
            Assert.Equal(Total(EntryKind.Commitment), Total(EntryKind.Release));

        long Total(EntryKind kind) => story.Entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Postings.Where(posting => posting.Side == Side.Debit).Sum(posting => posting.Amount.Minor));

        long ReturnedUnpaid() => From(EntryKind.PayoutReturn, Account.InTransit);

        // It was paid before, or came back unpaid: it is counted there.
        long GivenBack() => From(EntryKind.Release, Account.Returned);

        long From(EntryKind kind, Account account) => story.Entries
            .Where(entry => entry.Kind == kind)
            .SelectMany(entry => entry.Postings)
            .Where(posting => posting.Account == account && posting.Side == Side.Credit)
            .Sum(posting => posting.Amount.Minor);
    }

    private sealed class OrderException(string message, Exception inner) : Exception(message, inner);
}
