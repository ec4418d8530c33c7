using System.Collections.ObjectModel;
using System.Text.Json;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes.Reading;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>
/// Makes the catalogue of its files: <c>offices.json</c>, and one file per programme, named after its id. Strict: what it
/// does not know it refuses, so that a misspelt rule is never a rule that silently does not hold.
/// </summary>
public static class CatalogueReader
{
    public const string OfficesFile = "offices.json";

    /// <summary>The file of payment routes, in a folder of its own.</summary>
    public const string RoutesFile = "countries.json";

    private const string Extension = ".json";

    /// <param name="files">Names without folders, and contents. Their order makes no difference.</param>
    /// <param name="routes">What is in <see cref="RoutesFile"/>; null where no route is limited.</param>
    /// <exception cref="CatalogueException">Something is wrong; all that is wrong is listed.</exception>
    public static Catalogue Read(IEnumerable<(string FileName, string Json)> files, string? routes = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var errors = new List<CatalogueError>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var programmes = new List<IReadOnlyList<Programme>>();
        OrderedDictionary<OfficeId, Office>? offices = null;

        // In the order of their names, so that lists and messages read the same on every machine.
        foreach (var (fileName, json) in files.OrderBy(file => file.FileName, StringComparer.Ordinal))
        {
            var whole = new JsonField(fileName, "", null, errors);
            if (!names.Add(fileName))
                whole.Refuse("file names that differ", "the name again");
            else if (!fileName.EndsWith(Extension, StringComparison.Ordinal))
                whole.Refuse($"a file name that ends in {Extension}", "another");
            else if (fileName == OfficesFile)
                offices = WithFields(fileName, json, errors, OfficeReader.Read) ?? [];
            else if (WithFields(fileName, json, errors, fields => ProgrammeReader.Read(fileName[..^Extension.Length], fields, errors)) is { } versions)
                programmes.Add(versions);
        }

        if (offices is null)
            new JsonField(OfficesFile, "", null, errors).Refuse("the file of the country offices");
        if (names.Count == (offices is null ? 0 : 1))
            new JsonField("programmes", "", null, errors).Refuse("at least one programme's file");
        // A file with a mistake is still there: its programme is no further mistake in another file.
        var ids = names.Select(name => Path.GetFileNameWithoutExtension(name)).ToHashSet(StringComparer.Ordinal);
        if (offices is not null)
        {
            foreach (var versions in programmes)
                CrossChecks.Run(versions, offices.Values, ids.Contains, errors);
        }

        var terms = routes is null ? PaymentRoutes.Unlimited : WithFields(RoutesFile, routes, errors, fields => RouteReader.Read(fields, offices?.Values.ToList() ?? []));
        return errors.Count == 0
            ? new(programmes.SelectMany(versions => versions), offices!) { Routes = terms! }
            : throw new CatalogueException(errors);
    }

    /// <summary>Reads one programme's file as it would stand in a catalogue that otherwise stays as it is.</summary>
    /// <param name="id">The programme; its file is named after it.</param>
    /// <param name="json">The file's text.</param>
    /// <param name="beside">The catalogue whose offices and other programmes it refers to.</param>
    /// <returns>The versions, none when something is wrong; and all that is wrong.</returns>
    public static (IReadOnlyList<Programme> Versions, IReadOnlyList<CatalogueError> Errors) ReadOne(ProgrammeId id, string json, Catalogue beside)
    {
        ArgumentNullException.ThrowIfNull(beside);
        var errors = new List<CatalogueError>();
        var versions = WithFields(id + Extension, json, errors, fields => ProgrammeReader.Read(id.Value, fields, errors)) ?? [];
        CrossChecks.Run(versions, [.. beside.Offices.Values], other => ProgrammeId.TryParse(other, out var known) && beside.Has(known), errors);
        return (errors.Count == 0 ? versions : [], errors);
    }

    private static T? WithFields<T>(string fileName, string json, List<CatalogueError> errors, Func<JsonFields, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new JsonField(fileName, "", document.RootElement, errors).Object() is { } fields ? read(fields) : null;
        }
        catch (JsonException e)
        {
            new JsonField(fileName, "", null, errors).Refuse("valid JSON", $"a mistake near line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            return null;
        }
    }

    /// <summary>What one file cannot know of itself.</summary>
    private static class CrossChecks
    {
        public static void Run(IReadOnlyList<Programme> versions, IReadOnlyCollection<Office> offices, Func<string, bool> isProgramme, List<CatalogueError> errors)
        {
            if (versions.Count > 0)
            {
                LastingShards.Check(versions[0].Id + Extension, versions, errors);
                LastingQuota.Check(versions[0].Id + Extension, versions, errors);
            }

            foreach (var (index, rules) in versions.Index())
            {
                JsonField At(string member) => new(rules.Id + Extension, $"rules[{index}].{member}", null, errors);

                // Nobody could confirm an arrival in a country without an office.
                foreach (var country in (rules.Destinations ?? ReadOnlySet<CountryCode>.Empty).Where(country => !offices.Any(office => office.Country == country)))
                    At("destinations").Refuse($"countries with an office in {OfficesFile}", $"\"{country}\"");
                if (rules.DestinationRegion is { } region && !offices.Any(office => office.Region == region && rules.Destinations!.Contains(office.Country)))
                    At("destinationRegion").Refuse($"the region of an office in {OfficesFile}", $"\"{region}\"");
                foreach (var other in rules.RefersInto.Where(other => !isProgramme(other.Value)))
                    At("refersInto").Refuse("programmes of the catalogue", $"\"{other}\"");
            }
        }
    }
}
