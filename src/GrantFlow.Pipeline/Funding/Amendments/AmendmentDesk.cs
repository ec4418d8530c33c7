using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding.Amendments;

/// <summary>A change of an agreement as somebody asks for it.</summary>
public sealed record AmendmentRequest(AmendmentKind Kind, Money Amount, string Reason, string Reference);

/// <summary>Who asks, and under which key.</summary>
/// <param name="By">The person.</param>
/// <param name="Key">The caller's key, or one of our own.</param>
/// <param name="Hash">What makes the request the same as another.</param>
public sealed record AmendmentAsk(ActorId By, string Key, string Hash);

/// <summary>Why an amendment is not taken.</summary>
public enum AmendmentNo
{
    /// <summary>There is no such funding line.</summary>
    NoLine,

    /// <summary>There is no such amendment.</summary>
    NoAmendment,

    /// <summary>The key was used for another request.</summary>
    KeyReused,

    /// <summary>The rules do not say what the line holds.</summary>
    NoAmount,

    /// <summary>The amount is in another currency than the line.</summary>
    OtherCurrency,

    /// <summary>More than a line can hold, or than it has free.</summary>
    TooMuch,

    /// <summary>The line has as many amendments as it can have.</summary>
    TooMany,

    /// <summary>Nobody agrees to what they asked for.</summary>
    OwnProposal,

    /// <summary>It was decided before.</summary>
    Decided,
}

/// <summary>What became of a request: the amendment as it stands, or why not.</summary>
public sealed record AmendmentAnswer(Amendment? Amendment, AmendmentNo? No, string Why)
{
    internal static AmendmentAnswer Yes(Amendment amendment) => new(amendment, null, "");

    internal static AmendmentAnswer Not(AmendmentNo no, string why) => new(null, no, why);
}

/// <summary>
/// Takes what people ask of and decide about amendments. A proposal is one row under an id that follows from who asks and their key; a decision changes that row by its version, and then
/// tells the funding line. A crash in between is healed by the same decision said again, or by the hourly timer.
/// </summary>
public sealed class AmendmentDesk(AmendmentStore store, FundingStore funding, Catalogue catalogue, IQueues queues, TimeProvider time)
{
    /// <summary>As in the catalogue: over that, somebody's finger slipped.</summary>
    private static readonly Money Most = new(1_000_000_000_00, Currency.Eur);

    /// <summary>Puts a proposal on file.</summary>
    public async Task<AmendmentAnswer> Propose(FundingLineId id, AmendmentRequest request, AmendmentAsk ask, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (LineOf(id) is not { } line)
        {
            return NoLine(id);
        }

        var amendmentId = AmendmentId.Derive(id.Value, ask.By.Value, ask.Key);
        if (await store.FindRow(id, amendmentId, cancellationToken) is { } known)
        {
            return Again(known, ask);
        }

        if (await Obstacle(line, request, cancellationToken) is { } no)
        {
            return no;
        }

        var amendment = new Amendment(amendmentId, id, request.Kind, request.Amount, request.Reason, request.Reference, ask.By, now);
        return await store.Add(amendment, ask.Hash, cancellationToken)
            ? AmendmentAnswer.Yes(amendment)
            : Again((await store.FindRow(id, amendmentId, cancellationToken))!, ask);
    }

    /// <summary>A second person agrees: the funding line is told.</summary>
    public Task<AmendmentAnswer> Agree(FundingLineId line, AmendmentId id, ActorId by, CancellationToken cancellationToken) =>
        Decide(line, id, amendment => amendment.Agree(by, time.GetUtcNow()), cancellationToken);

    /// <summary>Somebody says no.</summary>
    public Task<AmendmentAnswer> Reject(FundingLineId line, AmendmentId id, ActorId by, string reason, CancellationToken cancellationToken) =>
        Decide(line, id, amendment => amendment.Reject(by, reason, time.GetUtcNow()), cancellationToken);

    /// <summary>Tells the funding lines again of what was agreed and has not come to them.</summary>
    public async Task Tick(CancellationToken cancellationToken)
    {
        foreach (var line in catalogue.Lines(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)))
        {
            await foreach (var waiting in store.Waiting(line.Id, cancellationToken))
            {
                await Tell(waiting, cancellationToken);
            }
        }
    }

    private async Task<AmendmentAnswer> Decide(FundingLineId line, AmendmentId id, Func<Amendment, (Amendment? Amendment, AmendmentFault? Fault)> decide, CancellationToken cancellationToken)
    {
        if (LineOf(line) is null)
        {
            return NoLine(line);
        }

        while (await store.FindRow(line, id, cancellationToken) is { } row)
        {
            var present = AmendmentStore.Read(row);
            var (decided, fault) = decide(present);
            if (decided is null)
            {
                return fault == AmendmentFault.OwnProposal
                    ? AmendmentAnswer.Not(AmendmentNo.OwnProposal, "You asked for this amendment. Somebody else has to agree: finance, or another programme administrator.")
                    : AmendmentAnswer.Not(AmendmentNo.Decided, $"Amendment {id} is {present.State.ToString().ToLowerInvariant()} already, by {present.Decision!.By} on {present.Decision.At:yyyy-MM-dd}. Ask for another one where that is not right.");
            }

            if (decided == present || await store.Change(row, decided, [], cancellationToken))
            {
                if (decided.State == AmendmentState.Agreed)
                {
                    await Tell(decided, cancellationToken);
                }

                return AmendmentAnswer.Yes(decided);
            }
        }

        return AmendmentAnswer.Not(AmendmentNo.NoAmendment, $"Funding line {line} has no amendment {id}. Check the id.");
    }

    private async Task<AmendmentAnswer?> Obstacle(FundingLine line, AmendmentRequest request, CancellationToken cancellationToken)
    {
        if (line.Amount is not { } amount)
        {
            return AmendmentAnswer.Not(AmendmentNo.NoAmount, $"The rules do not say what {line.Id} holds, so that nothing limits it and there is nothing to amend. Enter the agreed amount in programmes/{line.Id.Programme}.json first.");
        }

        if (request.Amount.Currency != amount.Currency)
        {
            return AmendmentAnswer.Not(AmendmentNo.OtherCurrency, $"{line.Id} is kept in {amount.Currency}. Give the amendment's amount in {amount.Currency}.");
        }

        var standing = await funding.Standing(line, cancellationToken);
        if (request.Kind == AmendmentKind.TopUp && standing.Limit is { } limit && request.Amount > Most - limit)
        {
            return AmendmentAnswer.Not(AmendmentNo.TooMuch, $"{line.Id} holds {limit} and can hold {Most} at most. Give a smaller amount.");
        }

        if (request.Kind == AmendmentKind.Reduction && standing.Free is { } free && request.Amount > free)
        {
            return AmendmentAnswer.Not(AmendmentNo.TooMuch, LinesWords.NotEnough(line.Id, request.Amount, free));
        }

        return (await store.Of(line.Id, cancellationToken)).Count < AmendmentStore.MostOfALine
            ? null
            : AmendmentAnswer.Not(AmendmentNo.TooMany, $"{line.Id} has {AmendmentStore.MostOfALine} amendments. Enter what the agreement holds now in another version of the rules, and go on from there.");
    }

    private static AmendmentAnswer Again(Row known, AmendmentAsk ask) => AmendmentStore.HashOf(known) == ask.Hash
        ? AmendmentAnswer.Yes(AmendmentStore.Read(known))
        : AmendmentAnswer.Not(AmendmentNo.KeyReused, "");

    private Task Tell(Amendment amendment, CancellationToken cancellationToken) => queues.Send(
        QueueNames.Funding,
        MessageText.Write<FundingRequest>(amendment.Id.Value, amendment.Id.Value, amendment.Id.Value, time.GetUtcNow(), new Amend(amendment.Line, amendment.Id)),
        null,
        cancellationToken);

    private FundingLine? LineOf(FundingLineId id) => catalogue.Find(id, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    private static AmendmentAnswer NoLine(FundingLineId id) => AmendmentAnswer.Not(AmendmentNo.NoLine, $"There is no funding line {id}. GET /api/funding-lines names them.");
}
