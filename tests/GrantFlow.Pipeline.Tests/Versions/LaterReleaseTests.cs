using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Pipeline.Tests.Versions;

/// <summary>What a host does with rows and messages of a later release: it leaves them for a newer one, and writes over nothing.</summary>
public sealed class LaterReleaseTests
{
    private const string Secret = "Mustafa";

    private static readonly string Good = SampleMessages.Today["grantflow.command.approve-grant"];

    public static TheoryData<string> LaterMessages() =>
    [
        Of(Good, message => message["version"] = 2),
        Of(Good, message => message[Secret] = 1),
        Of(Good, message => message["body"]![Secret] = 1),
        Of(Good, message => message["body"]!["$type"] = Secret),
        Of(Good, message => message["body"]!["actor"]!["role"] = Secret),
        Of(Good, message => message["body"]!["actor"]![Secret] = Secret),
    ];

    /// <summary>What a later release may have written into a grant.</summary>
    public static TheoryData<string> LaterGrants() => ["member", "member of a line", "state", "kind of a line", "version"];

    [Theory]
    [MemberData(nameof(LaterMessages))]
    public void A_message_of_a_later_release_is_no_broken_one_and_nobody_is_told_what_it_holds(string text)
    {
        var failure = Assert.Throws<LaterReleaseException>(() => MessageText.Read<GrantCommand>(text));
        Assert.EndsWith("not known here. Deploy the newer host, then redrive.", failure.Message.Replace("; 1 is.", ".", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Where_a_message_is_not_understood_is_said_by_names_of_our_own()
    {
        Assert.StartsWith("The grantflow.command holds something under body.actor.role that", Why(message => message["body"]!["actor"]!["role"] = Secret), StringComparison.Ordinal);
        Assert.StartsWith("The grantflow.command holds something under body that", Why(message => message["body"]!["$type"] = Secret), StringComparison.Ordinal);
        Assert.StartsWith("The grantflow.command holds something under the whole of it that", Why(message => message[Secret] = Secret), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_a_later_release_waits_longer_and_longer_for_a_day_and_then_for_a_person()
    {
        var run = new PipelineRun();
        var text = Of(Good, message =>
        {
            message["version"] = 2;
            message["time"] = run.Time.GetUtcNow().ToString("O");
        });
        var (patience, notes) = (run.Get<OutagePatience>(), run.Get<FailureNotes>());
        var waits = new List<double>();
        while (run.Queues.NextVisible() is null)
        {
            try
            {
                await notes.Handle(QueueNames.Commands, text, () => patience.Handle(QueueNames.Commands, text, () => run.Process(QueueNames.Commands, text), default), default);
            }
            catch (LaterReleaseException)
            {
                break;
            }

            waits.Add((run.Queues.NextVisible()!.Value - run.Time.GetUtcNow()).TotalSeconds);
            run.Time.AdvanceTo(run.Queues.NextVisible()!.Value);
            var taken = Assert.Single(await run.Queues.Receive(QueueNames.Commands, 32, TimeSpan.FromMinutes(1), default));
            Assert.Equal(text, taken.Body);
            await run.Queues.Delete(QueueNames.Commands, taken.Id, taken.PopReceipt, default);
        }

        Assert.Equal([2, 2, 4, 8, 16, 32, 64, 128, 256], waits.Take(9));
        Assert.InRange(waits.Sum(), TimeSpan.FromDays(1).TotalSeconds, TimeSpan.FromDays(1).TotalSeconds + 300);
        Assert.Equal("Version 2 of grantflow.command is not known here; 1 is. Deploy the newer host, then redrive.", Assert.Single(run.Tables.Rows(TableNames.Attention)).Text("why"));
        Assert.Single(run.Log.All, line => line.Contains("A newer host does not answer", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(LaterGrants))]
    public async Task A_grant_of_a_later_release_is_neither_decided_on_nor_written_over(string what)
    {
        var run = new PipelineRun();
        var one = new Case("One");
        await run.Do(one.Submit(), one.Approve(1_500), one.Verify(), one.Split(Case.Goods(1_000), Case.Cash(500)));
        await run.Finish();
        var known = await Change(run, one, what);
        var before = run.Tables.Rows(TableNames.Grants);

        await Assert.ThrowsAsync<LaterReleaseException>(() => run.Pass(one.Hold()));
        await Assert.ThrowsAsync<LaterReleaseException>(() => run.Process(QueueNames.Commands, MessageText.Write(one.Id("hold").Value, "", one.Grant, run.Time.GetUtcNow(), one.Hold().Command)));
        await Assert.ThrowsAsync<LaterReleaseException>(() => run.Get<GrantStore>().Find(one.Grant, default));
        Assert.Equal(Text(before), Text(run.Tables.Rows(TableNames.Grants)));

        // The newer host: here, one that knows it.
        await Put(run, one, known);
        await run.Do(one.Hold());
        Assert.Equal(GrantState.OnHold, (await run.Get<GrantStore>().Find(one.Grant, default))!.Grant.State);
    }

    [Fact]
    public async Task A_grant_of_a_later_release_holds_up_nobody_elses_outbox_or_questions()
    {
        var run = new PipelineRun();
        var (one, two) = (new Case("One"), new Case("Two"));
        await run.Do(one.Submit(), two.Submit());
        await run.Finish();
        await Change(run, one, "state");
        foreach (var grant in new[] { one, two })
        {
            var text = MessageText.Write("m-1", "c-1", grant.Grant, run.Time.GetUtcNow(), new Pipeline.Screening.ScreeningRequest(grant.Grant, grant.Person, World.Calais));
            await run.Tables.Commit(TableNames.Grants, [new Pipeline.Dispatch.OutboxRow("out-0000000000000000-01", QueueNames.Screening, text).ToAdd(grant.Grant.Value, run.Time.GetUtcNow())], default);
            await run.Get<Pipeline.Waiting.WaitingStore>().Add(new Pipeline.Waiting.WaitingMessage(grant.Grant, "screening", QueueNames.Screening, text, run.Time.GetUtcNow(), 0), run.Time.GetUtcNow(), default);
        }

        await run.Sweep();
        Assert.Equal([one.Grant.Value], run.Tables.Rows(TableNames.Grants).Where(row => row.Key.StartsWith("out-", StringComparison.Ordinal)).Select(row => row.Partition));
        await run.Get<Pipeline.Waiting.WaitingWatch>().Tick(default);
        Assert.Equal([one.Grant.Value], run.Tables.Rows(TableNames.Attention).Where(row => row.Partition == "waiting").Select(row => GrantRows.Read<Pipeline.Waiting.WaitingMessage>(row).Grant.Value).Distinct());
    }

    [Fact]
    public async Task A_grant_that_is_broken_is_not_taken_for_one_of_a_later_release()
    {
        var run = new PipelineRun();
        var one = new Case("One");
        await run.Do(one.Submit());
        var row = (await run.Tables.Find(TableNames.Grants, one.Grant.Value, GrantRows.State, default))!;
        await Put(run, one, new Dictionary<string, object>(row.Values) { ["data"] = row.Text("data")!.Replace("\"version\":", "\"version\":\"x\",\"v\":", StringComparison.Ordinal)[..^4] });
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => run.Get<GrantStore>().Find(one.Grant, default));
    }

    [Fact]
    public async Task A_row_without_json_of_a_later_release_is_not_written_over()
    {
        var run = new PipelineRun();
        var one = new Case("One");
        await run.Do(one.Submit());
        var shards = run.Tables.Rows(TableNames.Funding);
        await run.Do(one.Approve(1_500));
        var balance = run.Tables.Rows(TableNames.Funding).First(row => row.Key == "balance" && shards.All(other => other.ETag != row.ETag));
        await run.Tables.Commit(TableNames.Funding, [RowChange.Replace(balance, new Dictionary<string, object>(balance.Values) { [RowVersion.Property] = RowVersion.Present + 1, ["later"] = 7 })], default);
        await run.Send(one.Withdraw());
        await Assert.ThrowsAsync<LaterReleaseException>(async () =>
        {
            foreach (var body in (await run.Bodies(QueueNames.Commands)).ToList())
            {
                await run.Process(QueueNames.Commands, body);
            }

            foreach (var body in (await run.Bodies(QueueNames.Funding)).ToList())
            {
                await run.Process(QueueNames.Funding, body);
            }
        });
        var after = run.Tables.Rows(TableNames.Funding).Single(row => row.Partition == balance.Partition && row.Key == balance.Key);
        Assert.Equal(7L, after.Number("later"));
        Assert.Equal(balance.Number("held"), after.Number("held"));
    }

    private static async Task<IReadOnlyDictionary<string, object>> Change(PipelineRun run, Case one, string what)
    {
        var row = (await run.Tables.Find(TableNames.Grants, one.Grant.Value, GrantRows.State, default))!;
        var values = new Dictionary<string, object>(row.Values);
        values["data"] = Of(row.Text("data")!, grant =>
        {
            switch (what)
            {
                case "member":
                    grant[Secret] = 1;
                    break;
                case "member of a line":
                    grant["lines"]![0]![Secret] = 1;
                    break;
                case "state":
                    grant["state"] = Secret;
                    break;
                case "kind of a line":
                    grant["lines"]![1]!["$type"] = Secret;
                    break;
                default:
                    values[RowVersion.Property] = RowVersion.Present + 1;
                    break;
            }
        });
        await Put(run, one, values);
        return row.Values;
    }

    private static async Task Put(PipelineRun run, Case one, IReadOnlyDictionary<string, object> values) =>
        await run.Tables.Commit(TableNames.Grants, [RowChange.Upsert(one.Grant.Value, GrantRows.State, values)], default);

    private static IEnumerable<string> Text(IEnumerable<Row> rows) => rows.Select(row => $"{row.Partition}/{row.Key} {row.ETag} {string.Join(", ", row.Values)}");

    private static string Why(Action<JsonObject> change) => Assert.Throws<LaterReleaseException>(() => MessageText.Read<GrantCommand>(Of(Good, change))).Message;

    private static string Of(string json, Action<JsonObject> change)
    {
        var message = JsonNode.Parse(json)!.AsObject();
        change(message);
        return message.ToJsonString();
    }
}
