using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <param name="MaxPercent">Of the approved amount, 1 to 100; <c>null</c> when the source sets no limit.</param>
public sealed record CashRule(bool Allowed, int? MaxPercent);

/// <summary>The days on which an application may be submitted, both included.</summary>
/// <param name="From">The first day; <c>null</c> when unknown.</param>
/// <param name="Until">The last day; <c>null</c> when unknown.</param>
/// <param name="Months">The length of the first period where the source gives one instead of an end. It ends nothing until the first day is known.</param>
public sealed record Window(DateOnly? From, DateOnly? Until, int? Months)
{
    /// <summary>The last day, if it is known or follows from the length.</summary>
    public DateOnly? LastDay => Until ?? (Months is { } months ? From?.AddMonths(months).AddDays(-1) : null);

    public bool Contains(DateOnly day) => (From is not { } first || day >= first) && (LastDay is not { } last || day <= last);
}

/// <summary>One funder's component. The components of a programme never mix; only one of them pays grants.</summary>
/// <param name="Funder">Who pays; <c>null</c> when unknown.</param>
/// <param name="Component">What the money is for.</param>
/// <param name="Amount">What the line holds for grants, all funders together; <c>null</c> when unknown, and then nothing limits it. Amendments come on top.</param>
/// <param name="Shards">Over how many rows reservations are spread, 1 to 64, so that approvals do not queue at one row.</param>
public sealed record FundingLine(FundingLineId Id, string? Funder, string Component, Money? Amount, bool PaysGrants, int Shards)
{
    /// <summary>What was agreed beside the amount.</summary>
    public FundingAgreement Agreement { get; init; } = FundingAgreement.Unknown;

    /// <summary>Why nothing can be reserved on a day; null where it can, as far as the agreement goes.</summary>
    public string? ClosedOn(DateOnly day) => Agreement.Eligible.Contains(day)
        ? null
        : $"The agreement of {Id} covers {Agreement.Eligible}; today is {day:yyyy-MM-dd}. "
            + (Agreement.Eligible.From is { } from && day < from ? $"Approve on {from:yyyy-MM-dd} or later." : "Where the funder agrees to other days, have the programme administrator enter them; else reject the grant.");
}

/// <summary>A part of a grant with an amount and a deadline of its own, for one category of person.</summary>
/// <param name="Id">A slug, unique within the programme.</param>
/// <param name="Cash">Whether the package may be paid in cash; otherwise it is in kind only.</param>
/// <param name="WorkingDaysAfterArrival">By when it must be delivered; <c>null</c> when only the grant's own expiry counts.</param>
public sealed record Package(string Id, BeneficiaryCategory Category, Money Principal, Money FamilyMember, bool Cash, int? WorkingDaysAfterArrival)
{
    /// <summary>For a family member under 18; <c>null</c>: as for any other family member.</summary>
    public Money? Minor { get; init; }

    /// <summary>Per person.</summary>
    public Money Amount(HouseholdRole role) => role switch
    {
        HouseholdRole.Principal => Principal,
        HouseholdRole.Minor => Minor ?? FamilyMember,
        _ => FamilyMember,
    };
}

/// <summary>Something a programme gives in kind.</summary>
/// <param name="Code">A slug, unique within the programme.</param>
/// <param name="Name">What it is, in plain words.</param>
/// <param name="Kind">The kind of line it is planned as; never cash.</param>
/// <param name="MaxPrice">The most for one unit; <c>null</c> when the source sets no limit.</param>
/// <param name="Unit">What one of it is: a piece, a month, a course.</param>
public sealed record CatalogueItem(string Code, string Name, LineKind Kind, Money? MaxPrice, string Unit);

/// <summary>What must be on file before a grant moves on.</summary>
public enum Gate
{
    /// <summary>The signed declaration of voluntary return, before anything else. Asked of those who return by their own will only.</summary>
    Declaration,

    /// <summary>The confirmed departure, before the arrival.</summary>
    Departure,

    /// <summary>The confirmed arrival, before anything is given.</summary>
    Arrival,

    /// <summary>The confirmed identity, before anything is given.</summary>
    Identity,

    /// <summary>For a child alone: guardian and best-interests determination, before anything else. Holds everywhere.</summary>
    Guardian,
}
