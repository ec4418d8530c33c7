using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>What holds whatever a programme says.</summary>
public static class SystemRules
{
    /// <summary>Per person and grant: EUR 2,000.00.</summary>
    public static Money Ceiling { get; } = new(2_000_00, Currency.Eur);
}
