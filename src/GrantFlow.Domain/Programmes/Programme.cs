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

    /// <summary>The first day on which these rules are stamped on new applications; <c>null</c> for the first ones known.</summary>
    public DateOnly? ValidFrom { get; init; }

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

    /// <summary>What may be given in kind, item by item; empty where the source names none, and then anything of the programme's kinds.</summary>
    public IReadOnlyList<CatalogueItem> Items { get; init; } = [];

    public CashRule Cash { get; init; } = new(Allowed: true, MaxPercent: null);

    /// <summary>The kinds of line that may be planned: all of them when the file lists none, without cash where cash is not allowed.</summary>
    public required IReadOnlySet<LineKind> LineKinds { get; init; }

    /// <summary>Lines of these kinds come first: a cash line is due only when all of them are final.</summary>
    public IReadOnlySet<LineKind> BeforeCash { get; init; } = FrozenSet<LineKind>.Empty;

    public bool InKindBeforeCash => BeforeCash.Count > 0;

    /// <summary>More than this needs a second approval by another person.</summary>
    public Money? SecondApprovalAbove { get; init; }

    public bool AlwaysTwoApprovals { get; init; }

    /// <summary>A vulnerable person's grant needs a second approval. For children alone that holds everywhere.</summary>
    public bool TwoApprovalsIfVulnerable { get; init; }

    /// <summary>How many persons the programme can carry.</summary>
    public int? PersonQuota { get; init; }

    /// <summary>When an application may be submitted.</summary>
    public Window Window { get; init; } = new(null, null, null);

    public int? ExpiresMonthsAfterReturn { get; init; }

    /// <summary>Days between declaration and approval in which the person can think again.</summary>
    public int? CoolingOffDays { get; init; }

    /// <summary>Days after a rejection in which it can be appealed.</summary>
    public int? AppealDays { get; init; }

    /// <summary>Days without a step after which a grant goes to a deputy.</summary>
    public int SilenceDays { get; init; } = SystemRules.SilenceDays;

    /// <summary>Months after which the same person may have another grant of the programme; <c>null</c>: once.</summary>
    public int? RepeatAfterMonths { get; init; }

    /// <summary>Identities are sealed: only the case's own office and approver may open them.</summary>
    public bool Sealed { get; init; }

    /// <summary>How the programme is called toward banks, phones and funders, where its own name would give the person away.</summary>
    public string? NeutralName { get; init; }

    /// <summary>What must be on file before a grant moves on.</summary>
    public IReadOnlySet<Gate> Gates { get; init; } = DefaultGates;

    /// <summary>The programmes into which this one refers people.</summary>
    public IReadOnlySet<ProgrammeId> RefersInto { get; init; } = FrozenSet<ProgrammeId>.Empty;

    /// <summary>Its delivered service confirms the departure of the grant it serves.</summary>
    public bool ConfirmsDeparture { get; init; }

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
            : CeilingOf(role) ?? SystemRules.Ceiling;
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

    /// <summary>The gates of a programme that says nothing else: people return, by their own will, and are met.</summary>
    public static IReadOnlySet<Gate> DefaultGates { get; } = new[] { Gate.Declaration, Gate.Arrival, Gate.Identity, Gate.Guardian }.ToFrozenSet();

    /// <summary>A child counts as a family member where the programme does not tell them apart.</summary>
    private Money? CeilingOf(HouseholdRole role) =>
        Ceilings.TryGetValue(role, out var ceiling) ? ceiling : role == HouseholdRole.Minor ? CeilingOf(HouseholdRole.FamilyMember) : null;

    /// <summary>What a person of the category is given; none where a grant is one amount.</summary>
    public IEnumerable<Package> PackagesFor(BeneficiaryCategory category) => Packages.Where(package => package.Category == category);
}
