using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Commands;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Every open grant is on the work list of someone who can do something about it.</summary>
public sealed class NextStepTests
{
    [Fact]
    public void Whoever_has_to_act_next_can_act_wherever_a_grant_stands() => Assert.All(Stories.Everywhere, Check);

    [Fact]
    public void Whoever_has_to_act_next_can_act_wherever_a_line_stands() => Assert.All(
        Stories.Busy.Now.Lines.Select(line => new Story(Stories.Busy.Now with { Lines = [line] })).Where(story => !story.Now.LinesDone),
        Check);

    /// <summary>The role on whose list the grant is has a command that is accepted from a colleague; nobody has it only where nothing is left to do.</summary>
    internal static void Check(Story story)
    {
        if (NextStep.RoleFor(story.Now) is not { } role)
        {
            Assert.Contains(story.Now.State, GrantMachine.Final.Append(GrantState.Rejected));
            return;
        }

        if (role == Role.Finance && story.Now.Lines.Any(line => line is CashLine { State: CashState.Unknown }))
        {
            // They find out from the provider; what it says comes in as any answer does.
            role = Role.System;
        }

        Assert.True(
            Possible(story.Now).Concat(CommandRow.All.Where(row => row.Context is null).Select(row => row.For(story)))
                .Any(command => command.Actor.Role == role && story.Refusal(command with { Actor = People.Stranger(role) }) is null),
            $"{Story.Standing(story.Grant)} with {string.Join(", ", story.Now.Lines.Select(line => $"{line.Kind} {line.StateName}"))} waits for {role}, who can do nothing.");
    }

    private static IEnumerable<GrantCommand> Possible(Grant grant) => grant.Lines.SelectMany(line => new GrantCommand[]
    {
        Ask.Deliver(line.Id.Number),
        Ask.Reorder(line.Id.Number),
        Ask.Settle(line.Id.Number),
        Ask.Reroute(line.Id.Number),
        Ask.Payment(line.Id.Number, (line as CashLine)?.Attempt ?? 0, PaymentOutcome.Settled),
    });
}
