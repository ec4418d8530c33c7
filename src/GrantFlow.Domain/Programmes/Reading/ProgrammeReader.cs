using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>What every version of a programme's rules says in the same words.</summary>
internal sealed record ProgrammeHeader(ProgrammeId? Id, string? Name, string? Source, IReadOnlyList<string> Notes);

/// <summary>One programme's file: what it is called, and its rules by version. Reads every field even after an error, and gives nothing when there was one.</summary>
internal static class ProgrammeReader
{
    private const string Schema = "./schema/programme.schema.json";
    private const int MostNotes = 20;
    private const int MostVersions = 100;

    /// <returns>The versions in the order of the file; <c>null</c> when anything is wrong.</returns>
    public static IReadOnlyList<Programme>? Read(string fileId, JsonFields file, List<CatalogueError> errors)
    {
        var errorsBefore = errors.Count;

        file.IfGiven("$schema", field => field.Matching($"\"{Schema}\"", text => text == Schema));
        var id = file["id"].Value<ProgrammeId>();
        if (id is { } given && given.Value != fileId)
            file["id"].Refuse($"\"{fileId}\", as the file is named");
        var notes = file["notes"] is { IsMissing: false } list ? list.Items(MostNotes).Select(item => item.Text(500)).ToList() : [];
        var header = new ProgrammeHeader(id, file["name"].Text(), file["source"].Text(), [.. notes.OfType<string>()]);
        var versions = Versions(file["rules"].Items(MostVersions), header, errors);
        file.RefuseOthers();

        return errors.Count == errorsBefore ? versions : null;
    }

    private static List<Programme> Versions(IReadOnlyList<JsonField> items, ProgrammeHeader header, List<CatalogueError> errors)
    {
        var versions = new List<Programme>();
        foreach (var item in items)
        {
            if (item.Object() is not { } rules || RulesReader.Read(rules, header, errors) is not { } version)
                continue;

            if (versions.Exists(other => other.Version == version.Version))
                rules["version"].Refuse("versions that differ", $"\"{version.Version}\" again");
            // From when a version holds is what the next one's grants are told apart by.
            if (item != items[0] && version.ValidFrom is null)
                rules["validFrom"].Refuse("the first day of this version: only the first version may leave it out");
            else if (versions is [.., { ValidFrom: { } before }] && version.ValidFrom <= before)
                rules["validFrom"].Refuse($"a day after {before:yyyy-MM-dd}, the first day of version {versions[^1].Version}");
            versions.Add(version);
        }

        return versions;
    }
}
