using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Programmes.Changes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.DryRun;

/// <summary>Tells an administrator, before a changed programme file is deployed, what it would do. Reads only.</summary>
public sealed class ProgrammeDryRun(Catalogue catalogue, GrantList list, GrantStore grants, FundingStore funding, TimeProvider time)
{
    /// <summary>How many open grants are looked at.</summary>
    public const int MostGrants = 1_000;

    private const int AtOnce = 16;

    private static readonly IReadOnlyList<GrantState> Open = [.. Enum.GetValues<GrantState>().Except([.. GrantMachine.Final, GrantState.Rejected])];

    /// <summary>Reads the file as it would stand beside the rest of the catalogue, and compares.</summary>
    /// <param name="id">The programme; one that is not in the catalogue would be a new one.</param>
    /// <param name="json">The file's text.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="mostGrants">How many open grants are looked at.</param>
    public async Task<DryRunReport> Run(ProgrammeId id, string json, CancellationToken cancellationToken, int mostGrants = MostGrants)
    {
        var (proposed, errors) = CatalogueReader.ReadOne(id, json, catalogue);
        if (errors.Count > 0)
        {
            return new DryRunReport(id, errors, null, [], new OpenGrants(0, false, [], 0, []), []);
        }

        var change = new ChangedFile(id, catalogue.Versions.GetValueOrDefault(id) ?? [], proposed);
        var changed = new Catalogue([.. catalogue.Versions.Where(other => other.Key != id).SelectMany(other => other.Value), .. proposed], catalogue.Offices);
        var context = new DecisionContext(time.GetUtcNow(), changed);
        var (open, truncated) = await Grants(id, mostGrants, cancellationToken);
        var use = await Use(change, context.Today, cancellationToken);
        var stamped = open.CountBy(grant => grant.ProgrammeVersion).ToDictionary();
        var inForce = changed.InForce(id, context.Today);
        return new DryRunReport(
            id,
            [.. change.AgainstStamps(stamped), .. change.AgainstUse(context.Today, use)],
            inForce?.Version,
            change.TouchedVersions,
            Compare(open, truncated, stamped, inForce, context),
            [.. use.Select(one => Line(one.Key, one.Value, changed, inForce, context.Today))]);
    }

    private static OpenGrants Compare(IReadOnlyList<Grant> open, bool truncated, Dictionary<string, int> stamped, Programme? inForce, DecisionContext context)
    {
        var refused = open
            .Select(grant => (Grant: grant, Refused: SecondOpinion.Of(grant, inForce, context)))
            .Where(one => one.Refused is not null)
            .Select(one => new WouldBeRefused(one.Grant.Id, one.Grant.ProgrammeVersion, DateOnly.FromDateTime(one.Grant.SubmittedAt.UtcDateTime), one.Refused!.Code, one.Refused.Why))
            .OrderBy(one => one.Grant.Value, StringComparer.Ordinal)
            .ToList();
        return new OpenGrants(
            open.Count,
            truncated,
            [.. stamped.OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => new StampedGrants(version.Key, version.Value))],
            open.Count - refused.Count,
            refused);
    }

    private static LineReport Line(FundingLineId id, LineUse use, Catalogue changed, Programme? inForce, DateOnly today)
    {
        var line = changed.Find(id, today);
        return new LineReport(id, line?.Amount, use.Held, use.Spent, line is { PaysGrants: true } ? inForce?.PersonQuota : null, use.Persons);
    }

    /// <summary>The open grants from the lists, state by state, each as it stands; and whether there are more.</summary>
    private async Task<(IReadOnlyList<Grant> Grants, bool Truncated)> Grants(ProgrammeId id, int most, CancellationToken cancellationToken)
    {
        var found = new HashSet<GrantId>();
        foreach (var state in Open)
        {
            string? cursor = null;
            do
            {
                var page = await list.Page(new GrantFilter(state, null, id, null), GrantList.MaxPage, cursor, cancellationToken);
                found.UnionWith(page.Grants.Select(line => line.Grant));
                cursor = page.Cursor;
            }
            while (cursor is not null && found.Count <= most);

            if (found.Count > most)
            {
                break;
            }
        }

        var read = new List<Grant>();
        foreach (var some in found.Take(most).Chunk(AtOnce))
        {
            var loaded = await Task.WhenAll(some.Select(grant => grants.Find(grant, cancellationToken)));
            read.AddRange(loaded.Where(one => one is not null).Select(one => one!.Grant));
        }

        return (read, found.Count > most);
    }

    /// <summary>What every line of either file holds, over the shards it has at present.</summary>
    private async Task<Dictionary<FundingLineId, LineUse>> Use(ChangedFile change, DateOnly today, CancellationToken cancellationToken)
    {
        var use = new Dictionary<FundingLineId, LineUse>();
        foreach (var line in change.Present.Concat(change.Proposed).SelectMany(version => version.FundingLines).DistinctBy(line => line.Id))
        {
            var standing = await funding.Standing(catalogue.Find(line.Id, today) ?? line, cancellationToken);
            use[line.Id] = new LineUse(standing.Held, standing.Settled, standing.Persons) { Amended = standing.Amended };
        }

        return use;
    }
}
