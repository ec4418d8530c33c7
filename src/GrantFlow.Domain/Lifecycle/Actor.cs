using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>What a person at the door is there for.</summary>
public enum Role
{
    /// <summary>Counsellor or partner: submits, amends, records a withdrawal.</summary>
    Intake,

    /// <summary>Grant officer: approves, rejects, returns, refers, adjudicates, holds.</summary>
    Officer,

    /// <summary>Country office: verifies, splits, confirms deliveries, for its own office only.</summary>
    CountryOffice,

    /// <summary>Finance: releases, settles, closes, exports.</summary>
    Finance,

    /// <summary>Keeps catalogue, funding lines, quotas; never touches a grant.</summary>
    ProgrammeAdmin,

    /// <summary>Reads everything, writes nothing.</summary>
    Auditor,

    /// <summary>The pipeline itself: answers of screening, funding and payout providers, and timers.</summary>
    System,
}

/// <summary>Who acts.</summary>
/// <param name="Id">The person's stable subject, or <c>system</c>.</param>
/// <param name="Role">In which role.</param>
/// <param name="Office">For <see cref="Role.CountryOffice"/> the office; null for everyone else.</param>
public sealed record Actor(ActorId Id, Role Role, OfficeId? Office = null)
{
    /// <summary>The pipeline itself.</summary>
    public static Actor System { get; } = new(ActorId.Parse("system"), Role.System);
}
