using System.Globalization;
using System.Text;

namespace GrantFlow.Demo.Finance;

/// <summary>Rates of one made-up day: what a euro costs.</summary>
internal static class ExchangeRates
{
    public static IReadOnlyDictionary<string, decimal> PerEuro { get; } = new SortedDictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["AFN"] = 76.4m, ["ALL"] = 97.35m, ["BDT"] = 141.2m, ["ERN"] = 17.4m, ["ETB"] = 162.8m, ["INR"] = 102.6m, ["IQD"] = 1521.5m, ["IRR"] = 48900m, ["MAD"] = 10.72m,
        ["NGN"] = 1684.3m, ["PKR"] = 326.9m, ["SDG"] = 697.2m, ["SYP"] = 12790m, ["UAH"] = 48.75m, ["USD"] = 1.162m, ["VND"] = 30610m,
    };

    /// <summary>As a file in the layout of the European Central Bank: a column for each currency.</summary>
    public static byte[] File(DateOnly day)
    {
        var text = new StringBuilder("Date").AppendJoin("", PerEuro.Keys.Select(currency => $",{currency}")).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}").AppendJoin("", PerEuro.Values.Select(rate => string.Create(CultureInfo.InvariantCulture, $",{rate}"))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>What an amount comes to, rounded once, half to even.</summary>
    public static decimal Convert(Euros amount, string currency) =>
        currency == "EUR" ? amount.Cents / 100m : decimal.Round(amount.Cents / 100m * PerEuro[currency], currency switch { "VND" => 0, "IQD" => 3, _ => 2 }, MidpointRounding.ToEven);
}
