using System.Collections.Frozen;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>
/// One assistance programme at one version of its rules, as its catalogue file states it. A grant is stamped with
/// <see cref="Id"/> and <see cref="Version"/>. <c>null</c> always means that the source sets no limit.
/// </summary>
public sealed record Programme
{
    public required ProgrammeId Id { get; init; }

    /// <summary>For example <c>2026-1</c>; a change of any rule takes a new one.</summary>
    public required string Version { get; init; }

    public required string Name { get; init; }

    /// <summary>What kind of publication the facts come from.</summary>
    public required string Source { get; init; }

    /// <summary>The countries people leave, or in which they are assisted.</summary>
    public IReadOnlySet<CountryCode>? Hosts { get; init; }

    /// <summary>The countries people go to, or stay in when the programme moves nobody.</summary>
    public IReadOnlySet<CountryCode>? Destinations { get; init; }

    /// <summary>A part of the one destination country, worded as <see cref="Office.Region"/>.</summary>
    public string? DestinationRegion { get; init; }

    public IReadOnlySet<BeneficiaryCategory>? Categories { get; init; }

    public IReadOnlySet<CountryCode>? Nationalities { get; init; }

    /// <summary>In which information is given and declarations are taken.</summary>
    public IReadOnlySet<LanguageCode>? Languages { get; init; }

    /// <summary>Whether one decision may cover a household, each member keeping a grant of their own.</summary>
    public bool Families { get; init; }

    /// <summary>By role; a role that is missing has the system ceiling, because that one holds whatever a programme says.</summary>
    public IReadOnlyDictionary<HouseholdRole, Money> Ceilings { get; init; } = FrozenDictionary<HouseholdRole, Money>.Empty;

    /// <summary>Empty when a grant is one amount; else a grant is the sum of the packages of the person's category.</summary>
    public IReadOnlyList<Package> Packages { get; init; } = [];

    public CashRule Cash { get; init; } = new(Allowed: true, MaxPercent: null);

    /// <summary>The kinds of line that may be planned: all of them when the file lists none, without cash where cash is not allowed.</summary>
    public required IReadOnlySet<LineKind> LineKinds { get; init; }

    /// <summary>Lines of these kinds come first: a cash line is due only when all of them are final.</summary>
    public IReadOnlySet<LineKind> BeforeCash { get; init; } = FrozenSet<LineKind>.Empty;

    public bool InKindBeforeCash => BeforeCash.Count > 0;

    /// <summary>More than this needs a second approval by another person.</summary>
    public Money? SecondApprovalAbove { get; init; }

    public bool AlwaysTwoApprovals { get; init; }

    /// <summary>How many persons the programme can carry.</summary>
    public int? PersonQuota { get; init; }

    /// <summary>When an application may be submitted.</summary>
    public Window Window { get; init; } = new(null, null, null);

    public int? ExpiresMonthsAfterReturn { get; init; }

    /// <summary>Identities are sealed: only the case's own office and approver may open them.</summary>
    public bool Sealed { get; init; }

    /// <summary>The departure must be confirmed before the arrival can be.</summary>
    public bool DepartureConfirmedFirst { get; init; }

    /// <summary>Exactly one of them pays grants.</summary>
    public required IReadOnlyList<FundingLine> FundingLines { get; init; }

    /// <summary>Facts of the source that no rule enforces.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public FundingLine GrantFunding => FundingLines.Single(line => line.PaysGrants);

    /// <summary>The most one person's grant may be worth: what the programme says, and never more than <see cref="SystemRules.Ceiling"/>.</summary>
    public Money Ceiling(HouseholdRole role, BeneficiaryCategory category)
    {
        var stated = Packages.Count > 0
            ? Money.Sum(PackagesFor(category).Select(package => package.Amount(role)), SystemRules.Ceiling.Currency)
            : Ceilings.TryGetValue(role, out var ceiling) ? ceiling : SystemRules.Ceiling;
        return Money.Min(stated, SystemRules.Ceiling);
    }

    /// <summary>The most of an approved amount that may be planned as cash: zero where the programme pays none.</summary>
    public Money CashCeiling(HouseholdRole role, BeneficiaryCategory category, Money approved)
    {
        if (!Cash.Allowed)
            return Money.Zero(approved.Currency);

        var share = Cash.MaxPercent is { } percent ? approved.PercentFloor(percent) : approved;
        return Packages.Count > 0
            ? Money.Min(share, Money.Sum(PackagesFor(category).Where(package => package.Cash).Select(package => package.Amount(role)), approved.Currency))
            : share;
    }

    private IEnumerable<Package> PackagesFor(BeneficiaryCategory category) => Packages.Where(package => package.Category == category);
}
