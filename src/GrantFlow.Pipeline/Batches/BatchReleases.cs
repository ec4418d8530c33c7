using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Decide;

namespace GrantFlow.Pipeline.Batches;

/// <summary>The command that releases one line of a batch, and what its grant would say to it.</summary>
public sealed class BatchReleases(GrantStore grants, DecisionContexts contexts, TimeProvider time)
{
    /// <summary>Grants that are read at the same time.</summary>
    private const int AtOnce = 16;

    // Nobody's name: at gathering nobody has signed yet.
    private static readonly Actor Nobody = new(ActorId.Parse("nobody-yet"), Role.Finance);

    /// <summary>The command. Its id follows from batch, line and attempt, so that it is decided once.</summary>
    internal static ReleasePayouts Command(PaymentBatch batch, BatchLine line, IReadOnlyList<ActorId> signers) => new(
        CommandId.Derive(line.Payment.Grant, "batch", batch.Id.Value, line.Payment.Line.ToString(), line.Attempt.ToString(CultureInfo.InvariantCulture)),
        new Actor(signers[^1], Role.Finance))
    {
        Batch = batch.Id,
        Line = line.Payment.Line,
        Attempt = line.Attempt,
        With = signers.Count > 1 ? [.. signers.SkipLast(1)] : null,
        Rate = batch.Rate,
    };

    /// <summary>The lines that their grants would not let go if these people signed.</summary>
    internal async Task<IReadOnlyList<LineObstacle>> Obstacles(PaymentBatch batch, IAsyncEnumerable<BatchLine> lines, IReadOnlyList<ActorId> signers, CancellationToken cancellationToken)
    {
        var found = new List<LineObstacle>();
        await foreach (var some in lines.Where(line => line.State == BatchLineState.Gathered).Chunk(AtOnce).WithCancellation(cancellationToken))
        {
            found.AddRange((await Task.WhenAll(some.Select(line => Obstacle(batch, line, signers, cancellationToken)))).OfType<LineObstacle>());
        }

        return found;
    }

    /// <summary>What a grant says against a line whoever signs it; null where it is fit for the batch.</summary>
    internal async Task<LineObstacle?> Obstacle(PaymentBatch batch, Grant grant, BatchLine line, CancellationToken cancellationToken) =>
        await Decide(Command(batch, line, [Nobody.Id]), grant, line, cancellationToken);

    private async Task<LineObstacle?> Obstacle(PaymentBatch batch, BatchLine line, IReadOnlyList<ActorId> signers, CancellationToken cancellationToken) =>
        await Decide(Command(batch, line, signers), (await grants.Find(line.Payment.Grant, cancellationToken))?.Grant, line, cancellationToken);

    private async Task<LineObstacle?> Decide(ReleasePayouts command, Grant? grant, BatchLine line, CancellationToken cancellationToken) =>
        GrantDecider.Decide(grant, command, await contexts.For(command, grant, time.GetUtcNow(), cancellationToken)) is Decision.Refused refused
            ? new(line.Payment, refused.Code, refused.Why)
            : null;
}
