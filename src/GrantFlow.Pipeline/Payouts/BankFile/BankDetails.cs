using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>What of an account's details does not fit a bank file. Asked at the door, while the person is still in the room, and once more before a payment goes into a file.</summary>
public static class BankDetails
{
    private const int LongestHolder = 140;

    // Of the standard's 140 characters SEPA takes 70 (EPC implementation guidelines).
    private const int LongestInSepa = 70;

    /// <summary>Texts that banks cannot read, by their field's name at the door, in words that do not repeat them.</summary>
    public static IEnumerable<(string Field, string Fault)> Faults(RouteDetails details, CountryCode country)
    {
        ArgumentNullException.ThrowIfNull(details);
        (string, string?, int)[] texts =
        [
            ("holder", details.Holder, HasIban(country) && SepaArea.Has(country) ? LongestInSepa : LongestHolder),
            ("town", details.Town, RouteDetails.LongestTown),
            ("street", details.Street, RouteDetails.LongestStreet),
            ("postCode", details.PostCode, RouteDetails.LongestPostCode),
        ];
        foreach (var (field, text, longest) in texts)
        {
            if (text is not null && BankText.Fault(text, longest) is { } fault)
            {
                yield return (field, fault);
            }
        }
    }

    /// <summary>Why no bank would take a payment to this account: an ISO 20022 reason, and words that repeat nothing of it. Null when one would.</summary>
    internal static string? Reason(RouteDetails details, CountryCode country)
    {
        if (!HasIban(country) && details.Bic is null)
        {
            return $"RC01: the bank's BIC is missing, and accounts in {country.Name} have no IBAN";
        }

        if ((HasIban(country) ? Iban.Fault(details.Account, country) : NationalAccount.Fault(details.Account)) is { } wrong)
        {
            return $"AC01: {wrong}";
        }

        if (details.Town is null)
        {
            return "RR03: the holder's town is missing; banks refuse an address without it";
        }

        return Faults(details, country).Select(one => $"CH16: the {one.Field} does not fit a bank file. {one.Fault}").FirstOrDefault();
    }

    internal static bool HasIban(CountryCode country) => RouteKind.BankAccount.Form(country) == RouteForm.Iban;
}
