using System.Text;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Batches;
using GrantFlow.Pipeline.Tests.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator.Bank;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static GrantFlow.Pipeline.Tests.ByFile.BankPath;
using SimulatedFile = GrantFlow.Simulator.Bank.BankFile;

namespace GrantFlow.Pipeline.Tests.ByFile;

/// <summary>Batches of 1, 10 and as many lines as there may be, from due to reconciled: what that asks of storage and queues grows with the lines and no faster.</summary>
public sealed class ManyLinesTests
{
    /// <summary>Work lists are left out: they have their own tests, and nobody waits for them here.</summary>
    private static readonly string[] Handled = [QueueNames.Batches, QueueNames.Commands, QueueNames.Payouts, QueueNames.Statements, QueueNames.Funding, QueueNames.Postings];

    /// <summary>With a million storage calls, what nobody reads is not written down.</summary>
    private readonly BankPath _path = new() { Also = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)) };
    private int _before;
    private int _longest;

    private PipelineRun Run => _path.Run;

    /// <summary>All grants but one are copies of that one, which came to due by itself. From there on each goes its own way through the product: gathered, signed, decided, into the book and the file, answered and booked.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(PaymentBatch.MostLines)]
    public async Task Copied_grants_go_from_due_through_one_bank_file_to_reconciled(int lines)
    {
        await Copy(lines - 1);

        var draft = BatchRun.Done(await Run.Get<BatchDrafts>().Draft(BatchRun.Plan, BatchRun.By(BatchRun.Drafter, "many"), default));
        await Drain();
        Assert.Equal((BatchState.Draft, $"{lines} Gathered"), await _path.Batches.Stands(draft.Id));
        Bounded("gathering", lines, perLine: 2);

        foreach (var by in new[] { BatchRun.First, BatchRun.Second })
        {
            BatchRun.Done(await Run.Get<BatchDesk>().Release(draft.Id, BatchRun.By(by, $"release {by.Id}"), default));
        }

        await Drain();
        Assert.Equal((BatchState.Released, $"{lines} Instructed"), await _path.Batches.Stands(draft.Id));
        Bounded("releasing", lines, perLine: 50);

        var file = await File(draft.Id, lines);
        BatchRun.Done(await Run.Get<BatchDesk>().HandOver(draft.Id, BatchRun.By(BatchRun.First, "sent"), default));
        var debits = Desk.Written(stream => Bookings.WriteDebits(file, Desk.Terms("many-D"), stream));
        Valid(debits, "camt.054.001.08");
        var imported = await _path.Desk.Bring(debits);
        await Drain();
        Bounded("reconciling", lines, perLine: 40);

        Assert.Equal((BatchState.Settled, $"{lines} Settled"), await _path.Batches.Stands(draft.Id));
        Assert.Equal(new Dictionary<RowResult, int> { [RowResult.Applied] = lines }, await Run.Look(() => Run.Get<StatementStore>().Results(imported.File.Id, default)));
        Assert.Equal((lines * 50_000L, 0L), (_path.Desk.Balance(Account.SpentCash), _path.Desk.Balance(Account.InTransit)));
        var (held, settled, _) = await Run.Look(() => Run.Get<FundingStore>().Balance(World.LineOf(World.Calais), Currency.Eur, default));
        Assert.Equal((0, lines * 50_000L), (held.Minor, settled.Minor));
        Assert.InRange(_longest, 1, 4096);

        Assert.False((await _path.Desk.Bring(debits)).IsNew);
        await Drain();
        Bounded("the same file again", lines, perLine: 0.01, least: 20);
    }

    /// <summary>Row by row, with another id; money is reserved for each.</summary>
    private async Task Copy(int copies)
    {
        var model = await _path.Batches.Grant(await _path.Due("Model", German(1, "4711")));
        var (group, cash) = (new DueGroup(model.FundingLine, RouteKind.BankAccount), (CashLine)model.Line(new(1))!);
        await Run.Look(async () =>
        {
            for (var number = 1; number <= copies; number++)
            {
                var id = GrantId.Derive("many", $"{number}");
                var copy = model with { Id = id };
                await Run.Tables.Commit(TableNames.Grants, [RowChange.Add(id.Value, GrantRows.State, GrantRows.StateValues(copy))], default);
                await Run.Get<DueLines>().Put(group, DueLine.Of(copy, cash), default);
                Assert.Null(await Run.Get<FundingStore>().Reserve(World.LineOf(World.Calais), null, new(id, copy.FundingLine, copy.Reservation, World.Eur(500)), default));
            }

            return 0;
        });
        _before = Run.Watch.Calls.Count;
    }

    /// <summary>What the bank reads, validated where the schema is.</summary>
    private async Task<SimulatedFile> File(BatchId id, int lines)
    {
        var batch = await _path.Batches.Batch(id);
        Assert.Equal(lines, batch.File?.Payments);
        using var stored = await _path.Stored(batch.File!);
        Valid(stored.ToArray(), "pain.001.001.09");
        var file = SimulatedFile.Read(stored);
        Assert.Equal((lines, lines), (file.Orders.Select(order => order.EndToEndId).Distinct().Count(), file.Orders.Select(order => order.Uetr).Distinct().Count()));
        Assert.Equal(lines * 500m, file.Orders.Sum(order => order.Amount));
        return file;
    }

    private static void Valid(byte[] file, string message)
    {
        if (Standards.Folder is not null)
        {
            Assert.Empty(Standards.Errors(file, message));
        }
    }

    private void Bounded(string what, int lines, double perLine, int least = 400)
    {
        var calls = Run.Watch.Calls.Count - _before;
        _before = Run.Watch.Calls.Count;
        Assert.True(calls <= least + (perLine * lines), $"{what}: {calls} storage calls for {lines} lines");
    }

    /// <summary>As a host would, without its own book-keeping, which is what takes long with so many messages.</summary>
    private async Task Drain()
    {
        while (true)
        {
            var any = false;
            foreach (var queue in Handled)
            {
                while (await Run.Look(() => Run.Queues.Receive(queue, 32, TimeSpan.FromMinutes(5), default)) is { Count: > 0 } some)
                {
                    any = true;
                    foreach (var message in some)
                    {
                        _longest = Math.Max(_longest, Encoding.UTF8.GetByteCount(message.Body));
                        await Run.Process(queue, message.Body);
                        await Run.Look(() => Run.Queues.Delete(queue, message.Id, message.PopReceipt, default));
                    }
                }
            }

            if (!any)
            {
                if (Run.Queues.NextVisible() is not { } next)
                {
                    return;
                }

                Run.Time.AdvanceTo(next);
            }
        }
    }
}
