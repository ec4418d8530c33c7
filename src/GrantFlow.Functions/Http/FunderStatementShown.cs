using System.Globalization;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Export;

namespace GrantFlow.Functions.Http;

/// <summary>A funder's statement as it leaves: by neutral names where identities are sealed, with the days it rests on.</summary>
internal sealed class FunderStatementShown(FunderNames names, AccountingPeriod from, AccountingPeriod to, DateOnly on, DateOnly? sealedTo, PeriodHistory history)
{
    private static readonly string[] Columns =
    [
        "number", "funder", "programme", "component", "currency", "row", "month", "state", "final", "eligibility", "budget", "committed", "owed", "inTransit", "spentInKind", "spentCash", "returned",
        "exchangeDifference", "available", "spent", "spentOutside", "funderShare", "ownShare", "overhead", "on", "sealedTo",
    ];

    private readonly List<(string? Funder, ComponentStatement Component)> _components = [];

    public void Add(string? funder, ComponentStatement component) => _components.Add((funder, component));

    public object ToJson(string? funder) => new
    {
        Funder = funder,
        From = from,
        To = to,
        On = on,
        SealedTo = sealedTo,
        // Entries may still come to these days. Those of the first day there is, where nothing was ever sealed.
        NotSealed = sealedTo is { } last && last >= on ? null : new { From = sealedTo?.AddDays(1), To = on },
        Components = _components.Select((one, at) => new
        {
            Number = at + 1,
            one.Funder,
            Programme = names.Of(one.Component.Line.Programme),
            Component = names.Of(one.Component.Line),
            // A reference can say what a programme is about.
            Agreement = new
            {
                Reference = names.IsSealed(one.Component.Line.Programme) ? null : one.Component.Agreement.Reference,
                one.Component.Agreement.FunderSharePercent,
                one.Component.Agreement.OverheadPercent,
                EligibleFrom = one.Component.Agreement.Eligible.From,
                EligibleUntil = one.Component.Agreement.Eligible.Until,
            },
            Opening = Row(one.Component.Opening),
            Months = one.Component.Months.Select(Row),
            Closing = Row(one.Component.Closing),
        }),
    };

    public async Task WriteCsv(Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvOutput.To(output);
        await csv.WriteRecordAsync(Columns, cancellationToken);
        foreach (var ((funder, component), at) in _components.Select((one, at) => (one, at)))
        {
            foreach (var (name, row) in component.Months.Select(row => ("month", row)).Prepend(("opening", component.Opening)).Append(("closing", component.Closing)))
            {
                string[] texts = [(at + 1).ToString(CultureInfo.InvariantCulture), funder ?? "", names.Of(component.Line.Programme), names.Of(component.Line), row.FunderShare.Currency.ToString(), name, .. Texts(row)];
                foreach (var text in texts)
                {
                    csv.WriteField(text);
                }

                // As numbers: a text that begins with a minus would be taken for a formula and be marked.
                foreach (var amount in Amounts(row))
                {
                    csv.WriteField(amount is { } money ? decimal.Parse(money.ToAmountString(), CultureInfo.InvariantCulture) : (decimal?)null);
                }

                csv.WriteField(Text(on));
                csv.WriteField(sealedTo is { } day ? Text(day) : "");
                await csv.EndRecordAsync(cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
    }

    private object Row(FunderRow row) => new
    {
        row.Month,
        State = row.Month is { } month ? HttpJson.Name(PeriodShown.State(month, history)) : null,
        Final = row.Month is { } one ? PeriodShown.IsFinal(one, history, sealedTo) : (bool?)null,
        Eligibility = row.Eligibility is { } where ? HttpJson.Name(where) : null,
        row.Sums.Budget,
        row.Sums.Committed,
        row.Sums.Owed,
        row.Sums.InTransit,
        row.Sums.SpentInKind,
        row.Sums.SpentCash,
        row.Sums.Returned,
        row.Sums.ExchangeDifference,
        row.Sums.Available,
        row.Sums.Spent,
        row.SpentOutside,
        row.FunderShare,
        row.OwnShare,
        row.Overhead,
    };

    private IEnumerable<string> Texts(FunderRow row) =>
    [
        row.Month?.Value ?? "",
        row.Month is { } month ? HttpJson.Name(PeriodShown.State(month, history)) : "",
        row.Month is { } one ? PeriodShown.IsFinal(one, history, sealedTo) ? "true" : "false" : "",
        row.Eligibility is { } where ? HttpJson.Name(where) : "",
    ];

    private static IEnumerable<Money?> Amounts(FunderRow row) =>
    [
        row.Sums.Budget, row.Sums.Committed, row.Sums.Owed, row.Sums.InTransit, row.Sums.SpentInKind, row.Sums.SpentCash, row.Sums.Returned, row.Sums.ExchangeDifference, row.Sums.Available,
        row.Sums.Spent, row.SpentOutside, row.FunderShare, row.OwnShare, row.Overhead,
    ];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
