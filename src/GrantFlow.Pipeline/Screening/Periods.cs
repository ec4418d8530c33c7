using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Pipeline.Screening;

/// <summary>How an application lies in time to another grant of the programme.</summary>
public enum Period
{
    /// <summary>One person can have only one of them.</summary>
    Same,

    /// <summary>It was handed in so long after the other that it is allowed beside it.</summary>
    After,

    /// <summary>It was handed in so long before the other.</summary>
    Before,
}

/// <summary>
/// One person, one grant per programme and period. The rules that the applicant is stamped with say how long a period is, for it is the applicant who is decided
/// on; it counts from submission to submission, so that a second delivery a month later finds the same.
/// </summary>
public sealed class Periods(Catalogue catalogue)
{
    /// <summary>Where the applicant's grant lies beside another's.</summary>
    public Period Of(Grant applicant, Grant other)
    {
        ArgumentNullException.ThrowIfNull(applicant);
        ArgumentNullException.ThrowIfNull(other);
        return catalogue.Find(applicant.Application.Programme, applicant.ProgrammeVersion)?.RepeatAfterMonths is not { } months ? Period.Same
            : other.SubmittedAt.AddMonths(months) <= applicant.SubmittedAt ? Period.After
            : applicant.SubmittedAt.AddMonths(months) <= other.SubmittedAt ? Period.Before
            : Period.Same;
    }
}
