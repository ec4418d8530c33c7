using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Protection;

/// <summary>Who may know who a person is. Null means yes; the caller notes the look before anything is shown.</summary>
public static class IdentityAccess
{
    private const string Sealed = "This identity is sealed. Its own country office and its approvers open it, each time with a reason, at POST /api/grants/{id}/unsealing.";

    private static readonly Decision.Refused OtherOffice = new(RefusalCode.OtherOffice, "This grant belongs to another country office.");

    /// <summary>A trafficked person's identity is sealed under every programme, not only under those made for them.</summary>
    public static bool IsSealed(Grant grant, Programme? rules) => (rules?.Sealed ?? true) || grant.Application.Category == BeneficiaryCategory.VictimOfTrafficking;

    /// <summary>Looking without giving a reason: for who submitted it, officers and the grant's own office, and never where identities are sealed.</summary>
    /// <param name="grant">Whose.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="rules">The grant's own; null when they are not on file, and then the identity counts as sealed.</param>
    public static Decision.Refused? Read(Grant grant, Actor actor, Programme? rules)
    {
        if (actor.Role == Role.CountryOffice && !grant.IsServedBy(actor.Office))
        {
            return OtherOffice;
        }

        if (IsSealed(grant, rules))
        {
            return new(RefusalCode.IdentitySealed, Sealed.Replace("{id}", grant.Id.Value, StringComparison.Ordinal));
        }

        return actor.Role switch
        {
            Role.Intake when !grant.Submitters.Contains(actor.Id) => new(RefusalCode.WrongRole, "Intake reads the people it submitted. Ask the colleague who did, or an officer."),
            Role.Intake or Role.Officer or Role.CountryOffice => null,
            _ => new(RefusalCode.WrongRole, $"The role {actor.Role.Plain()} has no need to know who a person is."),
        };
    }

    /// <summary>Opening a sealed identity: for the case's own office and its approvers alone; an office that stands in for it does not.</summary>
    public static Decision.Refused? Unseal(Grant grant, Actor actor) => actor.Role switch
    {
        Role.CountryOffice => actor.Office == grant.Application.Office ? null : OtherOffice,
        Role.Officer when grant.Approvers.Contains(actor.Id) => null,
        _ => new(RefusalCode.IdentitySealed, "Only the case's own country office and the officers who approved it open this identity. Ask one of them."),
    };

    /// <summary>Reading what is handed to the competent agency: as for any look, but for sealed identities as for opening them.</summary>
    public static Decision.Refused? HandOver(Grant grant, Actor actor, Programme? rules) =>
        IsSealed(grant, rules) ? Unseal(grant, actor) : Read(grant, actor, rules);
}
