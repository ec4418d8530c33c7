using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Households;

/// <summary>
/// The door to the households queue, with the promises of <see cref="CommandGate"/>: every member's command is decided once
/// for show, and what holds for all of them goes on the queue as one message.
/// </summary>
public sealed class HouseholdGate(HouseholdStore households, HouseholdMembers members, HouseholdStatus status, UnfinishedStore unfinished, IQueues queues, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Lets a command to a family pass, or says why not.</summary>
    /// <param name="command">Its id is derived from the caller and their key.</param>
    /// <param name="bodyHash">Hash of the request: the same key with another hash is refused.</param>
    /// <param name="keyed">The caller gave the key: a refusal of a household that exists is then the key's answer for good.</param>
    /// <param name="prepare">Stores the members' personal data; safe to run twice.</param>
    /// <param name="cancellationToken">Cancels the wait, not the command once it is on the queue.</param>
    public async Task<GateAnswer> Pass(HouseholdCommand command, string bodyHash, bool keyed, Func<CancellationToken, Task>? prepare, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await households.FindEntry(command.Id, cancellationToken);
        if (known is null)
        {
            var household = await households.Find(command.Id.Household, cancellationToken);
            var decision = command.Decide(household, await members.Of(household, cancellationToken), new DecisionContext(now, catalogue));
            var refused = decision as HouseholdDecision.Refused;
            // Who may not act writes nothing; and a family that was not taken may be handed in again under the same key.
            if (refused is not null && !(keyed && household is not null && refused.Code.Kind() != RefusalKind.Forbidden))
            {
                return new GateAnswer.Refused(refused.Code, refused.Why);
            }

            var entry = decision is HouseholdDecision.Accepted accepted ? new HouseholdEntry([.. accepted.Commands]) : new HouseholdEntry([], refused!.Code, refused.Why);
            var begun = command is SubmitHousehold submit && refused is null ? submit.Household(now) : null;
            known = await households.Add(command.Id, entry, bodyHash, now, begun, cancellationToken)
                ? (entry, bodyHash)
                : await households.FindEntry(command.Id, cancellationToken) ?? throw new InvalidOperationException($"Household {command.Id.Household} changed while {command.GetType().Name} was decided. Try again.");
        }

        var (asked, hash) = known.Value;
        if (hash != bodyHash)
        {
            return new GateAnswer.KeyReused();
        }

        if (asked.Code is { } code)
        {
            return new GateAnswer.Refused(code, asked.Why!);
        }

        // From here on again for a repeated request that was not handled yet: the first call may have died on the way.
        if ((await status.Find(command.Id, cancellationToken)).Any(member => member.Outcome is null))
        {
            if (prepare is not null)
            {
                await prepare(cancellationToken);
            }

            await unfinished.Add(WorkKind.Family, command.Id.Value, cancellationToken);
            // The queue's correlation is a grant: the first member's leads to all the others.
            var correlation = asked.Commands[0].Id.Grant;
            await queues.Send(QueueNames.Households, MessageText.Write(command.Id.Value, command.Id.Value, correlation, now, new HouseholdRequest(command.Id)), null, cancellationToken);
        }

        return new GateAnswer.Passed();
    }
}
