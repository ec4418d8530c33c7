using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;

namespace GrantFlow.Pipeline.Intake;

/// <summary>How commands that passed the gate ended.</summary>
public sealed class CommandStatus(GrantStore grants, WaitingRoom room, TimeProvider time)
{
    /// <summary>The outcome; null while the command is under way.</summary>
    /// <exception cref="KeyNotFoundException">No such command passed the gate.</exception>
    public async Task<CommandOutcome?> Find(CommandId command, CancellationToken cancellationToken) =>
        await grants.FindOutcome(command, cancellationToken) is { } outcome
            ? outcome
            : await grants.FindRequest(command, cancellationToken) is not null
                ? null
                : throw new KeyNotFoundException($"There is no command {command}.");

    /// <summary>A place to wait in; null when too many wait.</summary>
    public IDisposable? Enter() => room.Enter();

    /// <summary>Waits until the command is decided, at most <paramref name="patience"/>; null when it takes longer.</summary>
    public async Task<CommandOutcome?> Wait(CommandId command, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(40);
        while (true)
        {
            if (await grants.FindOutcome(command, cancellationToken) is { } outcome)
            {
                return outcome;
            }

            var left = patience - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.6, 500));
        }
    }
}
