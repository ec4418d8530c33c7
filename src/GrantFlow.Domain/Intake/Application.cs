using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Intake;

/// <summary>What a person applies for. Who they are stays in the vault under <paramref name="Person"/>.</summary>
/// <param name="Programme">Under which programme.</param>
/// <param name="Office">The country office that will meet the person.</param>
/// <param name="Person">The key in the vault.</param>
/// <param name="Host">The country they return from.</param>
/// <param name="Destination">The country they return to.</param>
/// <param name="Nationality">Null when stateless or unknown.</param>
/// <param name="Category">Their situation, as the programmes name it.</param>
/// <param name="HouseholdRole">Principal applicant or family member.</param>
/// <param name="Requested">In euro, above zero, at most the ceiling.</param>
/// <param name="Declaration">That they return of their own will; null where the programme asks for none.</param>
/// <param name="Child">For an unaccompanied child, what protects them; null for everyone else.</param>
/// <param name="Route">Where cash would go; may come later.</param>
/// <param name="ReturnOn">The day of return, where known.</param>
public sealed record Application(
    ProgrammeId Programme,
    OfficeId Office,
    PersonId Person,
    CountryCode Host,
    CountryCode Destination,
    CountryCode? Nationality,
    BeneficiaryCategory Category,
    HouseholdRole HouseholdRole,
    Money Requested,
    VoluntaryReturnDeclaration? Declaration,
    UnaccompaniedChild? Child,
    PayoutRoute? Route,
    DateOnly? ReturnOn)
{
    /// <summary>The family this is part of; null for a person alone.</summary>
    public HouseholdId? Household { get; init; }

    /// <summary>Under 18 on the day it was handed in. The birth date itself is in the vault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UnderAge { get; init; }

    /// <summary>The counsellor found the person vulnerable; why is in the counsellor's file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Vulnerable { get; init; }

    /// <summary>The request told a document number. The number itself is in the vault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasDocument { get; init; }

    /// <summary>The grant that this assistance serves: confirming it confirms that grant's departure.</summary>
    public GrantId? Serves { get; init; }

    /// <summary>For a referral from abroad: into which programme, and that the person agreed.</summary>
    public CaseReferral? Referral { get; init; }

    /// <summary>A child without a parent or guardian of theirs in the same case.</summary>
    public bool IsChildAlone => Child is not null || (UnderAge && HouseholdRole == HouseholdRole.Principal) || (Household is null && HouseholdRole == HouseholdRole.Minor);

    /// <summary>Guardian and best-interests determination are on file.</summary>
    public bool HasGuardianPapers => !string.IsNullOrWhiteSpace(Child?.GuardianReference) && !string.IsNullOrWhiteSpace(Child?.BestInterestsReference);

    /// <summary>Cash for a child goes to the guardian.</summary>
    public bool IsChild => UnderAge || Child is not null || HouseholdRole == HouseholdRole.Minor;
}

/// <summary>The recorded declaration that the person returns of their own will.</summary>
/// <param name="Language">The language it was explained in.</param>
/// <param name="Interpreter">The interpreter's staff reference, or null when none was needed.</param>
/// <param name="Counsellor">The counsellor's staff reference, 1 to 100 characters.</param>
/// <param name="SignedOn">Calendar day; never in the future.</param>
public sealed record VoluntaryReturnDeclaration(LanguageCode Language, string? Interpreter, string Counsellor, DateOnly SignedOn);

/// <summary>What must be on file before a grant for an unaccompanied child advances. References, not names.</summary>
/// <param name="GuardianReference">File reference of the guardian's appointment, or null.</param>
/// <param name="BestInterestsReference">File reference of the best-interests determination, or null.</param>
public sealed record UnaccompaniedChild(string? GuardianReference, string? BestInterestsReference);

/// <summary>A referral into another programme.</summary>
/// <param name="Into">The programme that is to receive the person.</param>
/// <param name="Consent">What the person agreed to.</param>
public sealed record CaseReferral(ProgrammeId Into, Consent Consent);

/// <summary>What a person said about their data being handed to somebody else.</summary>
/// <param name="Given">Whether they agreed.</param>
/// <param name="Language">The language it was explained in.</param>
/// <param name="On">Calendar day; never in the future.</param>
public sealed record Consent(bool Given, LanguageCode Language, DateOnly On);
