using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening;

/// <summary>One row per identity and programme, inserted if absent: who inserts it has the claim.</summary>
public sealed class IdentityClaims(ITables tables, GrantStore grants, Periods periods)
{
    private const string Holder = "grant";

    /// <summary>Claims an identity. Null when this grant holds it now; the other grant when that one does.</summary>
    /// <param name="identity">Its keyed hash.</param>
    /// <param name="programme">Under which programme.</param>
    /// <param name="grant">Who claims it.</param>
    /// <param name="isStillTheirs">Whether the identity is still that of an open grant's person: it may have been amended since.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<GrantId?> Claim(string identity, ProgrammeId programme, GrantId grant, Func<Grant, Task<bool>> isStillTheirs, CancellationToken cancellationToken)
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

            if (await grants.Find(holder, cancellationToken) is not { Grant: var other })
            {
                return holder;
            }

            if (!GrantMachine.EndedUnpaid.Contains(other.State) && await isStillTheirs(other))
            {
                var applicant = await grants.Find(grant, cancellationToken);
                switch (applicant is null ? Period.Same : periods.Of(applicant.Grant, other))
                {
                    case Period.Same:
                        return holder;
                    case Period.Before:
                        // The later period's claim stands: who comes now is compared with that one.
                        return null;
                    default:
                        break;
                }
            }

            // The other grant ended without a payment, or its period is over: without prejudice, the person may come again. Or it never was theirs.
            if (await tables.Commit(TableNames.Identities, [RowChange.Replace(row, values)], cancellationToken) == CommitOutcome.Committed)
            {
                return null;
            }
        }

        return null;
    }
}
