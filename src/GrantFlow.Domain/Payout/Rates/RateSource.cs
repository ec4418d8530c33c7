namespace GrantFlow.Domain.Payout.Rates;

/// <summary>Who publishes exchange rates. Names are stored: add, never rename.</summary>
public enum RateSource
{
    /// <summary>The European Commission's accounting rate: one for each month and nearly every currency.</summary>
    InforEuro,

    /// <summary>The European Central Bank's reference rates: one for each working day and some thirty currencies.</summary>
    Ecb,

    /// <summary>A rate that a country office found where money is really exchanged, for as many days as it says.</summary>
    Office,
}
