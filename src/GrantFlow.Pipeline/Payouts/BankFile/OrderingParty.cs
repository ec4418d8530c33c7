using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>Who pays the banks on the way. Names are those of ISO 20022's charge bearers, but for credit transfers in euro under SEPA, where each side pays its own (SLEV).</summary>
public enum ChargeBearer
{
    /// <summary>The organisation: the person receives the whole amount.</summary>
    Debt,

    /// <summary>Each side its own.</summary>
    Shar,
}

/// <summary>An account that payments are made from.</summary>
/// <param name="Iban">In its electronic form.</param>
/// <param name="Bic">Of the bank.</param>
public sealed record OrderingAccount(string Iban, string Bic);

/// <summary>Who orders payments, as every bank on the way and the person's own bank read it.</summary>
/// <param name="Name">Under which the accounts are held, in the basic set of <see cref="BankText"/>.</param>
/// <param name="Country">Where it is.</param>
/// <param name="Town">Where it is.</param>
/// <param name="Account">From which is paid.</param>
/// <param name="ByLine">Funding lines that are paid from an account of their own.</param>
/// <param name="Charges">Who pays the banks where SEPA does not say.</param>
public sealed record OrderingParty(
    string Name, CountryCode Country, string Town, OrderingAccount Account, IReadOnlyDictionary<FundingLineId, OrderingAccount> ByLine, ChargeBearer Charges)
{
    /// <summary>The account from which a funding line is paid.</summary>
    public OrderingAccount For(FundingLineId line) => ByLine.GetValueOrDefault(line, Account);
}
