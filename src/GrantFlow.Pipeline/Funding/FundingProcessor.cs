using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Messages;

namespace GrantFlow.Pipeline.Funding;

/// <summary>Reserves, releases and settles money on funding lines, each exactly once, and answers reservations; brings amendments to them.</summary>
public sealed class FundingProcessor(FundingStore store, LineBooks books, AmendmentWork amendments, Catalogue catalogue, Answers answers, TimeProvider time)
{
    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Handles one delivery of a funding request.</summary>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var message = MessageText.Read<FundingRequest>(text);
        var request = message.Body;
        var line = catalogue.Find(request.FundingLine, Today)
            ?? throw new InvalidOperationException($"Funding line {request.FundingLine} is not in the catalogue. Put it back, then redrive.");

        switch (request)
        {
            case Reserve reserve:
                await books.Follow(line, cancellationToken);
                var refusal = await store.Reserve(line, catalogue.InForce(line.Id.Programme, Today)?.PersonQuota, WasCut(line), reserve, cancellationToken, line.ClosedOn(Today));
                if (refusal is not { Voided: true })
                {
                    var id = Answers.IdFor(reserve.Grant, "funding", reserve.Reservation);
                    await answers.Send(new RecordFunding(id, Actor.System, reserve.Reservation, refusal is null, refusal?.Why), message.Id, cancellationToken);
                }

                break;
            case Release release:
                await store.Release(line, release, cancellationToken);
                break;
            case Settle settle:
                await store.Settle(line, settle, cancellationToken);
                break;
            case Reopen reopen:
                await store.Reopen(line, reopen, cancellationToken);
                break;
            case Adjust adjust:
                await store.Adjust(line, adjust, cancellationToken);
                break;
            case Amend amend:
                await amendments.Apply(line, WasCut(line), amend.Amendment, cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"A funding line cannot {request.GetType().Name}.");
        }
    }

    /// <summary>Whether earlier rules gave the line more money or the programme more places than today's.</summary>
    private bool WasCut(FundingLine line)
    {
        var today = catalogue.InForce(line.Id.Programme, Today);
        return catalogue.Versions[line.Id.Programme].TakeWhile(rules => rules != today).Any(rules =>
            More(rules.PersonQuota, today?.PersonQuota)
            || rules.FundingLines.Any(before => before.Id == line.Id && More(before.Amount?.Minor, line.Amount?.Minor)));

        static bool More(long? before, long? now) => now is not null && (before is null || before > now);
    }
}
