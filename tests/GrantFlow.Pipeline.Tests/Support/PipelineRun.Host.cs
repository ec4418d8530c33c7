using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>The host's part: takes messages, deletes those that went well, brings the others back or puts them aside.</summary>
internal sealed partial class PipelineRun
{
    private const int MaxDequeueCount = 5;
    private static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Delivers until every queue but the poison ones is empty, going on in time to whatever is hidden or delayed.</summary>
    public async Task Deliver()
    {
        do
        {
            while (await DeliverVisible() || Queues.NextVisible() is not null)
            {
                if (Queues.NextVisible() is { } next && await NothingVisible())
                {
                    Time.AdvanceTo(next);
                }
            }
        }
        while (AtRest is { } look && await look(this));
    }

    /// <summary>Delivers what is visible now, and what that sends in turn. False when there was nothing.</summary>
    public async Task<bool> DeliverVisible()
    {
        var any = false;
        while (await Next() is { Count: > 0 } taken)
        {
            any = true;
            Assert.True(Deliveries <= MostDeliveries, "Messages beget messages without end.");
            if (taken is [var (queue, message)])
            {
                await Handle(queue, message);
            }
            else
            {
                Watch.Order ??= new Interleaving(seed);
                Watch.Order.Run([.. taken.Select(next => (Func<Task>)(() => Handle(next.Queue, next.Message)))]);
            }

            if (Watch.Dead)
            {
                // Nobody is left to give the messages back: they come when their leases end.
                Restart();
            }
        }

        return any;
    }

    /// <summary>Delivers, going on in time, until <paramref name="reached"/> holds.</summary>
    public async Task DeliverUntil(GrantId grant, Func<Grant, bool> reached)
    {
        while (await Look(() => Get<GrantStore>().Find(grant, default)) is not { } found || !reached(found.Grant))
        {
            if (await Next() is [var (queue, message), ..])
            {
                await Handle(queue, message);
                if (Watch.Dead)
                {
                    Restart();
                }
            }
            else
            {
                Time.AdvanceTo(Queues.NextVisible() ?? throw new InvalidOperationException("Everything is at rest."));
            }
        }
    }

    private async Task<bool> NothingVisible()
    {
        foreach (var queue in QueueNames.All)
        {
            if ((await Look(() => Queues.Peek(queue, 1, default))).Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<IReadOnlyList<(string Queue, ReceivedMessage Message)>> Next()
    {
        var queues = QueueNames.All.ToArray();
        _random.Shuffle(queues);
        var taken = new List<(string Queue, ReceivedMessage Message)>();
        foreach (var queue in queues)
        {
            if (taken.Count < atOnce)
            {
                taken.AddRange((await Look(() => Queues.Receive(queue, atOnce - taken.Count, Lease, default))).Select(message => (queue, message)));
            }
        }

        return taken;
    }

    private async Task Handle(string queue, ReceivedMessage message)
    {
        try
        {
            var before = Watch.Calls.Count;
            Handled.Add(message.Body);
            await Process(queue, message.Body);
            Count(queue, before);
        }
        catch (Exception failure)
        {
            Failures.Add((queue, failure));
            if (!Watch.Dead)
            {
                await Look(() => Fail(queue, message));
            }

            return;
        }

        try
        {
            await Queues.Delete(queue, message.Id, message.PopReceipt, default);
        }
        catch (MishapException failure)
        {
            Failures.Add((queue, failure));
        }
    }

    private async Task<bool> Fail(string queue, ReceivedMessage message)
    {
        if (message.DequeueCount < MaxDequeueCount)
        {
            return await Queues.Release(queue, message.Id, message.PopReceipt, VisibilityTimeout, default) is not null;
        }

        await Queues.Send(QueueNames.Poison(queue), message.Body, null, default);
        return await Queues.Delete(queue, message.Id, message.PopReceipt, default);
    }
}
