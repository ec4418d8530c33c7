using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Batches;

/// <summary>How many people in finance release a batch.</summary>
/// <param name="OneReleaserUpTo">The most that one releases alone, by the grants' currency. In a currency that is not here, two always do.</param>
public sealed record BatchRules(IReadOnlyDictionary<Currency, Money> OneReleaserUpTo)
{
    /// <summary>Which share of a converted payment an exchange rate may take or bring, where a deployment does not choose.</summary>
    public const decimal UsualExchangeDifference = 0.05m;

    /// <summary>Which share of a converted payment the bank may have booked more or less than was released, before a person looks at it.</summary>
    public decimal MostExchangeDifference { get; init; } = UsualExchangeDifference;

    /// <summary>Two release every batch.</summary>
    public static BatchRules Strict { get; } = new(new Dictionary<Currency, Money>());

    /// <summary>How many release a batch of this total, beside the one who drafted it.</summary>
    public int Releasers(Money total) => OneReleaserUpTo.TryGetValue(total.Currency, out var most) && total <= most ? 1 : 2;
}
