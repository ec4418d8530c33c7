using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>The catalogue as shipped.</summary>
internal static class RealCatalogue
{
    public static IEnumerable<(string FileName, string Json)> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "programmes"), "*.json").Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    public static Catalogue Catalogue { get; } = CatalogueReader.Read(Files, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "payments", CatalogueReader.RoutesFile)));

    public static DateOnly Day { get; } = new(2026, 3, 10);

    /// <summary>The rules in force on <see cref="Day"/>.</summary>
    public static IReadOnlyList<Programme> All { get; } = [.. Catalogue.Versions.Keys.Select(id => Catalogue.InForce(id, Day)!)];

    public static Programme Find(string id) => All.Single(programme => programme.Id.Value == id);
}
