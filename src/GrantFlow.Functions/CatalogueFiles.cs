using GrantFlow.Domain.Programmes;

namespace GrantFlow.Functions;

/// <summary>Reads the programme files that are deployed beside the app.</summary>
internal static class CatalogueFiles
{
    /// <summary>Reads and checks every file of the folder.</summary>
    /// <exception cref="CatalogueException">Names each file and field that does not fit.</exception>
    public static Catalogue Read(string folder) =>
        CatalogueReader.Read(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file))));
}
