using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>A person's account, as a bank file has it. Schema or not: name, town, country and account are always there.</summary>
/// <param name="Number">IBAN or national number.</param>
/// <param name="IsIban">Which of them.</param>
/// <param name="Bic">Of the bank; null where the IBAN says enough.</param>
/// <param name="Holder">In the basic set.</param>
/// <param name="Country">Where the holder lives and the account is.</param>
/// <param name="Town">In the basic set.</param>
internal sealed record CreditorAccount(string Number, bool IsIban, string? Bic, string Holder, CountryCode Country, string Town)
{
    private const int LongestNumber = 34;

    private const int LongestHolder = 140;

    // Of the standard's 140 characters SEPA takes 70 (EPC implementation guidelines).
    private const int LongestInSepa = 70;

    /// <summary>In the basic set; null where none is known.</summary>
    public string? Street { get; init; }

    /// <summary>In the basic set; null where none is known.</summary>
    public string? PostCode { get; init; }

    /// <summary>Says nothing about the account: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "CreditorAccount (hidden)";

    /// <summary>The account, or why no bank would take it: an ISO 20022 reason and words that repeat nothing of it.</summary>
    public static (CreditorAccount? Account, string? Reason) Of(RouteDetails details, CountryCode country)
    {
        var isIban = Iban.IsIban(details.Account);
        if (!isIban && details.Bic is null)
        {
            return (null, "RC01: the bank's BIC is missing, and the account has no IBAN");
        }

        if (details.Account.Length > LongestNumber || !BankText.IsPlain(details.Account))
        {
            return (null, "AC01: the account number is too long or has characters that banks do not take");
        }

        var longest = isIban && SepaArea.Has(country) ? LongestInSepa : LongestHolder;
        if (BankText.Fault(details.Holder, longest) is { } fault)
        {
            return (null, $"CH16: the holder's name does not fit a bank file. {fault}");
        }

        if (details.Town is null)
        {
            return (null, "RR03: the holder's town is missing; banks refuse an address without it");
        }

        var parts = new[] { ("town", details.Town, RouteDetails.LongestTown), ("street", details.Street, RouteDetails.LongestStreet), ("post code", details.PostCode, RouteDetails.LongestPostCode) };
        foreach (var (part, text, most) in parts)
        {
            if (text is not null && BankText.Fault(text, most) is { } wrong)
            {
                return (null, $"CH16: the holder's {part} does not fit a bank file. {wrong}");
            }
        }

        return (new CreditorAccount(details.Account, isIban, details.Bic, BankText.Write(details.Holder)!, country, BankText.Write(details.Town)!)
        {
            Street = details.Street is null ? null : BankText.Write(details.Street),
            PostCode = details.PostCode is null ? null : BankText.Write(details.PostCode),
        }, null);
    }
}
