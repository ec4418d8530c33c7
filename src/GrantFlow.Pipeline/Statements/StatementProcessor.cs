using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Statements;

/// <summary>
/// A file's way, step by step: lay out its rows, bring each to its payment, see what the grants said. Every step is safe to take twice; a row that fails does not keep the next
/// ones waiting.
/// </summary>
public sealed class StatementProcessor(StatementStore store, StatementMatcher matcher, RowExpansion expansion, StatementSteps steps, GrantStore grants, IBlobs blobs, ILogger<StatementProcessor> log)
{
    /// <summary>Rows that one step lays out.</summary>
    internal const int RowsPerStep = 2_000;

    private static readonly TimeSpan FirstCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(15);

    /// <summary>Handles one delivery of a step.</summary>
    /// <exception cref="UnreadableMessageException">The message is not a step of a bank's file.</exception>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var request = MessageText.Read<StatementRequest>(text).Body;
        var file = await store.Find(request.File, cancellationToken) ?? throw new InvalidOperationException($"There is no file {request.File}.");
        switch (request.Step)
        {
            case StatementStep.Lay:
                await Lay(file, request.From, cancellationToken);
                break;
            case StatementStep.Match:
                await Each(request, (row, entry) => Match(file, row, entry, cancellationToken), cancellationToken);
                break;
            default:
                await Each(request, (row, entry) => Follow(file, row, entry, cancellationToken), cancellationToken);
                break;
        }
    }

    private async Task Lay(StatementFile file, int from, CancellationToken cancellationToken)
    {
        await using var content = await blobs.Open(ContainerNames.Statements, file.Blob!, cancellationToken) ?? throw new InvalidOperationException($"The content of file {file.Id} is gone.");
        var (handful, last) = (new List<StatementRow>(), 0);
        await foreach (var row in expansion.Rows(content, cancellationToken))
        {
            last = row.Number;
            if (last >= from + RowsPerStep)
            {
                await steps.Send(new StatementRequest(file.Id, StatementStep.Lay, last, Check: 0), null, cancellationToken);
                return;
            }

            if (last < from)
            {
                continue;
            }

            handful.Add(row);
            if (handful.Count == StatementStore.Handful)
            {
                await Lay(file, handful, cancellationToken);
            }
        }

        await Lay(file, handful, cancellationToken);
        await store.Complete(file.Id, last, cancellationToken);
    }

    private async Task Lay(StatementFile file, List<StatementRow> handful, CancellationToken cancellationToken)
    {
        if (handful.Count > 0)
        {
            await store.Lay(file.Id, handful, cancellationToken);
            await store.Count(file.Id, handful[0].Number, cancellationToken);
            await steps.Send(new StatementRequest(file.Id, StatementStep.Match, handful[0].Number, Check: 0), null, cancellationToken);
            handful.Clear();
        }
    }

    /// <summary>Does the step for each row of a handful, counts them, and comes back for those whose grants have not decided.</summary>
    private async Task Each(StatementRequest request, Func<Row, StatementEntry, Task> act, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var (row, entry) in await store.HandfulAt(request.File, request.From, cancellationToken))
        {
            try
            {
                await act(row, entry);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Row {Row} of file {File} failed in {Step}.", entry.Row.Number, request.File, request.Step);
                failures.Add(failure);
            }
        }

        await store.Count(request.File, request.From, cancellationToken);
        if ((await store.HandfulAt(request.File, request.From, cancellationToken)).Any(one => one.Entry.Result == RowResult.Sent))
        {
            var check = request.Step == StatementStep.Follow ? request.Check + 1 : 1;
            await steps.Send(request with { Step = StatementStep.Follow, Check = check }, Delay(check), cancellationToken);
        }

        // One that is followed is looked at again in any case.
        if (failures.Count > 0 && request.Step == StatementStep.Match)
        {
            throw new AggregateException($"{failures.Count} rows of file {request.File} failed; the others went on.", failures);
        }
    }

    private async Task Match(StatementFile file, Row row, StatementEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Result != RowResult.New)
        {
            // Whoever moved it may have died before the list followed.
            await store.TakeOffTheList(file, entry, cancellationToken);
            return;
        }

        await store.Move(file, row, await matcher.Bring(file, entry, cancellationToken), cancellationToken);
    }

    private async Task Follow(StatementFile file, Row row, StatementEntry entry, CancellationToken cancellationToken)
    {
        if (entry is not { Result: RowResult.Sent, Command: { } command } || await grants.FindOutcome(command, cancellationToken) is not { } outcome)
        {
            return;
        }

        await store.Move(file, row, outcome.Code is not { } code ? entry with { Result = RowResult.Applied } : entry with { Result = ResultOf(code), Code = code, Why = outcome.Why }, cancellationToken);
    }

    /// <summary>The grant is elsewhere: that is an order of answers, not a refusal of this one.</summary>
    private static RowResult ResultOf(RefusalCode code) => code switch
    {
        RefusalCode.StaleAttempt or RefusalCode.WrongLineState or RefusalCode.WrongState or RefusalCode.PossibleDoublePayment => RowResult.OutOfOrder,
        RefusalCode.AmountDifferent => RowResult.AmountDifferent,
        _ => RowResult.Refused,
    };

    private static TimeSpan Delay(int check)
    {
        var delay = FirstCheck * Math.Pow(2, Math.Min(check - 1, 12));
        return delay < LongestCheck ? delay : LongestCheck;
    }
}
