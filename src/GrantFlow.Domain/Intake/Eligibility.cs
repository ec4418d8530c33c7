using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Intake;

/// <summary>Whether an application fits its programme as the catalogue has it. A field the programme leaves open limits nothing.</summary>
internal static class Eligibility
{
    public static IEnumerable<Decision.Refused> Check(Application application, Programme? programme, DateOnly handedInOn, DecisionContext context)
    {
        if (programme is null && context.Catalogue.Versions.GetValueOrDefault(application.Programme) is [{ ValidFrom: { } first }, ..])
        {
            return [new(RefusalCode.OutsideWindow, $"The rules of {application.Programme} begin on {first:yyyy-MM-dd}; this application is of {handedInOn:yyyy-MM-dd}. Hand it in from that day.")];
        }

        if (programme is null)
        {
            return [new(RefusalCode.UnknownProgramme, $"There is no programme {application.Programme}. GET /api/programmes lists them.")];
        }

        return
        [
            .. Covers(application, programme, handedInOn),
            .. Places(application, programme, context.Catalogue),
            .. Declares(application, programme, context.Today),
            .. Families.Check(application, programme),
            .. Payees.Check(application, application.Route),
            .. RouteRules.Check(application.Route, application, programme, application.Requested, context.Catalogue),
            .. Guardians.Check(application),
            .. Serving.Check(application, programme),
            .. Referrals.Check(application, programme, handedInOn, context),
            .. Ceilings(application.Requested, application, programme),
        ];
    }

    /// <summary>The ceilings that hold for any amount of this application, at intake and again at approval.</summary>
    public static IEnumerable<Decision.Refused> Ceilings(Money amount, Application application, Programme programme)
    {
        var (role, category) = (application.HouseholdRole, application.Category);
        if (amount.Currency != Currency.Eur)
        {
            yield return new(RefusalCode.WrongCurrency, $"Grants are kept in EUR; {amount.Currency} was given. Give the amount in EUR.");
            yield break;
        }

        if (!amount.IsPositive)
        {
            yield return new(RefusalCode.AmountNotPositive, "The amount must be above zero.");
        }

        if (amount > SystemRules.Ceiling)
        {
            yield return new(RefusalCode.OverSystemCeiling, $"{amount} is over {SystemRules.Ceiling}, the most any person and grant can get. Ask for less.");
        }

        if (amount > programme.Ceiling(role, category))
        {
            yield return new(RefusalCode.OverProgrammeCeiling, $"{amount} is over {programme.Ceiling(role, category)}, the ceiling of {programme.Id} for a {role.Plain()} who is a {category.Plain()}. Ask for less.");
        }
    }

    public static IEnumerable<Decision.Refused> Covers(Application application, Programme programme, DateOnly handedInOn)
    {
        if (!programme.Window.Contains(handedInOn))
        {
            yield return new(RefusalCode.OutsideWindow, $"{programme.Id} takes applications from {programme.Window.From?.ToString("yyyy-MM-dd") ?? "the start"} to {programme.Window.LastDay?.ToString("yyyy-MM-dd") ?? "an open end"}; this one is of {handedInOn:yyyy-MM-dd}. Hand it in within those days, or under a programme that is open.");
        }

        if (programme.Hosts is { } hosts && !hosts.Contains(application.Host))
        {
            yield return new(RefusalCode.HostNotCovered, $"{programme.Id} does not cover returns from {application.Host}. It covers {string.Join(", ", hosts)}.");
        }

        if (programme.Destinations is { } destinations && !destinations.Contains(application.Destination))
        {
            yield return new(RefusalCode.DestinationNotCovered, $"{programme.Id} does not cover returns to {application.Destination}. It covers {string.Join(", ", destinations)}.");
        }

        if (programme.Nationalities is { } nationalities && !(application.Nationality is { } nationality && nationalities.Contains(nationality)))
        {
            yield return new(RefusalCode.NationalityNotCovered, $"{programme.Id} is for nationals of {string.Join(", ", nationalities)}. Correct the nationality if it is wrong, or hand in under a programme that takes others.");
        }

        if (programme.Categories is { } categories && !categories.Contains(application.Category))
        {
            yield return new(RefusalCode.CategoryNotCovered, $"{programme.Id} is for {string.Join(", ", categories.Select(one => one.Plain()))}; the application says {application.Category.Plain()}. Correct it if it is wrong, or hand in under a programme for it.");
        }

        if (programme.ExpiresMonthsAfterReturn is not null && application.ReturnOn is null)
        {
            yield return new(RefusalCode.ReturnDateMissing, $"{programme.Id} counts its deadline from the day of return. Give returnOn.");
        }
    }

    public static IEnumerable<Decision.Refused> Places(Application application, Programme programme, Catalogue catalogue)
    {
        if (catalogue.Find(application.Office) is not { } office)
        {
            yield return new(RefusalCode.UnknownOffice, $"There is no country office {application.Office}. {OfficesOf(application, programme, catalogue)}");
        }
        else if (office.Country != application.Destination && !(office.Country == application.Host && !programme.Cash.Allowed))
        {
            // Assistance without cash (airport, residency help, pre-departure) is given where the person is, not where they go.
            yield return new(RefusalCode.OfficeOutsideCountry, $"The office {office.Id} serves {office.Country}, not {application.Destination}. {OfficesOf(application, programme, catalogue)}");
        }
        else if (programme.DestinationRegion is { } region && office.Region != region)
        {
            yield return new(RefusalCode.OfficeOutsideCountry, $"{programme.Id} covers returns to {region}; the office {office.Id} serves {office.Region ?? "another region"}. {OfficesOf(application, programme, catalogue)}");
        }
    }

    private static string OfficesOf(Application application, Programme programme, Catalogue catalogue)
    {
        var offices = catalogue.Offices.Values
            .Where(office => (office.Country == application.Destination || (office.Country == application.Host && !programme.Cash.Allowed)) && (programme.DestinationRegion is not { } region || office.Region == region))
            .Select(office => office.Id.Value).Order(StringComparer.Ordinal).ToList();
        return offices.Count > 0 ? $"Name {string.Join(" or ", offices)}." : $"No office serves {application.Destination} yet; ask the programme administrator for one.";
    }

    private static IEnumerable<Decision.Refused> Declares(Application application, Programme programme, DateOnly today)
    {
        // Who is moved, stays, or is returned by force has no return of their own will to declare.
        if (application.Declaration is not { } declaration)
        {
            if (programme.Gates.Contains(Gate.Declaration) && application.Category is BeneficiaryCategory.VoluntaryReturnee or BeneficiaryCategory.VictimOfTrafficking)
            {
                yield return new(RefusalCode.DeclarationInvalid, $"{programme.Id} needs the signed declaration of voluntary return. Give its language, counsellor and day.");
            }

            yield break;
        }

        if (declaration.SignedOn > today)
        {
            yield return new(RefusalCode.DeclarationInvalid, "The declaration of voluntary return is dated in the future. Give the day it was signed.");
        }

        if (programme.Languages is { } languages && !languages.Contains(declaration.Language))
        {
            yield return new(RefusalCode.DeclarationInvalid, $"{programme.Id} informs people in {string.Join(", ", languages)}; the declaration is in {declaration.Language}.");
        }
    }
}
