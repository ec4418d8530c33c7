using System.Collections.Frozen;

namespace GrantFlow.Domain.Values;

/// <summary>ISO 4217 list one: the circulating currencies by the decimal places of their minor unit.</summary>
internal static class CurrencyTable
{
    private const string NoDecimals =
        """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF
        """;

    private const string TwoDecimals =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
        CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG
        HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
        MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
        SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED
        VES WST XCD XCG YER ZAR ZMW ZWG
        """;

    private const string ThreeDecimals =
        """
        BHD IQD JOD KWD LYD OMR TND
        """;

    public static readonly FrozenDictionary<string, int> MinorUnitDigits =
        Split(NoDecimals, 0).Concat(Split(TwoDecimals, 2)).Concat(Split(ThreeDecimals, 3)).ToFrozenDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, int>> Split(string codes, int digits) =>
        codes.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(code => KeyValuePair.Create(code, digits));
}
