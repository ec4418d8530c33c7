using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Functions.Http;

/// <summary>What the competent agency gets about a person who seeks protection: what it needs to receive them, and no document, account or plan of return.</summary>
internal static class HandOverAnswer
{
    public static object Of(Grant grant, HandOver handOver, PersonalData person, Office? office) => new
    {
        handOver.Agency,
        handOver.ReferredOn,
        Case = grant.Id,
        Office = new { Id = grant.Application.Office, office?.Name, office?.Country },
        Person = new
        {
            person.FamilyName,
            person.GivenNames,
            person.BirthDate,
            grant.Application.Nationality,
            Language = grant.Application.Declaration?.Language ?? handOver.Consent.Language,
            InterpreterNeeded = grant.Application.Declaration?.Interpreter is not null,
            grant.Application.Child?.GuardianReference,
        },
        handOver.Consent,
    };
}
