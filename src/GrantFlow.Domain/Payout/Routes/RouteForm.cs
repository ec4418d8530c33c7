using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>What is written down to pay somebody, as the file of routes spells it.</summary>
public enum RouteForm
{
    /// <summary>A bank account by its IBAN.</summary>
    Iban,

    /// <summary>A bank account by its national number and the bank's BIC.</summary>
    NationalAccount,

    /// <summary>A wallet by its phone number.</summary>
    MobileMoney,

    /// <summary>An office's desk by the office's id.</summary>
    CashDesk,
}

/// <summary>Which form goes with which kind of route.</summary>
public static class RouteForms
{
    /// <summary>How the money travels.</summary>
    public static RouteKind Kind(this RouteForm form) => form switch
    {
        RouteForm.MobileMoney => RouteKind.MobileMoney,
        RouteForm.CashDesk => RouteKind.CashDesk,
        _ => RouteKind.BankAccount,
    };

    /// <summary>What is written down in a country: whether there is an IBAN is not a matter of choice.</summary>
    public static RouteForm Form(this RouteKind kind, Values.CountryCode country) => kind switch
    {
        RouteKind.MobileMoney => RouteForm.MobileMoney,
        RouteKind.CashDesk => RouteForm.CashDesk,
        _ => Iban.IsUsedIn(country) ? RouteForm.Iban : RouteForm.NationalAccount,
    };
}
