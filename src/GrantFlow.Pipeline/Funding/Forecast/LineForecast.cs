using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Funding.Forecast;

/// <summary>What the open grants of a funding line come to.</summary>
/// <param name="Asked">Grants whose money is not reserved yet, with what they ask for or what was approved so far.</param>
/// <param name="Reserved">Grants whose money is reserved, with what was approved; some of it may be spent.</param>
/// <param name="LeftAfterAll">What is free once all that is asked for were reserved; below zero where it is not enough, null where nothing limits the line.</param>
/// <param name="Whole">Every open grant was looked at; else there are more than are looked at, and less is left.</param>
public sealed record LineForecast(OpenGrants Asked, OpenGrants Reserved, Money? LeftAfterAll, bool Whole)
{
    /// <summary>What somebody should do about it; null where there is enough.</summary>
    public string? Warning => LeftAfterAll is { IsNegative: true } left
        ? $"{-left} is missing for all that is asked for. Agree a top-up with the funder, or approve less."
        : null;
}

/// <summary>Open grants, added up.</summary>
/// <param name="Grants">How many.</param>
/// <param name="Amount">What they come to.</param>
/// <param name="ByState">By where they stand, in the order of a grant's life.</param>
/// <param name="ByMonth">By the month in which somebody next has to look at them, the earliest first; those without such a day last.</param>
public sealed record OpenGrants(int Grants, Money Amount, IReadOnlyList<OpenInState> ByState, IReadOnlyList<OpenInMonth> ByMonth);

/// <summary>Open grants in one state.</summary>
public sealed record OpenInState(GrantState State, int Grants, Money Amount);

/// <summary>Open grants that are due in one month; null for those of which no clock runs.</summary>
public sealed record OpenInMonth(AccountingPeriod? Month, int Grants, Money Amount);
