using GrantFlow.Domain.Values;
using PhoneNumbers;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>The numbers of mobile wallets: of the route's country, and such as can be a mobile phone's.</summary>
internal static class WalletNumber
{
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>In E.164 (<c>+93700001234</c>); as it was given where it is no number.</summary>
    public static string Normalise(string text, CountryCode country) => Read(text, country) is { } number ? Numbers.Format(number, PhoneNumberFormat.E164) : text.Trim();

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Fault(string text, CountryCode country)
    {
        var code = Numbers.GetCountryCodeForRegion(country.Value);
        var example = Numbers.GetExampleNumberForType(country.Value, PhoneNumberType.MOBILE) is { } one ? $", such as {Numbers.Format(one, PhoneNumberFormat.INTERNATIONAL)}" : "";
        if (Read(text, country) is not { } number)
        {
            return $"A phone number of {country.Name} is needed{example}.";
        }

        if (number.CountryCode != code)
        {
            return $"This number begins with +{number.CountryCode}; a wallet in {country.Name} has a number with +{code}{example}.";
        }

        // Territories share a country code, and some plans do not tell mobile numbers from others.
        return Numbers.IsValidNumberForRegion(number, country.Value) && Numbers.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
            ? null
            : $"{country.Name} has no mobile number like this: a digit is missing or wrong{example}.";
    }

    private static PhoneNumber? Read(string text, CountryCode country)
    {
        try
        {
            return Numbers.Parse(text, country.Value);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
