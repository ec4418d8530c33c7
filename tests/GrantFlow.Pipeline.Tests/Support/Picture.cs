using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Versions;
using GrantFlow.Pipeline.Views;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>What a run leaves behind: where its rows and messages are.</summary>
internal sealed record MemoryStorage(MemoryTables Tables, MemoryQueues Queues);

/// <summary>
/// Everything that a run leaves behind, as text to compare: grants, histories, outcomes of commands, ledger, funding lines,
/// lists, the sandbox's book, poison. Moments are left out, since a run that was disturbed took longer.
/// </summary>
internal static partial class Picture
{
    private static readonly CommandId Nobody = CommandId.Derive(GrantId.Derive("nobody"), "nothing");

    /// <param name="run">Come to rest.</param>
    /// <param name="inOrder">Whether the order of a grant's events must be the same as well; payments of several lines may end in any order.</param>
    public static Task<string> Of(PipelineRun run, bool inOrder = true) => run.Look(() =>
    {
        Assert.All(TableNames.All, table => Assert.All(run.Tables.Rows(table), row => Assert.True(RowKinds.Of(table, row) is not null, $"Which kind of row is {table} {row.Partition}/{row.Key}? Name it in RowKinds.")));
        return Of(new MemoryStorage(run.Tables, run.Queues), inOrder);
    });

    /// <summary>The same of storage alone; nothing that is looked at is seen.</summary>
    public static async Task<string> Of(MemoryStorage run, bool inOrder)
    {
        var text = new StringBuilder();
        var rows = run.Tables.Rows(TableNames.Grants).GroupBy(row => row.Partition).ToList();
        var (views, entries) = (run.Tables.Rows(TableNames.Views), run.Tables.Entries().ToLookup(entry => entry.Grant));
        foreach (var own in rows)
        {
            var id = GrantId.Parse(own.Key);
            await Grant(run, id, [.. own], views, entries[id], inOrder, text);
        }

        Ledger(run, inOrder, text);
        await Funding(run, text);
        Sandbox(run, text);
        foreach (var row in run.Tables.Rows(TableNames.Identities))
        {
            text.AppendLine($"identity {row.Partition[..8]} {row.Key} {row.Text("grant")}");
        }

        foreach (var queue in QueueNames.All)
        {
            text.AppendLine($"queue {queue} {await run.Queues.Count(queue, default)}, poison {await run.Queues.Count(QueueNames.Poison(queue), default)}");
        }

        return text.ToString();
    }

    /// <summary>Fails with the lines that differ.</summary>
    public static void AssertSame(string expected, string actual, string when)
    {
        if (expected != actual)
        {
            Assert.Fail(string.Join(Environment.NewLine, [when, .. Missing(expected, actual).Select(line => $"- {line}"), .. Missing(actual, expected).Select(line => $"+ {line}")]));
        }
    }

    private static List<string> Missing(string wanted, string found)
    {
        var missing = wanted.Split(Environment.NewLine).ToList();
        foreach (var line in found.Split(Environment.NewLine))
        {
            missing.Remove(line);
        }

        return missing;
    }

    private static async Task Grant(MemoryStorage run, GrantId id, List<Row> rows, IReadOnlyList<Row> views, IEnumerable<PostedEntry> entries, bool inOrder, StringBuilder text)
    {
        var store = new GrantStore(run.Tables);
        var grant = (await store.Find(id, default))?.Grant;
        if (grant is null)
        {
            text.AppendLine($"grant {id} nothing");
            return;
        }

        var history = await store.History(id, default);
        Assert.Equal(Json(grant), Json(GrantDecider.Replay(history)!));
        Assert.Equal(Enumerable.Range(1, grant.Version), history.Select(happened => happened.Version));
        text.AppendLine($"grant {Told(Json(grant with { SubmittedAt = default, ChangedAt = default, Version = inOrder ? grant.Version : 0 }), inOrder)}");
        // A failure that overtakes the news of being instructed leaves that out.
        AppendSorted(text, history.Where(happened => inOrder || happened is not CashMoved { Trigger: CashTrigger.Instruct }).Select(happened => $"event {Told(Json(inOrder ? happened with { At = default } : happened with { At = default, Version = 0, State = default, Cause = Nobody }), inOrder)}"), sort: !inOrder);

        if (inOrder)
        {
            // Else an answer that another one overtook may be refused.
            AppendSorted(text, rows.Where(row => row.Key.StartsWith("cmd-", StringComparison.Ordinal)).Select(row => $"command {row.Key} {Read<CommandOutcome>(row).Code?.ToString() ?? "accepted"}"));
        }

        await ListedOnce(run, grant, views, text);
        OncePosted([.. rows.Where(row => row.Key.StartsWith("jnl-", StringComparison.Ordinal)).Select(Read<PostedEntry>)], [.. entries]);
    }

    /// <summary>Every entry of the journal is in the ledger once, as it is or on a later day, where its own was sealed before it came.</summary>
    private static void OncePosted(List<PostedEntry> journal, List<PostedEntry> ledger)
    {
        Assert.Equal(journal.Select(entry => entry.Id).Order(StringComparer.Ordinal), ledger.Select(entry => entry.Id).Order(StringComparer.Ordinal));
        foreach (var (own, posted) in journal.Join(ledger, entry => entry.Id, entry => entry.Id, (own, posted) => (own, posted)))
        {
            Assert.True(posted.PostedOn >= own.PostedOn, $"{own.Id} is posted on {posted.PostedOn}, before its day.");
            Assert.Equal(Json(own), Json(posted with { PostedOn = own.PostedOn, LateFor = own.LateFor }));
        }
    }

    /// <summary>One row with its office, one in each list it stands in beside, all as the grant stands.</summary>
    private static async Task ListedOnce(MemoryStorage run, Grant grant, IReadOnlyList<Row> views, StringBuilder text)
    {
        var expected = GrantSummary.Of(grant);
        var rows = views.Where(row => row.Key.StartsWith(grant.Id.Value, StringComparison.Ordinal)).ToList();
        // A change that reads alike is not listed anew: the day it is due on is that of the line that is shown.
        var shown = Read<GrantSummary>(Assert.Single(rows, row => row.Key == grant.Id.Value && row.Partition == $"office|{expected.Office}"));
        Assert.Equal(Lists(shown).Order(StringComparer.Ordinal), rows.Select(row => row.Partition).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.True(Read<GrantSummary>(row).ReadsLike(expected), $"{row.Partition}: {row.Text("data")} is not {expected}"));

        var list = new GrantList(new GrantListStore(run.Tables, new DueDays(run.Tables, TimeProvider.System)));
        foreach (var filter in new GrantFilter[] { new(expected.State, null, null, null), new(null, expected.Office, null, null), new(null, null, null, null) })
        {
            var page = await list.Page(filter, GrantList.MaxPage, null, default);
            Assert.Single(page.Grants, one => one.Grant == grant.Id);
        }

        text.AppendLine($"listed {expected.State} {expected.Next} {expected.Amount}");
    }

    private static IEnumerable<string> Lists(GrantSummary line) => new[]
    {
        $"office|{line.Office}",
        $"state|{line.State}",
        line.LookAgainOn is { } due && DateOnly.FromDateTime(line.ChangedAt.UtcDateTime) is var changed ? $"due|{(due > changed ? due : changed):O}" : null,
        line.Escalated is null ? null : "escalated",
        line.Repairs is null ? null : "repairs",
        line.Deputy is { } deputy ? $"office|{deputy}" : null,
    }.OfType<string>();

    private static void Ledger(MemoryStorage run, bool inOrder, StringBuilder text)
    {
        var entries = run.Tables.Entries().ToList();
        Assert.Equal(entries.Count, entries.Select(entry => entry.Id).Distinct().Count());
        AppendSorted(text, entries.Select(entry => $"entry {(inOrder ? entry.Id : "")} {entry.Kind} {entry.Grant} {entry.Line} {string.Join(", ", entry.Postings.Select(one => $"{one.Side} {one.Account} {one.Amount}"))}"));

        var balances = Balances(entries);
        AppendSorted(text, balances.Select(balance => $"account {balance.Key} {balance.Value}"));
        Assert.Equal(0, balances.Values.Sum());

        // What the provider's own book says was paid, and not sent back, is what ours says was spent in cash.
        var paid = Book(run).Where(payment => payment.Outcome == PaymentOutcome.Settled).Sum(payment => payment.Amount.Minor);
        Assert.Equal(paid, balances.GetValueOrDefault(Account.SpentCash));
    }

    private static async Task Funding(MemoryStorage run, StringBuilder text)
    {
        var entries = run.Tables.Entries().ToList();
        foreach (var line in entries.Select(entry => World.Catalogue.Find(entry.FundingLine, entry.PostedOn)!).Distinct().OrderBy(line => line.Id.Value, StringComparer.Ordinal))
        {
            var (held, settled, persons) = await new FundingStore(run.Tables).Balance(line, Currency.Eur, default);
            var own = Balances(entries.Where(entry => entry.FundingLine == line.Id));
            Assert.Equal(held.Minor, Sum(own, Account.Committed, Account.PayableInKind, Account.PayableCash, Account.InTransit));
            Assert.Equal(settled.Minor, Sum(own, Account.SpentInKind, Account.SpentCash, Account.Returned, Account.ExchangeDifference));
            Assert.True(line.Amount is not { } most || held + settled <= most, $"{line.Id} holds {held} and has spent {settled}; there are {line.Amount}.");
            // Who finds the quota cut keeps the place; none is given above it.
            var quota = World.Catalogue.Versions[line.Id.Programme].Max(rules => rules.PersonQuota ?? int.MaxValue);
            Assert.True(persons <= quota, $"{line.Id} has {persons} persons; the quota is {quota}.");
            // What the rules say that the line holds was posted, and nothing but what is free is left of it.
            Assert.Equal(-(line.Amount?.Minor ?? 0), own.GetValueOrDefault(Account.Agreed));
            text.AppendLine($"funding {line.Id} held {held}, settled {settled}, {persons} persons");
        }

        AppendSorted(text, run.Tables.Rows(TableNames.Funding).Where(row => row.Key.StartsWith("res-", StringComparison.Ordinal))
            .Select(row => $"reservation {row.Partition} {row.Key} {row.Number("held")} {row.Number("settled")} {row.Values["ended"]} {row.Text("refused")}"));
    }

    private static void Sandbox(MemoryStorage run, StringBuilder text) =>
        AppendSorted(text, run.Tables.Rows(TableNames.Sandbox).Select(row => $"sandbox {row.Partition} {SandboxPayment.From(row)}"));

    private static IEnumerable<SandboxPayment> Book(MemoryStorage run) => run.Tables.Rows(TableNames.Sandbox).Select(SandboxPayment.From);

    private static Dictionary<Account, long> Balances(IEnumerable<PostedEntry> entries) => entries
        .SelectMany(entry => entry.Postings)
        .GroupBy(posting => posting.Account)
        .ToDictionary(group => group.Key, group => group.Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor));

    private static long Sum(Dictionary<Account, long> balances, params Account[] accounts) => accounts.Sum(account => balances.GetValueOrDefault(account));

    private static void AppendSorted(StringBuilder text, IEnumerable<string> lines, bool sort = true)
    {
        foreach (var line in sort ? lines.Order(StringComparer.Ordinal) : lines)
        {
            text.AppendLine(line);
        }
    }

    /// <summary>The number of an entry is that of its event.</summary>
    private static string Told(string json, bool inOrder) => inOrder ? json : EntryNumber().Replace(json, "$1-n\"");

    [GeneratedRegex("(\"(?:entry|posted|commitment)\":\"[^\"]+?)-[0-9]{4}-[0-9]+\"")]
    private static partial Regex EntryNumber();

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, GrantJson.Options);

    private static T Read<T>(Row row) => JsonSerializer.Deserialize<T>(row.Text("data")!, GrantJson.Options)!;
}
