using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Clocks;
using GrantFlow.Domain.Tests.Support;
using Xunit.Sdk;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>A grant on a random walk, with a funding line and a payout provider that answer when they like. Every law is checked after every step.</summary>
internal sealed class Walk
{
    private readonly FundingModel _funding = new();
    private readonly HashSet<string> _refused = [];
    private readonly List<string> _told = [];

    public Story Story { get; private set; } = Story.Nothing;

    /// <summary>The accepted commands in order, each with the grant before it and its events.</summary>
    public List<(Grant? Before, GrantCommand Command, IReadOnlyList<GrantEvent> Events)> Accepted { get; } = [];

    /// <summary>Walks, then lets the funding line catch up with everything it was asked.</summary>
    public static Walk Along(IEnumerable<Step> steps)
    {
        var walk = new Walk();
        try
        {
            foreach (var step in steps)
                walk.Take(step);
            walk.CatchUp();
        }
        catch (Exception broken)
        {
            throw new XunitException($"{broken.Message}\nafter:\n  {string.Join("\n  ", walk._told)}", broken);
        }

        return walk;
    }

    private void Take(Step step)
    {
        var random = new Random(step.Seed);
        var command = step.Move switch
        {
            Move.Forward => ForwardStep.From(Story.Grant, random) ?? AnswerToSomething(random),
            Move.Answer => AnswerToSomething(random),
            _ => AnyCommand.For(Story.Grant, random),
        };
        if (command is not null)
            Ask(command, When(command, random));
    }

    private static DecisionContext When(GrantCommand command, Random random) => command switch
    {
        CheckDeadlines => random.Of(World.Now, World.On(World.Today.AddDays(random.Next(40))), World.On(World.Deadline.AddDays(-random.Next(70))), World.AfterDeadline),
        _ => random.Next(command is ExpireGrant ? 2 : 20) == 0 ? World.AfterDeadline : World.Now,
    };

    private void Ask(GrantCommand command, DecisionContext context)
    {
        _told.Add($"{Story.Standing(Story.Grant)}: {command}");
        var decision = Story.Decide(command, context);
        if (command is CheckDeadlines && command.Actor == Actor.System && Story.Grant is { } asked)
            ClockLaws.Check(asked, context.Today, decision);
        if (decision is not Decision.Accepted accepted)
            return;

        Assert.NotEmpty(accepted.Events);
        Assert.All(accepted.Effects.OfType<ReleaseFunds>(), ask => Assert.DoesNotContain(ask.Reservation, _refused));
        if (command is RecordFunding { Reserved: false } answer)
            _refused.Add(answer.Reservation);
        Accepted.Add((Story.Grant, command, accepted.Events));
        var before = Story.Grant;
        Story = Story.After(accepted);
        GrantLaws.Check(Story);
        LimitLaws.Check(before, command, accepted.Events, Story.Now);
        GrantLaws.CheckRepeated(Story, command, context);
    }

    /// <summary>Any effect so far is answered, the same one perhaps for the third time; one that is never drawn is never answered.</summary>
    private GrantCommand? AnswerToSomething(Random random)
    {
        if (Story.Effects.Count == 0)
            return null;
        // Mostly the last few, so that walks get somewhere.
        var back = random.Next(4) == 0 ? random.Next(Story.Effects.Count) : random.Next(Math.Min(3, Story.Effects.Count));
        try
        {
            return Deliver(Story.Effects[^(back + 1)], random);
        }
        catch (FundingModel.TooEarlyException) when (Story.Effects.OfType<ReopenFunds>().Any())
        {
            return null;
        }
    }

    private GrantCommand? Deliver(Effect effect, Random random)
    {
        switch (effect)
        {
            case RequestScreening:
                return Tests.Support.Ask.Screened(random.Next(4) == 0 ? random.Any<ScreeningResult>() : ScreeningResult.Clear);
            case ReserveFunds reserve:
                return _funding.Reserve(reserve, enough: random.Next(5) > 0) is { } reserved ? Tests.Support.Ask.Funded(reserve.Reservation, reserved) : null;
            case ReleaseFunds release:
                _funding.Release(release);
                return null;
            case SettleFunds settle:
                _funding.Settle(settle);
                return null;
            case ReopenFunds reopen:
                _funding.Reopen(reopen);
                return null;
            case AdjustFunds adjust:
                _funding.Adjust(adjust);
                return null;
            case InstructPayment pay:
                return AnyAnswer.To(pay, random);
            case StopPayment stop:
                return Tests.Support.Ask.Payment(stop.Payment.Line.Number, stop.Payment.Attempt, PaymentOutcome.Failed);
            case AskGrant or EndAttempt:
                return null;
            default:
                throw new XunitException($"Nobody answers {effect}.");
        }
    }

    private bool WaitsForOthers(Effect effect)
    {
        try
        {
            Deliver(effect, new Random(0));
            return false;
        }
        catch (FundingModel.TooEarlyException)
        {
            return true;
        }
    }

    /// <summary>Once everything asked of the funding line has arrived, its own count is that of the books.</summary>
    private void CatchUp()
    {
        var left = Story.Effects.Where(effect => effect is ReserveFunds or ReleaseFunds or SettleFunds or ReopenFunds or AdjustFunds).ToList();
        while (left.Count > 0)
        {
            // What comes too early waits its turn; something must always go on.
            var waits = left.Where(WaitsForOthers).ToList();
            Assert.True(waits.Count < left.Count, $"These wait for each other: {string.Join(", ", waits)}");
            left = waits;
        }

        var books = Balances.Posted(Story.Entries);
        var awaited = Story.Grant is { WorkingState: GrantState.Approved } grant && !_funding.IsEnded(grant.Reservation) ? grant.Approved!.Value.Minor : 0;
        Assert.Equal(Balances.Underway.Sum(account => books[account]) + awaited, _funding.Held);
        Assert.Equal(Balances.Gone.Sum(account => books[account]), _funding.Settled);
        if (Story.Grant is { State: GrantState.Referred or GrantState.Withdrawn or GrantState.Expired or GrantState.Cancelled, ApprovalRound: > 0 } ended)
            Assert.True(_funding.IsEnded(ended.Reservation), $"{ended.State}, and {ended.Reservation} still takes a place.");
    }
}
