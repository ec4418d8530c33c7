using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Intake;

namespace GrantFlow.Pipeline.Households;

/// <summary>How one member's command ended.</summary>
/// <param name="Command">The member's own command.</param>
/// <param name="Outcome">Null while it is under way.</param>
public sealed record MemberOutcome(CommandId Command, CommandOutcome? Outcome);

/// <summary>How the commands of a family that passed the gate ended.</summary>
public sealed class HouseholdStatus(HouseholdStore households, GrantStore grants, WaitingRoom room, TimeProvider time)
{
    /// <summary>How each member's command stands.</summary>
    /// <exception cref="KeyNotFoundException">No such command passed the gate.</exception>
    public async Task<IReadOnlyList<MemberOutcome>> Find(HouseholdCommandId command, CancellationToken cancellationToken) =>
        await Task.WhenAll((await Commands(command, cancellationToken)).Select(async id => new MemberOutcome(id, await grants.FindOutcome(id, cancellationToken))));

    /// <summary>A place to wait in; null when too many wait.</summary>
    public IDisposable? Enter() => room.Enter();

    /// <summary>Waits until every member's command is decided, at most <paramref name="patience"/>; what is not decided by then has no outcome.</summary>
    public async Task<IReadOnlyList<MemberOutcome>> Wait(HouseholdCommandId command, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(60);
        var members = (await Commands(command, cancellationToken)).Select(id => new MemberOutcome(id, null)).ToArray();
        while (true)
        {
            members = await Task.WhenAll(members.Select(async member => member.Outcome is null ? member with { Outcome = await grants.FindOutcome(member.Command, cancellationToken) } : member));
            var left = patience - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || members.All(member => member.Outcome is not null))
            {
                return members;
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.6, 500));
        }
    }

    private async Task<IEnumerable<CommandId>> Commands(HouseholdCommandId command, CancellationToken cancellationToken) =>
        await households.FindEntry(command, cancellationToken) is { Entry: { Code: null } entry }
            ? entry.Commands.Select(member => member.Id)
            : throw new KeyNotFoundException($"There is no command {command}.");
}
