using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Households;

/// <summary>What was asked of a family and did not come to every member: it is handed out again, under the same ids.</summary>
public sealed class HouseholdRest(HouseholdStore households, HouseholdStatus status, IQueues queues, TimeProvider time) : IWorkToFinish
{
    /// <inheritdoc/>
    public WorkKind Kind => WorkKind.Family;

    /// <inheritdoc/>
    public async Task<WorkStanding> GoOn(string id, CancellationToken cancellationToken)
    {
        var command = HouseholdCommandId.Parse(id);
        if (await households.FindEntry(command, cancellationToken) is not { Entry: { Code: null } entry } || (await status.Find(command, cancellationToken)).All(member => member.Outcome is not null))
        {
            return WorkStanding.Done;
        }

        var request = MessageText.Write(command.Value, command.Value, entry.Commands[0].Id.Grant, time.GetUtcNow(), new HouseholdRequest(command));
        await queues.Send(QueueNames.Households, request, null, cancellationToken);
        return WorkStanding.UnderWay;
    }
}
