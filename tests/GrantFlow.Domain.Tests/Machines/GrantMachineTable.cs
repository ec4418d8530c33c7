using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>
/// Where every trigger leads, written down a second time, by hand. What is not in the table is refused. A state of
/// <c>open</c> stands for every state before Disbursing; <c>*held</c> is the state a hold goes back to, <c>*same</c> the state itself.
/// </summary>
internal static class GrantMachineTable
{
    private const string Table = """
        state                  | trigger          | condition                   | next
        Submitted              | StartScreening   | always                      | Screening
        Screening              | PassScreening    | always                      | AwaitingApproval
        Screening              | FlagScreening    | always                      | NeedsAdjudication
        Screening              | FailScreening    | always                      | Rejected
        NeedsAdjudication      | ClearDuplicate   | always                      | AwaitingApproval
        NeedsAdjudication      | ConfirmDuplicate | always                      | Rejected
        NeedsAdjudication      | Reject           | always                      | Rejected
        AwaitingApproval       | Approve          | a second approval is needed | AwaitingSecondApproval
        AwaitingApproval       | Approve          | one approval is enough      | Approved
        AwaitingApproval       | Reject           | always                      | Rejected
        AwaitingApproval       | Return           | always                      | Submitted
        AwaitingSecondApproval | Approve          | always                      | Approved
        AwaitingSecondApproval | Reject           | always                      | Rejected
        AwaitingSecondApproval | Return           | always                      | Submitted
        Approved               | ReserveFunds     | always                      | AwaitingVerification
        Approved               | RefuseFunds      | always                      | AwaitingApproval
        Approved               | Depart           | always                      | Approved
        AwaitingVerification   | Depart           | always                      | AwaitingVerification
        AwaitingVerification   | Verify           | always                      | Verified
        AwaitingVerification   | Cancel           | always                      | Cancelled
        Verified               | ConfirmSplit     | always                      | Disbursing
        Verified               | Cancel           | always                      | Cancelled
        AwaitingVerification   | ChangePlan       | always                      | AwaitingVerification
        Verified               | ChangePlan       | always                      | Verified
        Disbursing             | ChangePlan       | open, not withdrawn         | Disbursing
        Disbursing             | ChangePlan       | done, not withdrawn         | Completed
        Disbursing             | MoveLine         | lines are open              | Disbursing
        Disbursing             | MoveLine         | done, something was spent   | Completed
        Disbursing             | MoveLine         | done, not withdrawn         | Completed
        Disbursing             | MoveLine         | done, withdrawn, all unspent| Withdrawn
        Disbursing             | Withdraw         | lines are open              | Disbursing
        Disbursing             | Withdraw         | done, something was spent   | Completed
        Disbursing             | Withdraw         | done, not withdrawn         | Completed
        Disbursing             | Withdraw         | done, withdrawn, all unspent| Withdrawn
        Completed              | MoveLine         | every line is done          | Completed
        Completed              | MoveLine         | lines are open              | Disbursing
        Completed              | Close            | always                      | Closed
        Rejected               | Appeal           | always                      | UnderAppeal
        UnderAppeal            | UpholdRejection  | always                      | Rejected
        UnderAppeal            | AllowAppeal      | always                      | Screening
        UnderAppeal            | Withdraw         | always                      | Withdrawn
        UnderAppeal            | Refer            | always                      | Referred
        open                   | Withdraw         | always                      | Withdrawn
        open                   | Refer            | always                      | Referred
        open                   | Expire           | always                      | Expired
        open                   | LeaveHousehold   | always                      | *same
        open                   | Hold             | always                      | OnHold
        Disbursing             | Hold             | always                      | OnHold
        OnHold                 | Resume           | always                      | *held
        """;

    private static readonly GrantState[] Open =
    [
        GrantState.Submitted, GrantState.Screening, GrantState.NeedsAdjudication, GrantState.AwaitingApproval,
        GrantState.AwaitingSecondApproval, GrantState.Approved, GrantState.AwaitingVerification, GrantState.Verified,
    ];

    private static readonly Dictionary<string, Func<GrantFacts, bool>> Conditions = new()
    {
        ["always"] = _ => true,
        ["a second approval is needed"] = facts => facts.SecondApprovalNeeded,
        ["one approval is enough"] = facts => !facts.SecondApprovalNeeded,
        ["lines are open"] = facts => !facts.LinesDone,
        ["every line is done"] = facts => facts.LinesDone,
        ["open, not withdrawn"] = facts => !facts.LinesDone && !facts.Withdrawing,
        ["done, something was spent"] = facts => facts.LinesDone && facts.AnythingSpent && facts.Withdrawing,
        ["done, not withdrawn"] = facts => facts.LinesDone && !facts.Withdrawing,
        ["done, withdrawn, all unspent"] = facts => facts.LinesDone && facts.Withdrawing && !facts.AnythingSpent,
    };

    private static readonly ILookup<(GrantState, GrantTrigger), (string Condition, string Next)> Lines = TextTable.Rows(Table)
        .SelectMany(row => States(row[0]).Select(state => (Key: (state, Enum.Parse<GrantTrigger>(row[1])), Then: (row[2], row[3]))))
        .ToLookup(line => line.Key, line => line.Then);

    /// <summary>Where the table says the trigger leads; null when it is refused.</summary>
    public static GrantState? Next(GrantState state, GrantTrigger trigger, GrantFacts facts) =>
        Lines[(state, trigger)].Where(line => Conditions[line.Condition](facts)).ToList() switch
        {
            [] => null,
            [var line] => line.Next switch { "*held" => facts.HeldFrom, "*same" => state, _ => Enum.Parse<GrantState>(line.Next) },
            _ => throw new InvalidOperationException($"The table says two things about {trigger} at {state} with {facts}."),
        };

    private static GrantState[] States(string name) => name == "open" ? Open : [Enum.Parse<GrantState>(name)];
}
