using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What a bank's file may have lost on its way: a step, or a command to a grant. Each is sent again; rows know what was done of them.</summary>
public sealed class StatementRest(StatementStore store, StatementMatcher matcher, StatementSteps steps, GrantStore grants) : IWorkToFinish
{
    /// <inheritdoc/>
    public WorkKind Kind => WorkKind.Statement;

    /// <inheritdoc/>
    public async Task<WorkStanding> GoOn(string id, CancellationToken cancellationToken)
    {
        if (await store.Find(StatementId.Parse(id), cancellationToken) is not { Fault: null } file)
        {
            return WorkStanding.Done;
        }

        if (file.Rows is null)
        {
            await steps.Send(new StatementRequest(file.Id, StatementStep.Lay, From: 1, Check: 0), null, cancellationToken);
            return WorkStanding.UnderWay;
        }

        var standing = WorkStanding.Done;
        await foreach (var (first, results) in store.Handfuls(file.Id, cancellationToken))
        {
            if (results.ContainsKey(RowResult.New))
            {
                await steps.Send(new StatementRequest(file.Id, StatementStep.Match, first, Check: 0), null, cancellationToken);
                standing = WorkStanding.UnderWay;
            }

            if (results.ContainsKey(RowResult.Sent))
            {
                await TellAgain(file, first, cancellationToken);
                standing = WorkStanding.UnderWay;
            }
        }

        return standing;
    }

    private async Task TellAgain(StatementFile file, int first, CancellationToken cancellationToken)
    {
        foreach (var (_, entry) in await store.HandfulAt(file.Id, first, cancellationToken))
        {
            if (entry is { Result: RowResult.Sent, Command: { } command } && await grants.FindOutcome(command, cancellationToken) is null)
            {
                // The book knows that this row spoke, and gives the same command under the same id.
                await matcher.Bring(file, entry, cancellationToken);
            }
        }

        await steps.Send(new StatementRequest(file.Id, StatementStep.Follow, first, Check: 1), null, cancellationToken);
    }
}
