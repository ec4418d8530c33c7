using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;

namespace GrantFlow.Functions.Http;

/// <summary>Under which key the vault keeps the person of a grant: the grant's own, which for a case that was referred is the referral's; for a new grant one that follows from its id.</summary>
public sealed class PersonKeys(GrantStore grants)
{
    /// <summary>The key.</summary>
    public async Task<PersonId> For(GrantId grant, CancellationToken cancellationToken) =>
        (await grants.Find(grant, cancellationToken))?.Grant.Application.Person ?? New(grant);

    /// <summary>The key of whoever a new grant is about: the same for a repeated request.</summary>
    public static PersonId New(GrantId grant) => PersonId.Derive(grant.Value);
}
