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
    /// <summary>In the basic set; null where none is known.</summary>
    public string? Street { get; init; }

    /// <summary>In the basic set; null where none is known.</summary>
    public string? PostCode { get; init; }

    /// <summary>Says nothing about the account: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "CreditorAccount (hidden)";

    /// <summary>The account; null when no bank would take it (<see cref="BankDetails.Reason"/>).</summary>
    public static CreditorAccount? Of(RouteDetails details, CountryCode country) => BankDetails.Reason(details, country) is not null
        ? null
        : new CreditorAccount(details.Account, BankDetails.HasIban(country), details.Bic, BankText.Write(details.Holder)!, country, BankText.Write(details.Town!)!)
        {
            Street = details.Street is null ? null : BankText.Write(details.Street),
            PostCode = details.PostCode is null ? null : BankText.Write(details.PostCode),
        };
}
