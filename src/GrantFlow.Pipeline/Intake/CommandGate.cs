using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Intake;

/// <summary>What the gate answers.</summary>
public abstract record GateAnswer
{
    private GateAnswer()
    {
    }

    /// <summary>The command is on its way (or was before, under the same key).</summary>
    public sealed record Passed : GateAnswer;

    /// <summary>It cannot work as the grant stands; the grant is as it was.</summary>
    public sealed record Refused(RefusalCode Code, string Why) : GateAnswer;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : GateAnswer;
}

/// <summary>
/// The door to the commands queue. It never moves a grant: it decides once for show, so that the caller hears at once
/// what cannot work, and puts on the queue what can.
/// </summary>
public sealed class CommandGate(GrantStore grants, IQueues queues, DecisionContexts contexts, TimeProvider time)
{
    /// <summary>Lets a command pass, or says why not.</summary>
    /// <param name="command">Its id is derived from the caller and their key.</param>
    /// <param name="bodyHash">Hash of the request: the same key with another hash is refused.</param>
    /// <param name="keyed">The caller gave the key: a refusal on a grant is then the key's answer for good, so that a late repetition cannot do what was refused.</param>
    /// <param name="prepare">Stores what must be there before the command is handled (personal data); safe to run twice.</param>
    /// <param name="cancellationToken">Cancels the wait, not the command once it is on the queue.</param>
    public async Task<GateAnswer> Pass(GrantCommand command, string bodyHash, bool keyed, Func<CancellationToken, Task>? prepare, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var grant = (await grants.Find(command.Id.Grant, cancellationToken))?.Grant;
        if (GrantDecider.Decide(grant, command, await contexts.For(command, grant, now, cancellationToken)) is Decision.Refused refused && await grants.FindRequest(command.Id, cancellationToken) is null)
        {
            // Who may not act on a grant writes nothing into it either; time does not turn that no into a yes.
            var kept = keyed && grant is not null && refused.Code.Kind() != RefusalKind.Forbidden;
            if (!kept || await grants.RefuseAtGate(command, bodyHash, refused, grant!.Version, now, cancellationToken))
            {
                return new GateAnswer.Refused(refused.Code, refused.Why);
            }
        }

        if (!await grants.AddRequest(command.Id, bodyHash, now, cancellationToken))
        {
            if (await grants.FindRequest(command.Id, cancellationToken) != bodyHash)
            {
                return new GateAnswer.KeyReused();
            }

            if (await grants.FindOutcome(command.Id, cancellationToken) is { } outcome)
            {
                return outcome is { AtGate: true, Code: { } code } ? new GateAnswer.Refused(code, outcome.Why!) : new GateAnswer.Passed();
            }
        }

        // From here on again for a repeated request that was not handled yet: the first call may have died on the way. That
        // holds also where it would be refused by now: passed means that an outcome follows, and only the queue brings one.
        if (prepare is not null)
        {
            await prepare(cancellationToken);
        }

        await queues.Send(QueueNames.Commands, MessageText.Write(command.Id.Value, command.Id.Value, command.Id.Grant, now, command), null, cancellationToken);
        return new GateAnswer.Passed();
    }
}
