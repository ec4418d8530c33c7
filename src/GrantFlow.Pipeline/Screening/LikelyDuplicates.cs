using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Screening.Names;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Screening;

/// <summary>Who looks most like the applicant, and how many more were not compared.</summary>
internal sealed record Likeness(SuspectedDuplicate? Best, int NotCompared);

/// <summary>
/// Files every applicant under a few keyed hashes and compares those who share one. The own rows are written before the others are read: of two at once at
/// least one sees the other. Rows hold the grant's id and nothing else.
/// </summary>
public sealed class LikelyDuplicates(ITables tables, GrantStore grants, IPersonVault vault, IIdentityHash hash, Periods periods, ILogger<LikelyDuplicates> log)
{
    /// <summary>How many people one applicant is compared with: each costs a look into the vault.</summary>
    public const int MostCompared = 20;

    /// <summary>Rows read of one key; more of one name and birth date are no help to anyone.</summary>
    private const int MostRows = 100;

    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>Files the applicant; doing it again changes nothing. Returns where.</summary>
    internal async Task<IReadOnlyList<string>> File(GrantId grant, ProgrammeId programme, PersonalData person, CancellationToken cancellationToken)
    {
        string[] keys = [.. BlockingKeys.Of(person, programme).Select(hash.Of)];
        await Task.WhenAll(keys.Select(key => tables.Commit(TableNames.Identities, [RowChange.Upsert(key, grant.Value, Nothing)], cancellationToken)));
        return keys;
    }

    /// <summary>Compares the applicant with whoever is filed under one of the same keys.</summary>
    /// <param name="grant">The applicant's grant.</param>
    /// <param name="keys">Where it is filed.</param>
    /// <param name="person">The applicant.</param>
    /// <param name="holdsClaims">Document and name are the applicant's: whoever has the same and is still being screened will be stopped there.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<Likeness> Find(GrantId grant, IReadOnlyList<string> keys, PersonalData person, bool holdsClaims, CancellationToken cancellationToken)
    {
        var pages = await Task.WhenAll(keys.Select(key => tables.Page(TableNames.Identities, new RowQuery(key), MostRows, null, cancellationToken)));
        var candidates = pages.SelectMany(page => page.Rows).Where(row => row.Key != grant.Value)
            .GroupBy(row => GrantId.Parse(row.Key)).OrderByDescending(rows => rows.Count()).ThenBy(rows => rows.Key.Value, StringComparer.Ordinal).ToList();
        if (candidates.Count == 0)
        {
            return new Likeness(null, 0);
        }

        var applicant = (await grants.Find(grant, cancellationToken))?.Grant ?? throw new InvalidOperationException($"Grant {grant} is screened and does not exist.");
        SuspectedDuplicate? best = null;
        var compared = 0;
        var left = 0;
        foreach (var candidate in candidates)
        {
            if (compared == MostCompared)
            {
                left++;
            }
            else if (await Counts(applicant, candidate.Key, [.. candidate], cancellationToken) is { } other && await vault.FindPerson(other.Application.Person, cancellationToken) is { } who)
            {
                compared++;
                var willBeStopped = holdsClaims && other.WorkingState == GrantState.Screening && IdentityText.OneClaims(person, who);
                var score = PersonLikeness.Of(person, who);
                if (!willBeStopped && score.Total >= PersonLikeness.Threshold && score.Total > (best?.Score!.Total ?? 0))
                {
                    best = new SuspectedDuplicate(candidate.Key, score);
                }
            }
        }

        left += pages.Count(page => page.Continuation is not null);
        if (left > 0)
        {
            log.LogWarning("Grant {Grant} shares its name and birth date with too many: at least {Left} were not compared.", grant, left);
        }

        return new Likeness(best, left);
    }

    /// <summary>The other grant when it stands against the applicant's; null otherwise.</summary>
    private async Task<Grant?> Counts(Grant applicant, GrantId id, Row[] rows, CancellationToken cancellationToken)
    {
        if (await grants.Find(id, cancellationToken) is not { Grant: var other })
        {
            return null;
        }

        if (GrantMachine.EndedUnpaid.Contains(other.State))
        {
            // Nobody comes back from a final state, so nobody needs to find it again.
            foreach (var row in GrantMachine.Final.Contains(other.State) ? rows : [])
            {
                await tables.Commit(TableNames.Identities, [RowChange.Delete(row)], cancellationToken);
            }

            return null;
        }

        // An officer has decided on these two, or is about to: once is enough.
        var isDecided = other.Suspected?.Other == applicant.Id && other.WorkingState != GrantState.Screening;
        return isDecided || periods.Of(applicant, other) != Period.Same ? null : other;
    }
}
