using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Balances;

/// <summary>How a month lies to the days of an agreement.</summary>
public enum Eligibility
{
    /// <summary>Every day of it is covered.</summary>
    Inside,

    /// <summary>Some of its days are covered. Balances are by month: how much was spent on the others is not known from them.</summary>
    Partly,

    /// <summary>None of its days is covered.</summary>
    Outside,
}

/// <summary>A funding line toward its funder: what stood on it before the first month, what each month brought, and what stood on it after the last. Opening and months add up to the closing in every column.</summary>
/// <param name="Line">The funding line; one component.</param>
/// <param name="Agreement">By which shares, overhead and eligible days are told.</param>
/// <param name="Opening">Balances before the first month.</param>
/// <param name="Months">What each month brought.</param>
/// <param name="Closing">Balances after the last.</param>
public sealed record ComponentStatement(FundingLineId Line, FundingAgreement Agreement, FunderRow Opening, IReadOnlyList<FunderRow> Months, FunderRow Closing);

/// <summary>What funders are told of their components, out of the balances by period.</summary>
public static class FunderStatement
{
    /// <summary>The statement of a funding line, one for each currency on it; one in <paramref name="currency"/> where nothing was ever posted.</summary>
    /// <param name="line">The funding line.</param>
    /// <param name="agreement">Of the line.</param>
    /// <param name="balances">Of any lines and periods, those before the first month too.</param>
    /// <param name="from">The first month.</param>
    /// <param name="to">The last month.</param>
    /// <param name="currency">That of the line.</param>
    public static IEnumerable<ComponentStatement> Of(FundingLineId line, FundingAgreement agreement, IEnumerable<AccountBalance> balances, AccountingPeriod from, AccountingPeriod to, Currency currency)
    {
        var own = balances.Where(one => one.Line == line).ToLookup(one => one.Debits.Currency);
        foreach (var group in own.Select(one => one.Key).DefaultIfEmpty(currency).OrderBy(one => one.ToString(), StringComparer.Ordinal))
        {
            yield return Of(line, agreement, own[group].ToLookup(one => one.Period), from, to, group);
        }
    }

    private static ComponentStatement Of(FundingLineId line, FundingAgreement agreement, ILookup<AccountingPeriod, AccountBalance> balances, AccountingPeriod from, AccountingPeriod to, Currency currency)
    {
        var (opening, months) = (FunderRow.Empty(null, null, currency), new List<FunderRow>());
        var eligible = Money.Zero(currency);
        foreach (var month in balances.Select(one => one.Key).Concat(Months(from, to)).Where(one => one <= to).Distinct().Order())
        {
            var sums = FunderSums.Of(balances[month], currency);
            var where = Of(agreement.Eligible, month);
            var before = eligible;
            eligible += where == Eligibility.Outside ? Money.Zero(currency) : sums.Spent;

            // Rounded down on all that was spent so far; a month has what it adds to that, so that months add up to the cent.
            var share = agreement.FundersPart(eligible) - agreement.FundersPart(before);
            var overhead = agreement.OverheadPercent is null ? (Money?)null : agreement.OverheadOn(eligible) - agreement.OverheadOn(before);
            var row = new FunderRow(month, where, sums, where == Eligibility.Outside ? sums.Spent : Money.Zero(currency), share, sums.Spent - share, overhead);
            if (month < from)
            {
                opening = opening.Plus(row);
            }
            else
            {
                months.Add(row);
            }
        }

        // A rate that is not known is no rate of nought, also where nothing was spent.
        opening = agreement.OverheadPercent is null ? opening with { Overhead = null } : opening;
        return new(line, agreement, opening, months, months.Aggregate(opening, (sum, row) => sum.Plus(row)));
    }

    private static IEnumerable<AccountingPeriod> Months(AccountingPeriod from, AccountingPeriod to)
    {
        for (var month = from; month <= to; month = month.Next)
        {
            yield return month;
        }
    }

    private static Eligibility Of(EligibleDays days, AccountingPeriod month) =>
        (days.Until is { } until && until < month.From) || (days.From is { } from && from > month.To) ? Eligibility.Outside
        : days.Contains(month.From) && days.Contains(month.To) ? Eligibility.Inside
        : Eligibility.Partly;
}
