using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>What holds after every run, whatever happened in it.</summary>
internal static class Laws
{
    /// <summary>Nothing fails any more and nothing moves; people have not gone on yet.</summary>
    public static void AtRest(SimRun run)
    {
        NothingIsUnderWay(run);
        EveryAcceptedCommandHasAnOutcome(run);
        foreach (var one in run.Staff.Cases)
        {
            var grant = run.Staff.Look(one.Grant);
            run.Tally.Add("grant at rest", grant?.State.ToString() ?? "never handed in");
            if (grant is not null)
            {
                SomebodyHasItOnTheirList(run, grant);
                EveryPaymentIsTheProviders(run, grant);
                ItsMoneyIsWhatItsLinesSay(run, grant);
            }
        }

        OnlyHostsThatStoodStillLeaveOlderLines(run);
        SimRun.Now(Picture.Of(run.Stores, inOrder: false));
    }

    /// <summary>Everybody has done what there was to do.</summary>
    public static void AtTheEnd(SimRun run)
    {
        NothingIsUnderWay(run);
        EveryAcceptedCommandHasAnOutcome(run);
        foreach (var one in run.Staff.Cases)
        {
            if (run.Staff.Look(one.Grant) is { } grant)
            {
                run.Tally.Add("grant at the end", grant.State.ToString());
                EveryPaymentIsTheProviders(run, grant);
                ItsMoneyIsWhatItsLinesSay(run, grant);
            }
        }

        OnlyHostsThatStoodStillLeaveOlderLines(run);
        SimRun.Now(Picture.Of(run.Stores, inOrder: false));
    }

    private static void NothingIsUnderWay(SimRun run)
    {
        var failures = run.Eyes.Get<FailureStore>();
        foreach (var queue in QueueNames.All)
        {
            Assert.True(SimRun.Now(run.Stores.Queues.Count(queue, default)) == 0, $"Messages are left in {queue}.");
            Assert.True(SimRun.Now(run.Stores.Queues.Count(QueueNames.Poison(queue), default)) == 0, $"Messages are left in {QueueNames.Poison(queue)}.");
            Assert.Empty(SimRun.Now(failures.Open(queue, 10, null, default)).Messages);
        }

        Assert.DoesNotContain(run.Stores.Tables.Rows(TableNames.Grants), row => row.Key.StartsWith("out-", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Stores.Tables.Rows(TableNames.Funding), row => row.Key.StartsWith("out-", StringComparison.Ordinal));
    }

    /// <summary>Whoever was told yes finds an outcome, also where that is a refusal because another was faster.</summary>
    private static void EveryAcceptedCommandHasAnOutcome(SimRun run)
    {
        var grants = run.Eyes.Get<GrantStore>();
        foreach (var (command, errand) in run.Staff.Commands)
        {
            Assert.True(errand.Answer is not GateAnswer.Passed || SimRun.Now(grants.FindOutcome(command, default)) is not null, $"{command} was accepted and never decided.");
        }

        foreach (var (command, errand) in run.Staff.FamilyCommands)
        {
            if (errand.Answer is GateAnswer.Passed)
            {
                Assert.All(SimRun.Now(run.Eyes.Get<HouseholdStatus>().Find(command, default)), member => Assert.True(member.Outcome is not null, $"{member.Command} was asked of a family and never decided."));
            }
        }
    }

    /// <summary>At rest no answer is under way: so it is somebody's turn, or the grant is at its end. The list that says so is compared with the grant in the picture.</summary>
    private static void SomebodyHasItOnTheirList(SimRun run, Grant grant)
    {
        if (NextSteps.IsOver(grant))
        {
            return;
        }

        var who = grant.State switch
        {
            GrantState.Submitted => Role.Intake,
            GrantState.NeedsAdjudication or GrantState.AwaitingApproval or GrantState.AwaitingSecondApproval or GrantState.UnderAppeal or GrantState.OnHold => Role.Officer,
            GrantState.AwaitingVerification or GrantState.Verified => grant.Pending is null ? Role.CountryOffice : Role.Officer,
            GrantState.Completed => Role.Finance,
            GrantState.Disbursing => grant.Pending is null ? (Role?)null : Role.Officer,
            _ => throw new Xunit.Sdk.XunitException($"Stuck: {grant.Id} is {grant.State}, and nothing is under way."),
        };
        var row = Assert.Single(run.Stores.Tables.Rows(TableNames.Views), row => row.Partition == $"office|{grant.Application.Office}" && row.Key == grant.Id.Value);
        var turn = Enum.Parse<Role>(row.Text("next") ?? nameof(Role.System));
        Assert.True(who is null ? turn != Role.System : turn == who, $"Stuck: {grant.Id} is {grant.State}, and it is the turn of {turn}; {string.Join(", ", grant.Lines.Select(line => line.StateName))}");
    }

    /// <summary>What the grant says of a payment is what the provider's own book says, and there is one of each.</summary>
    private static void EveryPaymentIsTheProviders(SimRun run, Grant grant)
    {
        foreach (var line in grant.Lines.OfType<CashLine>())
        {
            var book = run.Stores.Tables.Rows(TableNames.Sandbox).Where(row => row.Partition == PaymentId.For(grant.Id, line.Id).Value).Select(SandboxPayment.From).ToList();
            Assert.True(book.Count <= 1, $"{line} was paid {book.Count} times.");
            Assert.True((line.State == CashState.Paid) == (book is [{ Outcome: PaymentOutcome.Settled }]), $"{line}, and the provider says {book.FirstOrDefault()}");
            Assert.True(line.State != CashState.Paid || book[0].Amount == line.Amount, $"{line}, and the provider paid {book.FirstOrDefault()}");
            run.Tally.Add("payment", line.State.ToString());
        }
    }

    /// <summary>Reservations and ledger hold of a grant what its lines say was spent, and nothing is held for one that is at its end.</summary>
    private static void ItsMoneyIsWhatItsLinesSay(SimRun run, Grant grant)
    {
        var inKind = grant.Lines.OfType<InKindLine>().Where(line => line.State == InKindState.Settled).Sum(line => line.Amount.Minor);
        var cash = grant.Lines.OfType<CashLine>().Where(line => line.State == CashState.Paid).Sum(line => line.Amount.Minor);
        var cameBack = grant.Lines.OfType<CashLine>().Where(line => line.State == CashState.Returned).Sum(line => line.Amount.Minor);
        var postings = run.Stores.Tables.Entries().Where(entry => entry.Grant == grant.Id).SelectMany(entry => entry.Postings).ToList();
        Assert.Equal((inKind, cash, cameBack), (Sum(postings, Account.SpentInKind), Sum(postings, Account.SpentCash), Sum(postings, Account.Returned)));

        var reservations = run.Stores.Tables.Rows(TableNames.Funding).Where(row => row.Key.StartsWith($"res-{grant.Id}-", StringComparison.Ordinal)).ToList();
        var (held, settled) = (reservations.Sum(row => row.Number("held")), reservations.Sum(row => row.Number("settled")));
        Assert.Equal(inKind + cash + cameBack, settled);
        var owed = NextSteps.IsOver(grant) || !grant.Committed ? 0 : grant.Lines.Count == 0 ? grant.Approved!.Value.Minor : grant.Lines.Where(line => !line.IsDone).Sum(line => line.Amount.Minor);
        Assert.True(held == owed, $"{held} is held for {grant.Id} in {grant.State}, {owed} is owed: {string.Join(", ", grant.Lines.Select(line => $"{line.Amount} {line.StateName}"))}");
    }

    /// <summary>
    /// A host that stood still for longer than it had its message, and then failed, may leave an older line in a list beside the grant's own: the window of docs/adr/0018. They are counted and taken away; whatever else
    /// is in a list must be right.
    /// </summary>
    private static void OnlyHostsThatStoodStillLeaveOlderLines(SimRun run)
    {
        var views = run.Stores.Tables.Rows(TableNames.Views);
        var own = views.Where(row => row.Partition.StartsWith("office|", StringComparison.Ordinal)).Select(row => (row.Key, Version: GrantListStore.Read(row).Version)).ToLookup(row => row.Key, row => row.Version);
        var older = views.Where(row => row.Partition != "clock" && row.Key.Length > 7 && own[row.Key[..^7]].Any(version => version > GrantListStore.Read(row).Version)).ToList();
        Assert.True(older.Count == 0 || run.StoodStill, $"No host stood still, and an older line is left in {older.FirstOrDefault()?.Partition}.");
        foreach (var row in older)
        {
            SimRun.Now(run.Stores.Tables.Commit(TableNames.Views, [RowChange.Delete(row)], default));
            run.Tally.Add("list", "older line, left by a host that stood still");
        }
    }

    private static long Sum(IEnumerable<Posting> postings, Account account) =>
        postings.Where(posting => posting.Account == account).Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);
}
