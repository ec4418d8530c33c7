using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.BankFile;
using Microsoft.Extensions.Configuration;

namespace GrantFlow.Functions;

/// <summary>Reads who orders bank payments. Needed only where money is paid by <c>routes</c>; a mistake stops the host at its start, not the first batch.</summary>
internal static class OrderingPartySettings
{
    private const int LongestName = 70;
    private const int LongestTown = 35;

    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static OrderingParty Read(IConfiguration configuration, Catalogue catalogue) => new(
        Plain(configuration, Settings.DebtorName, LongestName, "the name under which the accounts are held; choose one that says nothing of why people are paid"),
        CountryCode.TryParse(Text(configuration, Settings.DebtorCountry, "the country of the organisation, such as DE"), out var country)
            ? country
            : throw Wrong(Settings.DebtorCountry, "an ISO 3166 country code in capitals, such as DE"),
        Plain(configuration, Settings.DebtorTown, LongestTown, "the town of the organisation; banks refuse an address without it"),
        Account(Settings.DebtorIban, Text(configuration, Settings.DebtorIban, "the IBAN from which is paid"), Settings.DebtorBic, Text(configuration, Settings.DebtorBic, "the BIC of its bank")),
        ByLine(configuration[Settings.DebtorAccounts], catalogue),
        (configuration[Settings.DebtorCharges] ?? "") switch
        {
            "" or "DEBT" => ChargeBearer.Debt,
            "SHAR" => ChargeBearer.Shar,
            _ => throw Wrong(Settings.DebtorCharges, "DEBT, so that the organisation pays the banks, or to SHAR, so that each side pays its own, or not at all (DEBT)"),
        });

    private static Dictionary<FundingLineId, OrderingAccount> ByLine(string? text, Catalogue catalogue)
    {
        const string Expected = "funding lines with their accounts, such as tact/reintegration=<IBAN>,<BIC>; several with a semicolon between them; or not at all";
        var known = catalogue.Versions.Values.SelectMany(versions => versions).SelectMany(rules => rules.FundingLines).Select(line => line.Id).ToHashSet();
        var accounts = new Dictionary<FundingLineId, OrderingAccount>();
        foreach (var entry in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry.Split('=', ',') is not [var line, var iban, var bic] || !FundingLineId.TryParse(line, out var id))
            {
                throw Wrong(Settings.DebtorAccounts, Expected);
            }

            if (!known.Contains(id))
            {
                throw new InvalidOperationException($"The setting {Settings.DebtorAccounts} names the funding line {id}, which no programme has: correct or remove it.");
            }

            if (!accounts.TryAdd(id, Account(Settings.DebtorAccounts, iban, Settings.DebtorAccounts, bic)))
            {
                throw new InvalidOperationException($"The setting {Settings.DebtorAccounts} names the funding line {id} twice: remove one.");
            }
        }

        return accounts;
    }

    private static OrderingAccount Account(string ibanSetting, string iban, string bicSetting, string bic)
    {
        var (number, bank) = (Iban.Normalise(iban), Bic.Normalise(bic));
        if (number.Length < 2 || !CountryCode.TryParse(number[..2], out var country) || Iban.Fault(number, country) is not null)
        {
            throw Wrong(ibanSetting, "an IBAN whose length and check digits are right");
        }

        return Bic.Fault(bank, country) is null ? new OrderingAccount(number, bank) : throw Wrong(bicSetting, "the BIC, of 8 or 11 characters, of a bank in the account's country");
    }

    private static string Plain(IConfiguration configuration, string setting, int longest, string expected)
    {
        var text = Text(configuration, setting, expected);
        return BankText.IsPlain(text) && text.Length <= longest
            ? text
            : throw Wrong(setting, $"1 to {longest} Latin letters without accents, digits, blanks and / - ? : ( ) . , ' +");
    }

    private static string Text(IConfiguration configuration, string setting, string expected) =>
        configuration[setting] is { } text && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : throw new InvalidOperationException($"The setting {setting} is missing: with {Settings.PayoutProvider}=routes, set it to {expected}.");

    private static InvalidOperationException Wrong(string setting, string expected) => new($"The setting {setting} is wrong: set it to {expected}.");
}
