using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Pipeline.Screening.Names;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Functions.Http;

/// <summary>Two cases side by side as the API shows them: the one in question first, then the one that was there before.</summary>
internal static class DuplicateAnswer
{
    public static object Of(SuspectedDuplicate suspected, DuplicateAdjudicated? decision, IReadOnlyList<object> cases) => new
    {
        suspected.Other,
        suspected.Score,
        PersonLikeness.Threshold,
        suspected.NotCompared,
        Decision = decision is null ? null : new { decision.SamePerson, decision.Why, decision.At, By = new { decision.By.Id, decision.By.Role }, decision.Score },
        Cases = cases,
    };

    public static object Case(Grant grant, bool isSealed, PersonalData? person) => new
    {
        grant.Id,
        grant.State,
        grant.Application.Programme,
        grant.ProgrammeVersion,
        grant.Application.Office,
        grant.Application.Host,
        grant.Application.Destination,
        grant.Application.Nationality,
        grant.Application.Category,
        grant.Application.HouseholdRole,
        grant.Application.Household,
        grant.Application.ReturnOn,
        grant.Application.Requested,
        grant.Approved,
        grant.Spent,
        grant.Submitters,
        grant.SubmittedAt,
        grant.ChangedAt,
        Sealed = isSealed,
        Person = person is null ? null : new { person.FamilyName, person.GivenNames, person.BirthDate, person.DocumentNumber, person.DocumentCountry },
    };
}
