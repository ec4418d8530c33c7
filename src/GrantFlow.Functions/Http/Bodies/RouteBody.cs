using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>Where cash goes. A bad account is refused here, while the person is still in the room, not weeks later by their bank.</summary>
internal sealed record RouteBody(
    RouteKind Kind,
    CountryCode Country,
    string Account,
    string Holder,
    string? Bic = null,
    Payee Payee = Payee.Beneficiary,
    string? Town = null,
    string? Street = null,
    string? PostCode = null) : IChecked
{
    private const int LongestAccount = 64;

    private RouteForm Form => Kind.Form(Country);

    /// <summary>As it is stored and sent: one account has one spelling.</summary>
    private string Normal => Form switch
    {
        RouteForm.Iban => Iban.Normalise(Account),
        RouteForm.NationalAccount => NationalAccount.Normalise(Account),
        RouteForm.MobileMoney => WalletNumber.Normalise(Account, Country),
        _ => Account.Trim().ToLowerInvariant(),
    };

    private string? NormalBic => Bic is null ? null : Domain.Payout.Routes.Bic.Normalise(Bic);

    public IEnumerable<FieldError> Check()
    {
        List<FieldError> errors =
        [
            .. Doors.Check.Text("account", Account, LongestAccount),
            .. Doors.Check.Text("holder", Holder, 100),
            .. Doors.Check.Optional("street", Street, RouteDetails.LongestStreet),
            .. Doors.Check.Optional("postCode", PostCode, RouteDetails.LongestPostCode),
            .. Kind == RouteKind.BankAccount || Town is not null ? Doors.Check.Text("town", Town, RouteDetails.LongestTown) : [],
        ];
        // The holder's name and the address stand in one line of a bank file each.
        errors.AddRange(new[] { ("holder", Holder), ("town", Town), ("street", Street), ("postCode", PostCode) }
            .Where(one => one.Item2 is { } text && text.AsSpan().ContainsAny('\r', '\n'))
            .Select(one => new FieldError(one.Item1, "Write it in one line.")));
        if (errors.All(error => error.Field != "account") && AccountFault() is { } fault)
        {
            errors.Add(new FieldError("account", fault));
        }

        if (BicFault() is { } wrong)
        {
            errors.Add(new FieldError("bic", wrong));
        }

        if (Kind == RouteKind.BankAccount && errors.Count == 0)
        {
            errors.AddRange(BankDetails.Faults(ToDetails(), Country).Select(one => new FieldError(one.Field, one.Fault)));
        }

        return errors;
    }

    public PayoutRoute ToRoute(string key) => new(Kind, Country, "…" + Normal[^4..], key)
    {
        Payee = Payee,
        Desk = Form == RouteForm.CashDesk ? OfficeId.Parse(Normal) : null,
    };

    public RouteDetails ToDetails() => new(Normal, Holder.Trim(), NormalBic) { Town = Town?.Trim(), Street = Street?.Trim(), PostCode = PostCode?.Trim() };

    /// <summary>Keeps the account out of logs.</summary>
    public override string ToString() => nameof(RouteBody);

    private string? AccountFault() => Form switch
    {
        RouteForm.Iban => Iban.Fault(Normal, Country),
        RouteForm.NationalAccount => NationalAccount.Fault(Normal),
        RouteForm.MobileMoney => WalletNumber.Fault(Account, Country),
        // Whether there is such an office there is for the domain to say.
        _ => OfficeId.TryParse(Normal, out var desk) && desk.Value.Length >= 4 ? null : "For a cash desk, give the id of the office whose desk pays, such as iq-erbil. GET /api/payment-routes lists them.",
    };

    private string? BicFault() => (Form, NormalBic) switch
    {
        (RouteForm.NationalAccount, null) => $"Accounts in {Country.Name} have no IBAN: give the bank's BIC with the account number.",
        (RouteForm.Iban, null) or (RouteForm.MobileMoney or RouteForm.CashDesk, null) => null,
        (RouteForm.Iban or RouteForm.NationalAccount, { } bic) => Domain.Payout.Routes.Bic.Fault(bic, Country),
        _ => "Only bank accounts have a BIC. Leave it out.",
    };
}
