using System.Collections.Frozen;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>
/// The countries of the Single Euro Payments Area (EPC409-09): the European Economic Area, and those that joined. Whether a bank there can be reached is for the ordering bank to say.
/// </summary>
internal static class SepaArea
{
    private static readonly FrozenSet<string> Countries =
        "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA".Split(' ').ToFrozenSet();

    public static bool Has(CountryCode country) => Countries.Contains(country.Value);
}
