using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding.Books;

namespace GrantFlow.Pipeline.Funding.Amendments;

/// <summary>
/// Brings an agreed amendment to its funding line: first to the shards, then into the line's own book and journal together with how the amendment ended. What the shards did stays in
/// their rows, so that a second delivery finds it done; how it ended is said once, in the amendment's row. Where that says no, nothing is left in any shard.
/// </summary>
public sealed class AmendmentWork(AmendmentStore store, FundingStore funding, LineBooks books, TimeProvider time)
{
    private const int Tries = 50;

    /// <summary>Handles one delivery.</summary>
    /// <param name="line">As it stands today.</param>
    /// <param name="cut">Earlier rules gave the line more.</param>
    /// <param name="id">The amendment.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task Apply(FundingLine line, bool cut, AmendmentId id, CancellationToken cancellationToken)
    {
        // What the rules say comes first: an amendment is of something.
        await books.Follow(line, cancellationToken);
        var amendment = await store.Find(line.Id, id, cancellationToken) ?? throw new InvalidOperationException($"Funding line {line.Id} has no amendment {id}.");
        if (amendment.State == AmendmentState.Agreed)
        {
            amendment = await End(line, id, await Move(line, cut, amendment, cancellationToken), cancellationToken);
        }

        if (amendment.State == AmendmentState.Refused)
        {
            await funding.Undo(line, id, cancellationToken);
        }

        await books.SendWaiting(line.Id, cancellationToken);
    }

    /// <summary>Null when the shards have it; else why not.</summary>
    private async Task<string?> Move(FundingLine line, bool cut, Amendment amendment, CancellationToken cancellationToken)
    {
        if (line.Amount is null)
        {
            return $"The rules do not say any more what {line.Id} holds. Enter the agreed amount in programmes/{line.Id.Programme}.json and ask again.";
        }

        if (amendment.Kind == AmendmentKind.TopUp)
        {
            return await funding.Raise(line, amendment.Id, amendment.Amount, cancellationToken) ? null : "It was taken back.";
        }

        return await funding.Lower(line, cut, amendment.Id, amendment.Amount, cancellationToken) is { } free ? LinesWords.NotEnough(line.Id, amendment.Amount, free) : null;
    }

    private async Task<Amendment> End(FundingLine line, AmendmentId id, string? why, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var row = (await store.FindRow(line.Id, id, cancellationToken))!;
            var present = AmendmentStore.Read(row);
            var now = time.GetUtcNow();
            if (why is not null)
            {
                if (present.Refuse(why, now) is not { } refused)
                {
                    return present;
                }

                if (await store.Change(row, refused, [], cancellationToken))
                {
                    return refused;
                }

                continue;
            }

            var (bookRow, book) = await books.Find(line.Id, present.Amount.Currency, cancellationToken);
            if (present.Apply(book, now) is not { } applied)
            {
                return present;
            }

            if (bookRow is null)
            {
                await books.Enter(line.Id, cancellationToken);
            }

            if (await store.Change(row, applied.Amendment, LineRows.Post(row.Partition, bookRow, applied.Posted, now), cancellationToken))
            {
                return applied.Amendment;
            }
        }

        throw new InvalidOperationException($"The book of {line.Id} changed {Tries} times at once. The queue tries again later.");
    }
}
