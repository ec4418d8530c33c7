namespace GrantFlow.Domain.Programmes;

/// <summary>On what ground a person is assisted. One grant has one ground.</summary>
public enum BeneficiaryCategory
{
    VoluntaryReturnee,
    ForcedReturnee,
    VictimOfTrafficking,
    ResettledRefugee,
    RelocatedApplicant,
    FamilyReunification,
    ResidencyApplicant,
}

/// <summary>Ceilings may differ between the person a household case is about and the others in it.</summary>
public enum HouseholdRole
{
    Principal,
    FamilyMember,

    /// <summary>A family member under 18. Never paid directly.</summary>
    Minor,
}
