namespace GrantFlow.Domain.Programmes.Changes;

/// <summary>Whether two texts of one version say the same.</summary>
public static class RuleComparison
{
    /// <summary>Name, source and notes decide nothing and do not count; nor does the order in which sets are written.</summary>
    public static bool SaysTheSameAs(this Programme one, Programme other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        // A record compares everything but what is in its collections: those are made equal here and compared below.
        var plain = one with
        {
            Name = other.Name, Source = other.Source, Notes = other.Notes,
            Hosts = other.Hosts, Destinations = other.Destinations, Categories = other.Categories, Nationalities = other.Nationalities, Languages = other.Languages,
            Ceilings = other.Ceilings, Packages = other.Packages, Items = other.Items, LineKinds = other.LineKinds, BeforeCash = other.BeforeCash,
            Gates = other.Gates, RefersInto = other.RefersInto, FundingLines = other.FundingLines,
        };
        return plain == other
            && Same(one.Hosts, other.Hosts) && Same(one.Destinations, other.Destinations) && Same(one.Categories, other.Categories)
            && Same(one.Nationalities, other.Nationalities) && Same(one.Languages, other.Languages)
            && Same(one.LineKinds, other.LineKinds) && Same(one.BeforeCash, other.BeforeCash) && Same(one.Gates, other.Gates) && Same(one.RefersInto, other.RefersInto)
            && Same(one.Ceilings.ToHashSet(), other.Ceilings.ToHashSet()) && Same(one.Packages.ToHashSet(), other.Packages.ToHashSet()) && Same(one.Items.ToHashSet(), other.Items.ToHashSet()) && Same(one.FundingLines.ToHashSet(), other.FundingLines.ToHashSet());
    }

    private static bool Same<T>(IReadOnlySet<T>? one, IReadOnlySet<T>? other) => one is null ? other is null : other is not null && one.SetEquals(other);
}
