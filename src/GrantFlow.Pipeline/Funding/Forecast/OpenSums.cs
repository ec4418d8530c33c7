using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Funding.Forecast;

/// <summary>Adds open grants up, by state and by month.</summary>
internal sealed class OpenSums(Currency currency)
{
    private readonly SortedDictionary<GrantState, (int Grants, Money Amount)> _states = [];
    private readonly Dictionary<AccountingPeriod, (int Grants, Money Amount)> _months = [];
    private (int Grants, Money Amount) _undated = (0, Money.Zero(currency));

    public void Add(GrantSummary grant)
    {
        _states[grant.State] = Plus(_states.GetValueOrDefault(grant.State, (0, Money.Zero(currency))), grant.Amount);
        if (grant.LookAgainOn is { } day)
        {
            var month = AccountingPeriod.Of(day);
            _months[month] = Plus(_months.GetValueOrDefault(month, (0, Money.Zero(currency))), grant.Amount);
        }
        else
        {
            _undated = Plus(_undated, grant.Amount);
        }
    }

    public OpenGrants Total() => new(
        _states.Values.Sum(one => one.Grants),
        Money.Sum(_states.Values.Select(one => one.Amount), currency),
        [.. _states.Select(one => new OpenInState(one.Key, one.Value.Grants, one.Value.Amount))],
        [
            .. _months.OrderBy(one => one.Key.Value, StringComparer.Ordinal).Select(one => new OpenInMonth(one.Key, one.Value.Grants, one.Value.Amount)),
            .. _undated.Grants == 0 ? Array.Empty<OpenInMonth>() : [new OpenInMonth(null, _undated.Grants, _undated.Amount)],
        ]);

    private static (int, Money) Plus((int Grants, Money Amount) sum, Money amount) => (sum.Grants + 1, sum.Amount + amount);
}
