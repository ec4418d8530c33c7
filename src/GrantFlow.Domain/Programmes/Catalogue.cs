using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>Every programme, each with all versions of its rules, and every office. Built by the catalogue reader, or by a test from its own parts.</summary>
public sealed class Catalogue
{
    /// <param name="rules">Any number of versions of any number of programmes, in any order.</param>
    /// <param name="offices">By id.</param>
    public Catalogue(IEnumerable<Programme> rules, IReadOnlyDictionary<OfficeId, Office> offices)
    {
        var versions = new OrderedDictionary<ProgrammeId, IReadOnlyList<Programme>>();
        foreach (var programme in rules.GroupBy(version => version.Id))
            versions[programme.Key] = [.. programme.OrderBy(version => version.ValidFrom ?? DateOnly.MinValue)];
        (Versions, Offices) = (versions, offices);
    }

    /// <summary>Every version of each programme's rules, the oldest first; at least one.</summary>
    public IReadOnlyDictionary<ProgrammeId, IReadOnlyList<Programme>> Versions { get; }

    public IReadOnlyDictionary<OfficeId, Office> Offices { get; }

    /// <summary>How money reaches each country.</summary>
    public PaymentRoutes Routes { get; init; } = PaymentRoutes.Unlimited;

    /// <summary>The rules that a new application is stamped with on a day; null when there is no such programme, or none yet.</summary>
    public Programme? InForce(ProgrammeId id, DateOnly day) =>
        Versions.GetValueOrDefault(id)?.LastOrDefault(version => version.ValidFrom is not { } from || from <= day);

    /// <summary>The rules of one version, as stamped on a grant; null when they are not on file.</summary>
    public Programme? Find(ProgrammeId id, string version) => Versions.GetValueOrDefault(id)?.FirstOrDefault(one => one.Version == version);

    public bool Has(ProgrammeId id) => Versions.ContainsKey(id);

    public Office? Find(OfficeId id) => Offices.GetValueOrDefault(id);

    /// <summary>A funding line as it stands on a day: money and places are topped up by later versions, for all grants of the line.</summary>
    public FundingLine? Find(FundingLineId id, DateOnly day) =>
        (InForce(id.Programme, day) is { } present ? Line(present, id) : null)
        ?? Versions.GetValueOrDefault(id.Programme)?.Select(version => Line(version, id)).LastOrDefault(line => line is not null);

    /// <summary>Every funding line that any version of the rules knows, as it stands on a day.</summary>
    public IEnumerable<FundingLine> Lines(DateOnly day) =>
        Versions.Values.SelectMany(versions => versions.SelectMany(rules => rules.FundingLines).Select(line => line.Id).Distinct()).Select(id => Find(id, day)!);

    private static FundingLine? Line(Programme programme, FundingLineId id) => programme.FundingLines.SingleOrDefault(line => line.Id == id);
}
