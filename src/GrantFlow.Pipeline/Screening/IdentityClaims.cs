using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening;

/// <summary>One row per identity and programme, inserted if absent: who inserts it has the claim.</summary>
public sealed class IdentityClaims(ITables tables, GrantStore grants)
{
    private const string Holder = "grant";

    /// <summary>Claims an identity. Null when this grant holds it now; the other grant when that one does.</summary>
    public async Task<GrantId?> Claim(string identity, ProgrammeId programme, GrantId grant, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, object> { [Holder] = grant.Value };
        while (await tables.Commit(TableNames.Identities, [RowChange.Add(identity, programme.Value, values)], cancellationToken) != CommitOutcome.Committed)
        {
            if (await tables.Find(TableNames.Identities, identity, programme.Value, cancellationToken) is not { } row)
            {
                continue;
            }

            var holder = GrantId.Parse(row.Text(Holder));
            if (holder == grant)
            {
                // Written again, so that nobody who looked at this grant before it was reopened can take the claim from it.
                if (await tables.Commit(TableNames.Identities, [RowChange.Replace(row, values)], cancellationToken) == CommitOutcome.Committed)
                {
                    return null;
                }

                continue;
            }

            var other = await grants.Find(holder, cancellationToken);
            if (other is null || !GrantMachine.EndedUnpaid.Contains(other.Grant.State))
            {
                return holder;
            }

            // The other grant ended without a payment: without prejudice, the person may come again.
            if (await tables.Commit(TableNames.Identities, [RowChange.Replace(row, values)], cancellationToken) == CommitOutcome.Committed)
            {
                return null;
            }
        }

        return null;
    }
}
