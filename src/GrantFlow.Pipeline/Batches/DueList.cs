using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Batches;

/// <summary>What is due of one funding line and leaves the same way, in one country.</summary>
/// <param name="FundingLine">Which pays.</param>
/// <param name="Kind">How the money travels.</param>
/// <param name="Country">Where it goes.</param>
/// <param name="Currency">In which currency people are paid; null where the country has no such route, so that it has to be changed first.</param>
/// <param name="Lines">How many can be gathered.</param>
/// <param name="Total">What they come to, in the grants' currency.</param>
/// <param name="InBatches">How many more are in a draft already.</param>
public sealed record DueSum(FundingLineId FundingLine, RouteKind Kind, CountryCode Country, Currency? Currency, int Lines, Money Total, int InBatches);

/// <summary>What is due, summed up for those who make batches of it.</summary>
public sealed class DueList(DueLines due, BatchStore batches, Catalogue catalogue)
{
    /// <summary>By funding line, kind of route and country.</summary>
    public async Task<IReadOnlyList<DueSum>> Sums(FundingLineId? fundingLine, RouteKind? kind, CancellationToken cancellationToken)
    {
        var sums = new List<DueSum>();
        var open = new Dictionary<BatchId, bool>();
        foreach (var group in (await due.Groups(cancellationToken)).Where(group => (fundingLine ?? group.FundingLine) == group.FundingLine && (kind ?? group.Kind) == group.Kind))
        {
            var first = sums.Count;
            await foreach (var (line, batch) in due.All(group, cancellationToken))
            {
                // In order of countries.
                if (sums.Count == first || sums[^1].Country != line.Country)
                {
                    sums.Add(new(group.FundingLine, group.Kind, line.Country, catalogue.Routes.Find(line.Country, group.Kind)?.Currency, 0, Money.Zero(line.Amount.Currency), 0));
                }

                var sum = sums[^1];
                sums[^1] = batch is { } id && await IsOpen(id, open, cancellationToken)
                    ? sum with { InBatches = sum.InBatches + 1 }
                    : sum with { Lines = sum.Lines + 1, Total = sum.Total + line.Amount };
            }
        }

        return sums;
    }

    /// <summary>A batch that was called off holds nothing, whatever the list still says.</summary>
    private async Task<bool> IsOpen(BatchId id, Dictionary<BatchId, bool> known, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(id, out var open))
        {
            known[id] = open = (await batches.Find(id, cancellationToken))?.Batch.State is not (null or BatchState.Cancelled);
        }

        return open;
    }
}
