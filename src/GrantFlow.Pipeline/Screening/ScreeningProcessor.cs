using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Screening.Names;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening;

/// <summary>
/// Finds other grants of the same person under the same programme. Who comes first claims the document, and the name with the birth date; of two at once
/// exactly one wins, because a claim is an insert. Whoever is merely alike is found by <see cref="LikelyDuplicates"/>, and an officer decides.
/// </summary>
public sealed class ScreeningProcessor(IdentityClaims claims, LikelyDuplicates likely, GrantStore grants, IPersonVault vault, IIdentityHash hash, Answers answers)
{
    /// <summary>Handles one delivery of a screening request.</summary>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var message = MessageText.Read<ScreeningRequest>(text);
        var request = message.Body;
        var person = await vault.FindPerson(request.Person, cancellationToken)
            ?? throw new InvalidOperationException($"Person {request.Person} of grant {request.Grant} is not in the vault. Restore the vault or record a withdrawal.");

        // The causing command is part of the id: a grant that is screened again gets another answer.
        var id = Answers.IdFor(request.Grant, "screening", message.Id);
        await answers.Send(await Screen(id, request, person, cancellationToken), message.Id, cancellationToken);
    }

    private async Task<RecordScreening> Screen(CommandId id, ScreeningRequest request, PersonalData person, CancellationToken cancellationToken)
    {
        if (IdentityText.OfDocument(person) is { } document
            && await claims.Claim(hash.Of(document), request.Programme, request.Grant, other => HasDocument(other, document, cancellationToken), cancellationToken) is { } sameDocument
            && !await AreOneFamily(request.Grant, sameDocument, cancellationToken))
        {
            return new RecordScreening(id, Actor.System, ScreeningResult.Duplicate, sameDocument);
        }

        var sameName = await claims.Claim(hash.Of(IdentityText.OfName(person)), request.Programme, request.Grant, _ => Task.FromResult(true), cancellationToken);
        var keys = await likely.File(request.Grant, request.Programme, person, cancellationToken);
        if (sameName is { } holder)
        {
            // The holder's name may have been amended since: then the claim says nothing any more.
            var score = await PersonOf(holder, cancellationToken) is { } other ? PersonLikeness.Of(person, other) : null;
            if (score is null or { Total: >= PersonLikeness.Threshold })
            {
                return new RecordScreening(id, Actor.System, ScreeningResult.LikelyDuplicate, holder) { Score = score };
            }
        }

        var (best, notCompared) = await likely.Find(request.Grant, keys, person, holdsClaims: sameName is null, cancellationToken);
        return new RecordScreening(id, Actor.System, best is null ? ScreeningResult.Clear : ScreeningResult.LikelyDuplicate, best?.Other) { Score = best?.Score, NotCompared = notCompared };
    }

    /// <summary>A number that was typed wrong and amended since stops nobody else. Where the person's data was erased, the claim is all there is.</summary>
    private async Task<bool> HasDocument(Grant grant, string document, CancellationToken cancellationToken) =>
        await vault.FindPerson(grant.Application.Person, cancellationToken) is not { } other || IdentityText.OfDocument(other) == document;

    /// <summary>A child travels on a parent's passport. Who is really the same person twice in a family is found by name and birth date.</summary>
    private async Task<bool> AreOneFamily(GrantId grant, GrantId other, CancellationToken cancellationToken) =>
        await grants.Find(grant, cancellationToken) is { Grant.Application.Household: { } family }
        && (await grants.Find(other, cancellationToken))?.Grant.Application.Household == family;

    private async Task<PersonalData?> PersonOf(GrantId grant, CancellationToken cancellationToken) =>
        await grants.Find(grant, cancellationToken) is { } found ? await vault.FindPerson(found.Grant.Application.Person, cancellationToken) : null;
}
