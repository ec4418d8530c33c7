using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>What a funder and the programme agreed on beside the amount of a funding line. What is not known limits nothing.</summary>
/// <param name="Reference">As the signed paper is called; <c>null</c> when unknown.</param>
/// <param name="FunderSharePercent">What the funder bears of eligible costs, 1 to 100; others bear the rest.</param>
/// <param name="Eligible">The days on which money may be committed and spent.</param>
/// <param name="OverheadPercent">The flat rate on direct costs that the funder pays for running the programme, 0 to 25; <c>null</c> when unknown. The line's amount holds direct costs only.</param>
public sealed record FundingAgreement(string? Reference, int FunderSharePercent, EligibleDays Eligible, int? OverheadPercent)
{
    /// <summary>Nothing is known.</summary>
    public static FundingAgreement Unknown { get; } = new(null, 100, EligibleDays.Always, null);

    /// <summary>Overhead on direct costs, rounded down to a whole minor unit; zero where no rate is known.</summary>
    /// <param name="direct">Not below zero.</param>
    public Money OverheadOn(Money direct) => direct.PercentFloor(OverheadPercent ?? 0);

    /// <summary>What the funder bears of costs, rounded down to a whole minor unit; the rest is co-funded.</summary>
    /// <param name="costs">Not below zero.</param>
    public Money FundersPart(Money costs) => costs.PercentFloor(FunderSharePercent);
}

/// <summary>The days of an agreement, both included.</summary>
/// <param name="From">The first day; <c>null</c> when unknown.</param>
/// <param name="Until">The last day; <c>null</c> when unknown.</param>
public sealed record EligibleDays(DateOnly? From, DateOnly? Until)
{
    /// <summary>No day is outside.</summary>
    public static EligibleDays Always { get; } = new(null, null);

    /// <summary>Whether the agreement covers the day.</summary>
    public bool Contains(DateOnly day) => (From is not { } first || day >= first) && (Until is not { } last || day <= last);

    /// <summary>In words, after "covers": <c>2026-01-01 to 2026-12-31</c>.</summary>
    public override string ToString() => (From, Until) switch
    {
        ({ } from, { } until) => $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}",
        ({ } from, null) => $"days from {from:yyyy-MM-dd} on",
        (null, { } until) => $"days until {until:yyyy-MM-dd}",
        _ => "all days",
    };
}
