using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>An application as intake sends it. Who the person is goes to the vault; the rest goes on.</summary>
internal sealed record ApplicationBody(
    ProgrammeId Programme,
    OfficeId Office,
    CountryCode Host,
    CountryCode Destination,
    BeneficiaryCategory Category,
    Money Amount,
    PersonBody Person,
    DeclarationBody? Declaration = null,
    CountryCode? Nationality = null,
    HouseholdRole HouseholdRole = HouseholdRole.Principal,
    ChildBody? UnaccompaniedChild = null,
    RouteBody? Route = null,
    DateOnly? ReturnOn = null,
    bool Vulnerable = false,
    GrantId? Serves = null,
    CaseReferralBody? Referral = null) : IChecked
{
    public IEnumerable<FieldError> Check() =>
    [
        .. Doors.Check.Within("person", Person),
        .. Doors.Check.Within("declaration", Declaration),
        .. Doors.Check.Within("unaccompaniedChild", UnaccompaniedChild),
        .. Doors.Check.Within("route", Route),
        .. Doors.Check.Day("returnOn", ReturnOn),
        .. Doors.Check.Within("referral", Referral),
        .. Person.BirthDate > Declaration?.SignedOn ? [new("person.birthDate", "The declaration was signed before this day.")] : Array.Empty<FieldError>(),
    ];

    public Application ToApplication(PersonId person, string routeKey, DateOnly today) => new(
        Programme, Office, person, Host, Destination, Nationality, Category, HouseholdRole, Amount,
        Declaration is { } declared ? new VoluntaryReturnDeclaration(declared.Language, declared.Interpreter, declared.Counsellor, declared.SignedOn) : null,
        UnaccompaniedChild is { } child ? new UnaccompaniedChild(child.GuardianReference, child.BestInterestsReference) : null,
        Route?.ToRoute(routeKey),
        ReturnOn)
    {
        UnderAge = Person.IsUnderAge(today),
        Vulnerable = Vulnerable,
        Serves = Serves,
        HasDocument = Person.DocumentNumber is not null,
        Referral = Referral?.ToReferral(),
    };
}

/// <summary>Who the person is.</summary>
internal sealed record PersonBody(string FamilyName, string GivenNames, DateOnly BirthDate, string? DocumentNumber = null, CountryCode? DocumentCountry = null) : IChecked
{
    public IEnumerable<FieldError> Check()
    {
        IEnumerable<FieldError> errors =
        [
            .. Doors.Check.Text("familyName", FamilyName, 100),
            .. GivenNames.Length == 0 ? [] : Doors.Check.Text("givenNames", GivenNames, 100),
            .. Doors.Check.Optional("documentNumber", DocumentNumber, 40),
        ];
        if ((DocumentNumber is null) != (DocumentCountry is null))
        {
            errors = errors.Append(new FieldError("documentCountry", "Give the document's number and country, or neither."));
        }

        return BirthDate.Year < 1900 ? errors.Append(new FieldError("birthDate", "A date from 1900 on is needed.")) : errors;
    }

    /// <summary>Who is born on 29 February is of age on 1 March.</summary>
    public bool IsUnderAge(DateOnly today) => BirthDate > today.AddYears(-SystemRules.AdultAge);

    public PersonalData ToPersonalData() => new(FamilyName.Trim(), GivenNames.Trim(), BirthDate, DocumentNumber?.Trim(), DocumentCountry);

    /// <summary>Keeps the person out of logs.</summary>
    public override string ToString() => nameof(PersonBody);
}

/// <summary>The declaration of voluntary return.</summary>
internal sealed record DeclarationBody(LanguageCode Language, string Counsellor, DateOnly SignedOn, string? Interpreter = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Text("counsellor", Counsellor, 100), .. Doors.Check.Day("signedOn", SignedOn), .. Doors.Check.Optional("interpreter", Interpreter, 100)];
}

/// <summary>File references that must be there for an unaccompanied child.</summary>
internal sealed record ChildBody(string? GuardianReference = null, string? BestInterestsReference = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Optional("guardianReference", GuardianReference, 100), .. Doors.Check.Optional("bestInterestsReference", BestInterestsReference, 100)];
}

/// <summary>A referral into another programme, and what the person said about it.</summary>
internal sealed record CaseReferralBody(ProgrammeId Into, ConsentBody Consent) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Within("consent", Consent);

    public CaseReferral ToReferral() => new(Into, Consent.ToConsent());
}
