using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>The largest grants there can be fit into storage; what does not fit is named before anything is stored.</summary>
public sealed class LimitTests
{
    private readonly PipelineRun _run = new();
    private readonly Case _one = new("One");

    [Theory]
    [InlineData("ی")]
    [InlineData("\"")]
    [InlineData("ሰ")]
    [InlineData("😀")]
    [InlineData("\u2028")]
    public async Task Twenty_lines_with_the_longest_texts_go_all_the_way(string letter)
    {
        var parts = Enumerable.Range(0, 20).Select(_ => new SplitPart(LineKind.Goods, World.Eur(100), Text(letter, 200), Text(letter, 100))).ToArray();
        await _run.Do(_one.Submit(), _one.Approve(2_000), _one.Verify(), _one.Split(parts));
        for (var line = 1; line <= 20; line++)
        {
            await _run.Do(new Ask(((ConfirmDelivery)_one.Deliver(line).Command) with { Evidence = new(Text(letter, 100), new string('a', 64), _one.ReturnOn) }));
            await _run.Do(new Ask(((Domain.Payout.SettleInKind)_one.SettleInKind(line).Command) with { Invoice = $"{Text(letter, 98)}{line:D2}" }));
        }

        await _run.Do(_one.Close());
        Assert.Empty(_run.Failures);
        var grant = (await _run.Get<GrantStore>().Find(_one.Grant, default))!.Grant;
        Assert.Equal(GrantState.Closed, grant.State);
        Assert.All(grant.Lines, line => Assert.Equal(Text(letter, 200), ((InKindLine)line).Item));
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("ሰ")]
    [InlineData("\u2028")]
    public async Task Plans_of_twenty_parts_with_the_longest_texts_replace_each_other_until_no_number_is_left(string letter)
    {
        var parts = Enumerable.Range(0, 20).Select(_ => new SplitPart(LineKind.Goods, World.Eur(95), Text(letter, 200), Text(letter, 100))).ToArray();
        await _run.Do(_one.Submit(), _one.Approve(1_900), _one.Verify(), _one.Split(parts));
        foreach (var kind in new[] { LineKind.Service, LineKind.Training, LineKind.WageSubsidy })
        {
            var others = parts.Select(part => part with { Kind = kind }).ToArray();
            await _run.Do(new Ask(((ChangePlan)_one.Plan(1_900, $"{kind}", others).Command) with { Reason = Text(letter, 500) }));
        }

        var withCash = parts.Take(18).Append(Case.Cash(95)).ToArray();
        await _run.Do(new Ask(((ChangePlan)_one.Plan(1_805, "with cash", withCash).Command) with { Reason = Text(letter, 500) }));
        var pending = (await _run.Get<GrantStore>().Find(_one.Grant, default))!.Grant;
        Assert.Equal(19, pending.Pending?.Parts.Count);
        await _run.Do(_one.ApprovePlan(pending.Pending!.Number), _one.Withdraw());

        Assert.Empty(_run.Failures);
        var grant = (await _run.Get<GrantStore>().Find(_one.Grant, default))!.Grant;
        Assert.Equal((GrantState.Withdrawn, 99), (grant.State, grant.Lines.Count));
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task Twenty_payments_released_in_one_command_fit_into_one_commit()
    {
        await _run.Do(_one.Submit(), _one.Approve(2_000), _one.Verify(), _one.Split([.. Enumerable.Repeat(Case.Cash(100), 20)]), _one.Release(), _one.Close());
        Assert.Empty(_run.Failures);
        Assert.Equal(GrantState.Closed, (await _run.Get<GrantStore>().Find(_one.Grant, default))!.Grant.State);
        await _run.Finish();
        await Picture.Of(_run, inOrder: false);
    }

    [Fact]
    public async Task Twenty_lines_called_off_by_a_withdrawal_fit_into_one_commit()
    {
        await _run.Do(_one.Submit(), _one.Approve(2_000), _one.Verify(), _one.Split([.. Enumerable.Repeat(Case.Cash(100), 10), .. Enumerable.Repeat(Case.Goods(100), 10)]), _one.Withdraw());
        Assert.Empty(_run.Failures);
        Assert.Equal(GrantState.Withdrawn, (await _run.Get<GrantStore>().Find(_one.Grant, default))!.Grant.State);
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task A_release_after_which_a_crowd_of_sent_rows_is_to_be_removed_still_fits()
    {
        // Every payment fails and gets a new route; the second release comes with rows of its own to remove.
        var one = _one with { Account = "IQ70NBIQ850123450000001" };
        await _run.Do(one.Submit(), one.Approve(2_000), one.Verify(), one.Split([.. Enumerable.Repeat(Case.Cash(100), 20)]), one.Release());
        for (var line = 1; line <= 20; line++)
        {
            await _run.Do(one.Reroute(line, "IQ67NBIQ850123450004711"));
        }

        await _run.Do(one.Release("release again"), one.Close());
        Assert.Empty(_run.Failures);
        Assert.Equal(GrantState.Closed, (await _run.Get<GrantStore>().Find(one.Grant, default))!.Grant.State);
    }

    [Fact]
    public async Task A_message_over_the_limit_names_the_limit_and_nothing_is_stored()
    {
        await _run.Do(_one.Submit());
        var before = _run.Tables.Rows(TableNames.Grants).Count;
        var endless = new Ask(new Domain.Approval.ReturnGrant(_one.Id("return"), People.Officer, new string('x', 50_000)));
        var failure = await Assert.ThrowsAsync<StorageLimitException>(() => _run.Process(QueueNames.Commands, endless.Text));
        Assert.Contains("a message holds at most 65,536 bytes (64 KiB) as base64", failure.Message, StringComparison.Ordinal);
        Assert.Contains("queue 'views'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, _run.Tables.Rows(TableNames.Grants).Count);
    }

    [Fact]
    public async Task A_transaction_over_the_limit_names_the_limit()
    {
        var rows = Enumerable.Range(0, 101).Select(at => RowChange.Add("p", $"{at:D3}", new Dictionary<string, object>())).ToList();
        var failure = await Assert.ThrowsAsync<StorageLimitException>(() => _run.Tables.Commit(TableNames.Grants, rows, default));
        Assert.StartsWith("Storage limit: a transaction holds at most 100 rows, but 101 were asked for", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reservation_released_and_settled_line_by_line_stays_within_a_row()
    {
        var store = _run.Get<FundingStore>();
        var line = World.LineOf(World.Calais);
        await store.Reserve(line, null, new Reserve(_one.Grant, line.Id, "R", World.Eur(2_000)), default);
        for (var at = 0; at < 99; at++)
        {
            await store.Settle(line, new Settle(_one.Grant, line.Id, "R", World.Eur(10), $"{_one.Grant}-{at:D4}"), default);
            await store.Release(line, new Release(_one.Grant, line.Id, "R", World.Eur(10), $"{_one.Grant}-{at:D4}-L{at:D2}", Ends: false), default);
        }

        Assert.Equal((World.Eur(20), World.Eur(990), 1L), await store.Balance(line, Currency.Eur, default));
    }

    private static string Text(string letter, int characters) => string.Concat(Enumerable.Repeat(letter, characters / letter.Length));
}
