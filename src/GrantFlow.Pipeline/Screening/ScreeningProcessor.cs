using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening;

/// <summary>
/// Finds other grants of the same person under the same programme. Who comes first claims the identity; of two at once
/// exactly one wins, because a claim is an insert.
/// </summary>
public sealed class ScreeningProcessor(IdentityClaims claims, IPersonVault vault, IIdentityHash hash, Answers answers)
{
    /// <summary>Handles one delivery of a screening request.</summary>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var message = MessageText.Read<ScreeningRequest>(text);
        var request = message.Body;
        var person = await vault.FindPerson(request.Person, cancellationToken)
            ?? throw new InvalidOperationException($"Person {request.Person} of grant {request.Grant} is not in the vault. Restore the vault or record a withdrawal.");

        var (result, other) = await Screen(request, person, cancellationToken);
        // The causing command is part of the id: a grant that is screened again gets another answer.
        var id = Answers.IdFor(request.Grant, "screening", message.Id);
        await answers.Send(new RecordScreening(id, Actor.System, result, other), message.Id, cancellationToken);
    }

    private async Task<(ScreeningResult Result, GrantId? Other)> Screen(ScreeningRequest request, PersonalData person, CancellationToken cancellationToken)
    {
        if (IdentityText.OfDocument(person) is { } document
            && await claims.Claim(hash.Of(document), request.Programme, request.Grant, cancellationToken) is { } sameDocument)
        {
            return (ScreeningResult.Duplicate, sameDocument);
        }

        return await claims.Claim(hash.Of(IdentityText.OfName(person)), request.Programme, request.Grant, cancellationToken) is { } sameName
            ? (ScreeningResult.LikelyDuplicate, sameName)
            : (ScreeningResult.Clear, null);
    }
}
