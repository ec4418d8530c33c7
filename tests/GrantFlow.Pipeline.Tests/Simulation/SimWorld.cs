using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>The programmes that are played: few, since timers look at every funding line there is.</summary>
internal static class SimWorld
{
    /// <summary>By how much is there: a line without a limit, one in shards, one that is too small for all, one with places, one with a date, one for families.</summary>
    public static readonly ProgrammeId[] Programmes = [World.Calais, World.Sharded, World.Scarce, World.Quota, World.Dated, World.Single];

    /// <summary>Paid at once twice over, later, failed at once and later, sent back later.</summary>
    public static readonly string[] Accounts =
        ["IQ67NBIQ850123450004711", Good, "IQ70NBIQ850123450000001", "IQ05NBIQ850123450000007", "IQ75NBIQ850123450000008", "IQ48NBIQ850123450000009"];

    public const string Good = "IQ67NBIQ850123450004711";

    public static readonly Catalogue Catalogue = new(
        World.Catalogue.Versions.Where(programme => programme.Key == World.Families || Programmes.Contains(programme.Key)).SelectMany(programme => programme.Value), World.Catalogue.Offices);
}
