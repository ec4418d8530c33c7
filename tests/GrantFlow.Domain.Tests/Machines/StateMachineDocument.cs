using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>Draws the machines, as they were explored, for people: Mermaid diagrams and tables.</summary>
internal static class StateMachineDocument
{
    /// <summary>Which commands pull a trigger, by stored name. Held against what random walks do.</summary>
    private const string CommandTable = """
        trigger          | commands                                             | who
        StartScreening   | submit-grant, amend-grant                            | intake
        PassScreening    | record-screening                                     | the pipeline
        FlagScreening    | record-screening                                     | the pipeline
        FailScreening    | record-screening                                     | the pipeline
        ClearDuplicate   | adjudicate-duplicate                                 | officer
        ConfirmDuplicate | adjudicate-duplicate                                 | officer
        Approve          | approve-grant                                        | officer
        Reject           | reject-grant                                         | officer
        Return           | return-grant                                         | officer
        Refer            | refer-grant                                          | officer
        ReserveFunds     | record-funding                                       | the pipeline
        RefuseFunds      | record-funding                                       | the pipeline
        Depart           | confirm-departure                                    | intake, officer, the pipeline
        Verify           | verify-arrival                                       | country office
        Cancel           | cancel-grant                                         | country office, officer
        ConfirmSplit     | confirm-split                                        | country office
        ChangePlan       | change-plan, call-off-line, approve-plan, reject-plan | country office, officer
        MoveLine         | confirm-split, change-plan, call-off-line, approve-plan, confirm-delivery, dispute-delivery, reorder-line, settle-in-kind, release-payouts, record-payment, reroute-payout, retry-payout, give-back-return, resolve-payment, confirm-cash-desk | country office, officer, finance, the pipeline
        Withdraw         | withdraw-grant                                       | intake
        Expire           | check-deadlines, expire-grant                        | the pipeline
        Hold             | hold-grant                                           | officer
        Resume           | resume-grant                                         | officer
        Close            | close-grant                                          | finance
        Appeal           | appeal-rejection                                     | intake
        UpholdRejection  | decide-appeal                                        | officer
        AllowAppeal      | decide-appeal                                        | officer
        LeaveHousehold   | leave-household                                      | intake, officer
        """;

    private const string InKindCommandTable = """
        trigger | commands                            | who
        Order   | confirm-split, change-plan, approve-plan, reorder-line | country office, officer
        Deliver | confirm-delivery                    | country office
        Accept  | confirm-delivery                    | country office
        Dispute | dispute-delivery                    | country office
        Settle  | settle-in-kind                      | finance
        Cancel  | withdraw-grant, dispute-delivery    | intake, country office
        """;

    private const string CashCommandTable = """
        trigger  | commands                        | who
        FallDue  | confirm-split, change-plan, call-off-line, approve-plan, confirm-delivery | country office, officer
        Release  | release-payouts                 | finance
        Instruct | record-payment, confirm-cash-desk | the pipeline, country office
        Settle   | record-payment, resolve-payment, confirm-cash-desk | the pipeline, finance, country office
        Fail     | record-payment, resolve-payment | the pipeline, finance
        Return   | record-payment, resolve-payment | the pipeline, finance
        Doubt    | record-payment                  | the pipeline
        SettleLate | record-payment, resolve-payment | the pipeline, finance
        Reroute  | reroute-payout                  | country office
        Retry    | retry-payout                    | finance
        GiveBack | give-back-return                | finance
        Cancel   | withdraw-grant, record-payment, resolve-payment | intake, the pipeline, finance
        """;

    /// <summary>Which steps of finance, or which ends of its lines, pull a trigger of a batch. Held against what each of them does.</summary>
    private const string BatchStepTable = """
        trigger    | what                                                           | who
        Release    | the last signature that the total needs                        | finance, not the drafter, nor who had a part in a grant
        Send       | the file was handed over; or every line is with wallet or desk | finance; the pipeline
        SettleSome | somebody has the money, somebody else not or not yet           | the pipeline
        SettleAll  | everybody whose grant let the money go has it                  | the pipeline
        Fail       | nothing is under way, and nobody has the money                 | the pipeline
        Cancel     | called off before it was released                              | finance
        """;

    /// <summary>What finance does with a period. Held against what each of them decides.</summary>
    private const string PeriodStepTable = """
        trigger         | what                                                                          | who
        SoftClose       | the month has begun                                                           | finance, with a reason
        UndoSoftClose   | no later month is closed                                                      | finance, with a reason
        Close           | the month is over and sealed, and no earlier month that has entries is open   | finance, with a reason
        AskReopening    | no later month is closed                                                      | finance, with a reason
        AgreeReopening  | no later month is closed                                                      | finance, not who asked
        RejectReopening | at any time                                                                   | finance, also who asked, with a reason
        """;

    public static IReadOnlyList<(string Trigger, string What, string Who)> PeriodSteps { get; } =
        [.. TextTable.Rows(PeriodStepTable).Select(row => (row[0], row[1], row[2]))];

    public static IReadOnlyList<(string Trigger, string What, string Who)> BatchSteps { get; } =
        [.. TextTable.Rows(BatchStepTable).Select(row => (row[0], row[1], row[2]))];

    public static IReadOnlyList<(string Trigger, string[] Commands, string Who)> GrantCommands { get; } = Commands(CommandTable);

    public static IReadOnlyList<(string Trigger, string[] Commands, string Who)> InKindCommands { get; } = Commands(InKindCommandTable);

    public static IReadOnlyList<(string Trigger, string[] Commands, string Who)> CashCommands { get; } = Commands(CashCommandTable);

    public static string Write()
    {
        var grant = MachineGraph.Grant;
        var resume = grant.Arrows.Where(arrow => arrow.Trigger == nameof(GrantTrigger.Resume)).ToList();
        // Ways out that lead from every state before Disbursing would hide the way itself: they get a picture of their own.
        var open = GrantMachine.BeforeDisbursing.Select(state => state.ToString()).ToHashSet();
        var wide = grant.Arrows.Except(resume).GroupBy(arrow => (arrow.Trigger, arrow.To)).Where(group => open.IsSubsetOf(group.Select(arrow => arrow.From))).ToList();
        var aside = wide.SelectMany(group => group).Where(arrow => open.Contains(arrow.From) || arrow.Trigger == nameof(GrantTrigger.Hold)).Concat(resume).ToHashSet();

        var text = new StringBuilder("""
            # The state machines

            This file is written by the tests of `GrantFlow.Domain`: they try every trigger at every state with every combination of facts, and draw what happens. What is
            not drawn is refused.

            A trigger says where a grant or a line goes. Who may pull it, and with what, is decided by the command's own file in `src/GrantFlow.Domain/`.

            ## The grant

            The way of a grant, without the ways out that exist everywhere:


            """.ReplaceLineEndings("\n"));
        Diagram(text, grant, grant.Arrows.Where(arrow => !aside.Contains(arrow)));

        text.Append("\nWays out of every state before `Disbursing`, and the hold, which goes back to where it came from:\n\n");
        Ways(text, open, wide.Select(group => (group.Key.Trigger, group.Key.To, Beside: group.Where(aside.Contains).Select(arrow => arrow.From).Where(from => !open.Contains(from)).ToList())), resume);

        text.Append("\n### Every transition of a grant\n\n| from | trigger | when | to |\n|---|---|---|---|\n");
        foreach (var arrow in grant.Arrows.Where(arrow => arrow.Trigger != nameof(GrantTrigger.Resume)))
            text.Append($"| {arrow.From} | {arrow.Trigger} | {arrow.When} | {arrow.To} |\n");
        text.Append($"| {nameof(GrantState.OnHold)} | {nameof(GrantTrigger.Resume)} | | where it was held |\n");

        text.Append("""

            On hold, what is asked of people waits. A withdrawal, a referral, a departure, a member who leaves the household, and the answers of screening, funding line and
            payment provider go on underneath: they may move the state the hold goes back to, or end the grant.

            ### What pulls a trigger of the grant


            """.ReplaceLineEndings("\n"));
        Pulls(text, GrantCommands);

        text.Append("\n## A line in kind\n\n");
        Diagram(text, MachineGraph.InKind, MachineGraph.InKind.Arrows);
        text.Append('\n');
        Pulls(text, InKindCommands);

        text.Append("\n## A cash line\n\n");
        Diagram(text, MachineGraph.Cash, MachineGraph.Cash.Arrows);
        text.Append("\n`Paid` ends the line's work, not its way: a provider can still send the money back, also after the grant was closed. What came back is paid again on a new route, or given back to the funding line. `Unknown` stands still until the provider says what became of the payment: nothing is put in its place.\n\n");
        Pulls(text, CashCommands);

        text.Append("\n## A payment batch\n\n");
        Diagram(text, MachineGraph.Batch, MachineGraph.Batch.Arrows);
        text.Append("\nOnly a draft can be changed: lines are taken out of it, which voids its signatures and moves nothing. A released batch stays as it was signed; its lines move it, and a late answer or money that comes back moves it again. What failed is paid by another batch.\n\n");
        text.Append("| trigger | when | who |\n|---|---|---|\n");
        foreach (var (trigger, what, who) in BatchSteps)
            text.Append($"| {trigger} | {what} | {who} |\n");

        text.Append("\n## A period of the books\n\n");
        Diagram(text, MachineGraph.Period, MachineGraph.Period.Arrows);
        text.Append("\nWhat is done holds from a later ledger day on, see [periods](periods.md). While a reopening is asked for, the month is as closed as before. A closed month closes all before it; a reopened one is soft-closed: it takes what was decided before it was first soft-closed or closed, and nothing new.\n\n");
        text.Append("| trigger | when | who |\n|---|---|---|\n");
        foreach (var (trigger, what, who) in PeriodSteps)
            text.Append($"| {trigger} | {what} | {who} |\n");
        return text.ToString();
    }

    private static void Diagram(StringBuilder text, MachineGraph graph, IEnumerable<Arrow> arrows)
    {
        text.Append("```mermaid\nstateDiagram-v2\n");
        text.Append($"    [*] --> {graph.Start}\n");
        var drawn = arrows.ToList();
        foreach (var arrow in drawn)
            text.Append($"    {arrow.From} --> {arrow.To} : {arrow.Trigger}{(arrow.When == "" ? "" : $" when {arrow.When}")}\n");
        foreach (var end in graph.Final.Where(end => drawn.Any(arrow => arrow.To == end)))
            text.Append($"    {end} --> [*]\n");
        text.Append("```\n");
    }

    private static void Ways(StringBuilder text, HashSet<string> open, IEnumerable<(string Trigger, string To, List<string> Beside)> wide, List<Arrow> resume)
    {
        text.Append("```mermaid\nstateDiagram-v2\n    state \"before Disbursing\" as Open {\n");
        foreach (var state in GrantMachine.BeforeDisbursing)
            text.Append($"        {state}\n");
        text.Append("    }\n");
        foreach (var (trigger, to, beside) in wide)
        {
            text.Append($"    Open --> {to} : {trigger}\n");
            foreach (var from in beside)
                text.Append($"    {from} --> {to} : {trigger}\n");
        }

        foreach (var back in resume.Select(arrow => open.Contains(arrow.To) ? "Open" : arrow.To).Distinct())
            text.Append($"    {nameof(GrantState.OnHold)} --> {back} : {nameof(GrantTrigger.Resume)} to where it was\n");
        text.Append("```\n");
    }

    private static void Pulls(StringBuilder text, IReadOnlyList<(string Trigger, string[] Commands, string Who)> rows)
    {
        text.Append("| trigger | command | who |\n|---|---|---|\n");
        foreach (var (trigger, commands, who) in rows)
            text.Append($"| {trigger} | {string.Join(", ", commands.Select(command => $"`{command}`"))} | {who} |\n");
    }

    private static (string, string[], string)[] Commands(string table) =>
        [.. TextTable.Rows(table).Select(row => (row[0], row[1].Split(',', StringSplitOptions.TrimEntries), row[2]))];
}
