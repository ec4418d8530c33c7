using System.Collections.ObjectModel;
using System.Text.Json;
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

    private const string Extension = ".json";

    /// <param name="files">Names without folders, and contents. Their order makes no difference.</param>
    /// <exception cref="CatalogueException">Something is wrong; all that is wrong is listed.</exception>
    public static Catalogue Read(IEnumerable<(string FileName, string Json)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var errors = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var programmes = new List<Programme>();
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
            else if (WithFields(fileName, json, errors, fields => ProgrammeReader.Read(fileName[..^Extension.Length], fields, errors)) is { } programme)
                programmes.Add(programme);
        }

        if (offices is null)
            new JsonField(OfficesFile, "", null, errors).Refuse("the file of the country offices");
        if (names.Count == (offices is null ? 0 : 1))
            new JsonField("programmes", "", null, errors).Refuse("at least one programme's file");
        if (offices is not null)
            CheckDestinations(programmes, offices.Values, errors);

        return errors.Count == 0
            ? new(programmes, offices!)
            : throw new CatalogueException(errors);
    }

    private static T? WithFields<T>(string fileName, string json, List<string> errors, Func<JsonFields, T?> read)
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

    /// <summary>Nobody could confirm an arrival in a country without an office.</summary>
    private static void CheckDestinations(IEnumerable<Programme> programmes, IReadOnlyCollection<Office> offices, List<string> errors)
    {
        foreach (var programme in programmes)
        {
            foreach (var country in (programme.Destinations ?? ReadOnlySet<CountryCode>.Empty).Where(country => !offices.Any(office => office.Country == country)))
                new JsonField(programme.Id + Extension, "destinations", null, errors).Refuse($"countries with an office in {OfficesFile}", $"\"{country}\"");
            if (programme.DestinationRegion is { } region && !offices.Any(office => office.Region == region && programme.Destinations!.Contains(office.Country)))
                new JsonField(programme.Id + Extension, "destinationRegion", null, errors).Refuse($"the region of an office in {OfficesFile}", $"\"{region}\"");
        }
    }
}
