using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Tests.Waiting;

/// <summary>Families and bank files whose messages are lost: they come to their end all the same, and people hear of those that do not.</summary>
public sealed class UnfinishedTests
{
    [Fact]
    public async Task Whichever_message_of_a_family_is_lost_every_member_is_taken_in()
    {
        for (var lost = 1; lost <= 6; lost++)
        {
            var losing = new Losing(lost, QueueNames.Households, QueueNames.Commands) { Begins = true };
            var run = new PipelineRun { AtRest = Heal, Around = losing.Around };
            var family = new FamilyCase(new Member("One"), new Member("Two", Domain.Programmes.HouseholdRole.FamilyMember));
            await run.Do(family.Submit());
            foreach (var member in family.Members)
            {
                Assert.Equal(GrantState.AwaitingApproval, (await run.Look(() => run.Get<Commit.GrantStore>().Find(member.Case.Grant, default)))!.Grant.State);
            }
        }
    }

    [Fact]
    public async Task Whichever_message_of_a_bank_file_is_lost_every_row_comes_to_its_grant()
    {
        for (var lost = 1; lost <= 5; lost++)
        {
            var losing = new Losing(lost, QueueNames.Statements, QueueNames.Commands);
            var run = new PipelineRun { Around = losing.Around, Bank = provider => Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<TestBank>(provider) };
            var desk = new Desk(run);
            var (one, two) = (await desk.Paid("One", "IQ98NBIQ850123454711"), await desk.Paid("Two", "001002000008"));
            losing.Begins = true;
            var file = (await desk.Bring(Desk.Debits("D-1", Desk.Order(one), Desk.Order(two)))).File;
            for (var look = 0; look < 3; look++)
            {
                await run.DeliverVisible();
                run.Time.Advance(TimeSpan.FromMinutes(31));
                await run.DeliverVisible();
                await run.Get<UnfinishedWatch>().Tick(default);
            }

            await run.Deliver();
            Assert.Equal((CashState.Paid, CashState.Paid), ((await desk.Line(one)).State, (await desk.Line(two)).State));
            Assert.All(await desk.Rows(file.Id), row => Assert.Equal(Pipeline.Statements.RowResult.Applied, row.Result));
            run.Time.Advance(TimeSpan.FromDays(1));
            await run.Get<UnfinishedWatch>().Tick(default);
            Assert.DoesNotContain(run.Tables.Rows(TableNames.Attention), row => row.Partition == "unfinished");
        }
    }

    [Fact]
    public async Task What_does_not_come_forward_people_hear_of_until_it_does()
    {
        var losing = new Losing(null, QueueNames.Households) { Begins = true };
        var run = new PipelineRun { Around = losing.Around };
        await run.Do(new FamilyCase(new Member("One"), new Member("Two", Domain.Programmes.HouseholdRole.FamilyMember)).Submit());
        for (var look = 0; look < 3; look++)
        {
            run.Time.Advance(TimeSpan.FromMinutes(31));
            Assert.Equal(1, await run.Get<UnfinishedWatch>().Tick(default));
            Assert.Empty(await run.Get<UnfinishedStore>().Standing(50, default));
        }

        run.Time.Advance(TimeSpan.FromMinutes(31));
        await run.Get<UnfinishedWatch>().Tick(default);
        var standing = Assert.Single(await run.Get<UnfinishedStore>().Standing(50, default));
        Assert.Equal((WorkKind.Family, 4), (standing.Kind, standing.Asked));

        losing.Begins = false;
        run.Time.Advance(TimeSpan.FromMinutes(61));
        await run.Get<UnfinishedWatch>().Tick(default);
        await run.Deliver();
        run.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(0, await run.Get<UnfinishedWatch>().Tick(default));
        Assert.Empty(await run.Get<UnfinishedStore>().Standing(50, default));
    }

    private static async Task<bool> Heal(PipelineRun run)
    {
        var grants = await LostMessageTests.Heal(run);
        if (run.Tables.Rows(TableNames.Attention).Any(row => row.Partition == "unfinished"))
        {
            run.Time.Advance(TimeSpan.FromMinutes(31));
        }

        return await run.Get<UnfinishedWatch>().Tick(default) > 0 || grants;
    }

    /// <summary>Loses the n-th message to some queues, or all of them where none is named, once it begins.</summary>
    private sealed class Losing(int? lost, params string[] of)
    {
        public bool Begins { get; set; }

        public int Seen { get; private set; }

        public Queues Around(IQueues queues) => new(queues, queue => Begins && of.Contains(queue) && (++Seen == lost || lost is null));
    }

    private sealed class Queues(IQueues queues, Func<string, bool> isLost) : IQueues
    {
        public Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken) => isLost(queue) ? Task.CompletedTask : queues.Send(queue, body, delay, cancellationToken);

        public Task<int> Count(string queue, CancellationToken cancellationToken) => queues.Count(queue, cancellationToken);

        public Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken) => queues.Peek(queue, count, cancellationToken);

        public Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
            queues.Receive(queue, count, visibilityTimeout, cancellationToken);

        public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) => queues.Delete(queue, id, popReceipt, cancellationToken);
    }
}
