using System.Collections.Frozen;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>
/// The countries and territories of the Single Euro Payments Area, after the European Payments Council's list of SEPA scheme countries (EPC409-09): the European Economic Area and those
/// that joined, 41 countries since Serbia did in May 2025; and the territories that have a country code of their own. Not in it, although their accounts have French or Danish IBANs or
/// ones like them: French Polynesia, New Caledonia, Wallis and Futuna, the Faroe Islands, Greenland. Whether a bank can be reached is for the ordering bank to say.
/// </summary>
internal static class SepaArea
{
    private static readonly FrozenSet<string> Countries =
        "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA".Split(' ').ToFrozenSet();

    // Åland; the French departments and communities overseas; Gibraltar; the Crown dependencies.
    private static readonly FrozenSet<string> Territories = "AX BL GF GG GI GP IM JE MF MQ PM RE YT".Split(' ').ToFrozenSet();

    public static bool Has(CountryCode country) => Countries.Contains(country.Value) || Territories.Contains(country.Value);
}
