using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>The catalogue as shipped.</summary>
internal static class RealCatalogue
{
    public static IEnumerable<(string FileName, string Json)> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "programmes"), "*.json").Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    public static Catalogue Catalogue { get; } = CatalogueReader.Read(Files);
}
