using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.DryRun;

/// <summary>What a programme's changed file would do. Nothing of it has happened.</summary>
/// <param name="Programme">Whose file.</param>
/// <param name="Errors">Everything that speaks against the file; empty when it can be deployed.</param>
/// <param name="InForce">The version of the changed file that holds today; null when there is none.</param>
/// <param name="TouchedVersions">Present versions that it says otherwise or not at all. Ended grants may be stamped with them.</param>
/// <param name="OpenGrants">The grants it would meet.</param>
/// <param name="FundingLines">What its lines hold already.</param>
public sealed record DryRunReport(
    ProgrammeId Programme, IReadOnlyList<CatalogueError> Errors, string? InForce, IReadOnlyList<string> TouchedVersions, OpenGrants OpenGrants, IReadOnlyList<LineReport> FundingLines)
{
    /// <summary>The file can be deployed.</summary>
    public bool Valid => Errors.Count == 0;
}

/// <summary>The open grants of the programme.</summary>
/// <param name="Read">How many were looked at.</param>
/// <param name="Truncated">There are more than were looked at; the counts are then at the least.</param>
/// <param name="ByVersion">How many are stamped with which version.</param>
/// <param name="WouldPass">How many would be taken if they were handed in under the version in force, on their own day.</param>
/// <param name="WouldBeRefused">The others. They keep their own rules; new people like them would not be taken.</param>
public sealed record OpenGrants(int Read, bool Truncated, IReadOnlyList<StampedGrants> ByVersion, int WouldPass, IReadOnlyList<WouldBeRefused> WouldBeRefused);

/// <summary>How many open grants are stamped with a version.</summary>
public sealed record StampedGrants(string Version, int Grants);

/// <summary>An open grant that the version in force would not take.</summary>
public sealed record WouldBeRefused(GrantId Grant, string Version, DateOnly HandedInOn, RefusalCode Code, string Why);

/// <summary>A funding line of the changed file, or of the present one, and what it holds already.</summary>
/// <param name="FundingLine">Which.</param>
/// <param name="Amount">What the changed file gives it; null when that is open, or the line is gone.</param>
/// <param name="Held">Reserved for grants.</param>
/// <param name="Spent">Gone for good.</param>
/// <param name="PersonQuota">The places that the changed file gives; null when that is open.</param>
/// <param name="Persons">The places that are taken.</param>
public sealed record LineReport(FundingLineId FundingLine, Money? Amount, Money Held, Money Spent, int? PersonQuota, long Persons);
