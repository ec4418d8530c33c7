using System.Collections.Frozen;
using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Functions.Security;

/// <summary>Roles as tokens spell them (the values of the Entra ID app roles).</summary>
public static class RoleNames
{
    private static readonly FrozenDictionary<string, Role> Roles = new Dictionary<string, Role>
    {
        ["intake"] = Role.Intake,
        ["officer"] = Role.Officer,
        ["country-office"] = Role.CountryOffice,
        ["finance"] = Role.Finance,
        ["programme-admin"] = Role.ProgrammeAdmin,
        ["auditor"] = Role.Auditor,
    }.ToFrozenDictionary();

    /// <summary>Every spelling. The pipeline's own role has none: no token carries it.</summary>
    public static IReadOnlyCollection<string> All => Roles.Keys;

    /// <summary>Reads a spelling.</summary>
    public static bool TryParse(string? name, out Role role) => Roles.TryGetValue(name ?? "", out role);
}
