using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Changes;

/// <summary>What a funding line holds and has spent, and how many places are taken.</summary>
public sealed record LineUse(Money Held, Money Spent, long Persons)
{
    /// <summary>What amendments have brought to the line beside its rules, less what they took; null where there were none.</summary>
    public Money? Amended { get; init; }

    /// <summary>The least that the rules must give it.</summary>
    public Money Needed => Amended is { } amended ? Held + Spent - amended : Held + Spent;

    /// <summary>Money or a place of it is somebody's already.</summary>
    public bool InUse => Held.IsPositive || Spent.IsPositive || Persons > 0;
}

/// <summary>What a programme's changed file would do to what was decided under the present one.</summary>
/// <param name="Id">Whose file.</param>
/// <param name="Present">The versions that are in force, or were; none for a new programme.</param>
/// <param name="Proposed">The versions of the changed file.</param>
public sealed record ChangedFile(ProgrammeId Id, IReadOnlyList<Programme> Present, IReadOnlyList<Programme> Proposed)
{
    /// <summary>The present versions that the changed file says otherwise or not at all.</summary>
    public IReadOnlyList<string> TouchedVersions { get; } =
        [.. Present.Where(present => !(Proposed.FirstOrDefault(one => one.Version == present.Version) is { } proposed && present.SaysTheSameAs(proposed))).Select(present => present.Version)];

    /// <summary>A grant keeps the rules it was stamped with: a version with open grants can be neither changed nor dropped.</summary>
    /// <param name="openGrants">How many open grants are stamped with each version.</param>
    public IEnumerable<CatalogueError> AgainstStamps(IReadOnlyDictionary<string, int> openGrants)
    {
        foreach (var version in TouchedVersions.Where(version => openGrants.GetValueOrDefault(version) > 0))
        {
            var at = Proposed.Index().FirstOrDefault(one => one.Item.Version == version);
            yield return at.Item is null
                ? Error("rules", $"version {version} as it is, because {openGrants[version]} open grant(s) are stamped with it", "it no more")
                : Error($"rules[{at.Index}]", $"the rules of version {version} as they are, because {openGrants[version]} open grant(s) are stamped with it (add a version with a validFrom)", "others");
        }
    }

    /// <summary>A line keeps what it already gave: enough money, enough places, and the rows they are spread over.</summary>
    /// <param name="day">The rules in force on it are the ones that count.</param>
    /// <param name="use">By line.</param>
    public IEnumerable<CatalogueError> AgainstUse(DateOnly day, IReadOnlyDictionary<FundingLineId, LineUse> use)
    {
        var (before, after) = (new Catalogue(Present, NoOffices), new Catalogue(Proposed, NoOffices));
        foreach (var (id, used) in use.Where(one => one.Value.InUse))
        {
            if (after.Find(id, day) is not { } line)
            {
                yield return Error("fundingLines", $"the line {id}, of which {used.Held} is held and {used.Spent} spent", "it no more");
                continue;
            }

            if (line.Amount is { } amount && amount < used.Needed)
                yield return Error($"fundingLines {id}", $"an amount of at least {used.Needed}, which is held or spent{(used.Amended is { IsZero: false } amended ? $" beside the amendments of {amended}" : "")}", amount.ToString());
            if (before.Find(id, day) is { } present && present.Shards != line.Shards)
                yield return Error($"fundingLines {id}", $"{present.Shards} shard(s), because the line is in use (say shards)", $"{line.Shards}");
            if (line.PaysGrants && after.InForce(Id, day)?.PersonQuota is { } quota && quota < used.Persons)
                yield return Error("personQuota", $"at least {used.Persons}, which is how many have a place", $"{quota}");
        }
    }

    private static readonly Dictionary<OfficeId, Office> NoOffices = [];

    private CatalogueError Error(string field, string expected, string found) => new($"{Id}.json", field, expected, found);
}
