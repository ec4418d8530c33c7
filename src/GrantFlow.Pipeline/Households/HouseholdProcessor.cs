using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Households;

/// <summary>Hands what was asked of a family to each member's grant. The members' commands have ids of their own, so handing them out twice, or the rest after a crash, changes nothing.</summary>
public sealed class HouseholdProcessor(HouseholdStore households, IQueues queues, TimeProvider time, ILogger<HouseholdProcessor> log)
{
    /// <summary>Handles one delivery of a household message.</summary>
    /// <exception cref="UnreadableMessageException">The message is not a household request.</exception>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var asked = MessageText.Read<HouseholdRequest>(text).Body.Command;
        if (await households.FindEntry(asked, cancellationToken) is not { Entry.Code: null } found)
        {
            throw new InvalidOperationException($"Nothing was asked of household {asked.Household} under {asked}.");
        }

        var now = time.GetUtcNow();
        await Task.WhenAll(found.Entry.Commands.Select(command =>
            queues.Send(QueueNames.Commands, MessageText.Write(command.Id.Value, asked.Value, command.Id.Grant, now, command), null, cancellationToken)));
        log.LogInformation("{Command} went to {Count} members of household {Household}.", asked, found.Entry.Commands.Count, asked.Household);
    }
}
