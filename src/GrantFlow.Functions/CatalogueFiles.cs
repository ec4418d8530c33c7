using GrantFlow.Domain.Programmes;

namespace GrantFlow.Functions;

/// <summary>Reads the files of programmes and of payment routes that are deployed beside the app.</summary>
internal static class CatalogueFiles
{
    /// <summary>Reads and checks every file of the folders.</summary>
    /// <exception cref="CatalogueException">Names each file and field that does not fit.</exception>
    public static Catalogue Read(string programmes, string payments) => CatalogueReader.Read(
        Directory.EnumerateFiles(programmes, "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
        File.ReadAllText(Path.Combine(payments, CatalogueReader.RoutesFile)));
}
