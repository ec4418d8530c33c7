using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests;
using GrantFlow.Domain.Values;
using GrantFlow.Functions;

namespace GrantFlow.Repo.Tests.Programmes;

/// <summary>What an editor says of a catalogue file is what the host says when it starts.</summary>
public sealed partial class SchemaTests
{
    [Fact]
    public void Every_file_of_the_catalogue_fits_its_schema_and_names_it()
    {
        var files = Directory.GetFiles(Path.Combine(Generated.Root(), "programmes"), "*.json").Order(StringComparer.Ordinal).ToList();
        var (exitCode, output, errors) = Validator.Run("");

        var routes = Path.Combine(Generated.Root(), "payments", CatalogueReader.RoutesFile);
        Assert.Equal("./schema/countries.schema.json", (string?)JsonNode.Parse(File.ReadAllText(routes))!["$schema"]);
        Assert.Equal("./schema/batches.schema.json", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(Generated.Root(), "payments", BatchRulesFile.Name)))!["$schema"]);
        Assert.Equal((0, $"{files.Count + 2} files fit their schemas.", ""), (exitCode, output.Trim(), errors.Trim()));
        Assert.All(files, file => Assert.Equal(
            $"./schema/{(Path.GetFileName(file) == CatalogueReader.OfficesFile ? Validator.Offices : Validator.Programme)}.schema.json",
            (string?)JsonNode.Parse(File.ReadAllText(file))!["$schema"]));
    }

    [Fact]
    public void The_host_is_built_with_the_catalogue_and_without_what_editors_use() =>
        Assert.Equal(
            Names(Path.Combine(Generated.Root(), "programmes"), "*.json", SearchOption.TopDirectoryOnly),
            Names(Path.Combine(AppContext.BaseDirectory, "programmes"), "*", SearchOption.AllDirectories));

    [Fact]
    public void The_host_is_built_with_the_payment_routes_and_without_what_editors_use() =>
        Assert.Equal(
            Names(Path.Combine(Generated.Root(), "payments"), "*.json", SearchOption.TopDirectoryOnly),
            Names(Path.Combine(AppContext.BaseDirectory, "payments"), "*", SearchOption.AllDirectories));

    [Fact]
    public void What_is_right_at_its_bounds_passes_both() => Agree(Drafts.Right, Drafts.RightOffices, refused: false);

    [Fact]
    public void What_is_wrong_is_refused_by_both() => Agree(Drafts.Broken, Drafts.BrokenOffices, refused: true);

    [Fact]
    public void Schema_and_reader_agree_about_routes()
    {
        var right = Drafts.RightRoutes.Select(changes => Drafts.Routes().With(changes)).ToList();
        var broken = Drafts.BrokenRoutes.Select(changes => Drafts.Routes().With(changes)).ToList();
        var schema = Validator.Mistakes(Validator.Countries, [.. right, .. broken]).Select(found => found.Count > 0);
        var reader = right.Concat(broken).Select(list => Drafts.ReaderErrors(Drafts.Programme(), Drafts.Offices(), list).Count > 0);

        Assert.Empty(Drafts.RightRoutes.Concat(Drafts.BrokenRoutes).Zip(schema, reader)
            .Where((one, at) => one.Second != (at >= right.Count) || one.Third != (at >= right.Count)).Select(one => $"{one.First}: schema {one.Second}, reader {one.Third}"));
    }

    [Fact]
    public void Schema_and_reader_agree_about_release_thresholds()
    {
        var right = Drafts.RightThresholds.Select(changes => Drafts.Thresholds().With(changes)).ToList();
        var broken = Drafts.BrokenThresholds.Select(changes => Drafts.Thresholds().With(changes)).ToList();
        var schema = Validator.Mistakes(Validator.Batches, [.. right, .. broken]).Select(found => found.Count > 0);
        var reader = right.Concat(broken).Select(Drafts.IsRefused);

        Assert.Empty(Drafts.RightThresholds.Concat(Drafts.BrokenThresholds).Zip(schema, reader)
            .Where((one, at) => one.Second != (at >= right.Count) || one.Third != (at >= right.Count)).Select(one => $"{one.First}: schema {one.Second}, reader {one.Third}"));
    }

    [Fact]
    public void A_mistake_is_named_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("grantflow-schema-");
        try
        {
            var file = Path.Combine(folder.FullName, "probe.json");
            File.WriteAllText(file, Drafts.Programme().With("personQuota 0").ToJsonString());
            var (exitCode, _, errors) = Validator.Run("", file);

            Assert.Equal(1, exitCode);
            Assert.EndsWith("probe.json: /rules/0/personQuota: must be >= 1", errors.Trim(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Reader_and_schema_know_the_same_members()
    {
        var full = Drafts.Programme().With("ceilings/principal/x 1; ceilings/x 1; cash/x 1; approvals/x 1; window/x 1; x 1; /x 1; fundingLines/0/x 1; packages [{\"x\":1}]; items [{\"x\":1}]");
        var known = Drafts.ReaderErrors(full, Drafts.Offices().With("/x 1; /offices/0/x 1"))
            .Where(error => error.Found == "this unknown one")
            .ToDictionary(error => $"{error.File}: {error.Field}", error => error.Expected["one of the fields ".Length..].Split(", "));

        Assert.Equal(
            [
                "offices.json: offices[0].x", "offices.json: x", "probe.json: rules[0].approvals.x", "probe.json: rules[0].cash.x", "probe.json: rules[0].ceilings.principal.x", "probe.json: rules[0].ceilings.x",
                "probe.json: rules[0].fundingLines[0].x", "probe.json: rules[0].items[0].x", "probe.json: rules[0].packages[0].x", "probe.json: rules[0].window.x", "probe.json: rules[0].x", "probe.json: x",
            ],
            known.Keys.Order(StringComparer.Ordinal));
        Assert.All(known, place => Assert.Equal(Members(place.Key), place.Value));
    }

    [Fact]
    public void Reader_and_schema_know_the_same_words()
    {
        var parts = Validator.Schema(Validator.Programme)["$defs"]!;

        Assert.Equal(CountryCode.All.Select(country => country.Value), Words(parts["country"]!));
        Assert.Equal(CountryCode.All.Select(country => country.Value), Words(Validator.Schema(Validator.Offices)["$defs"]!["country"]!));
        var money = Validator.Schema(Validator.Countries)["$defs"]!;
        Assert.Equal(CountryCode.All.Select(country => country.Value), Words(money["country"]!));
        Assert.Equal(Currency.All.Select(currency => currency.Value), Words(money["currency"]!));
        Assert.Equal(All<RouteForm>(), Words(money["route"]!["properties"]!["route"]!));
        var thresholds = Validator.Schema(Validator.Batches)["$defs"]!;
        Assert.Equal(Currency.All.Select(currency => currency.Value), Words(thresholds["currency"]!));
        Assert.Equal(Currency.All.Where(currency => currency.MinorUnitDigits == 0).Select(currency => currency.Value), Words(thresholds["withoutDecimals"]!));
        Assert.Equal(Currency.All.Where(currency => currency.MinorUnitDigits == 3).Select(currency => currency.Value), Words(thresholds["withThreeDecimals"]!));
        Assert.Equal(Languages(), Words(parts["language"]!));
        Assert.Equal(All<BeneficiaryCategory>(), Words(parts["category"]!));
        Assert.Equal(All<LineKind>(), Words(parts["lineKind"]!));
        Assert.Equal(All<LineKind>().Where(kind => kind != "cash"), Words(parts["inKindLineKind"]!));
        Assert.Equal(All<Gate>(), Words(parts["gate"]!));
        Assert.Equal(All<DayOfWeek>(), Words(Validator.Schema(Validator.Offices)["$defs"]!["office"]!["properties"]!["weekend"]!["items"]!));
    }

    [Fact]
    public void A_neutral_name_may_hint_neither_in_the_schema_nor_in_the_reader()
    {
        var pattern = (string)Validator.Schema(Validator.Programme)["$defs"]!["rules"]!["properties"]!["neutralName"]!["allOf"]![0]!["pattern"]!;
        var hints = LetterPair().Replace(pattern["^(?!.*(?:".Length..^"))".Length], pair => pair.Value[2..3]).Split('|');

        Assert.True(hints.Length > 10);
        Assert.All(hints, hint => Assert.Contains($"without \"{hint}\"", Drafts.ReaderErrors(Drafts.Programme().With($"neutralName \"Our {hint.ToUpperInvariant()} fund\""), Drafts.Offices()).Single().Expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_in_the_schemas_is_described() =>
        Assert.All(
            from name in new[] { Validator.Programme, Validator.Offices, Validator.Countries, Validator.Batches }
            from type in Validator.Schema(name)["$defs"]!.AsObject().Select(part => part.Value!).Prepend(Validator.Schema(name))
            from member in type["properties"]?.AsObject().ToList() ?? []
            select member,
            member => Assert.False(string.IsNullOrWhiteSpace((string?)(member.Value!["description"] ?? Target(member.Value)?["description"])), member.Key));

    private static void Agree(IReadOnlyList<string> programmes, IReadOnlyList<string> offices, bool refused)
    {
        var drafts = programmes.Select(changes => Drafts.Programme().With(changes)).ToList();
        var lists = offices.Select(changes => Drafts.Offices().With(changes)).ToList();
        var schema = Validator.Mistakes(Validator.Programme, drafts).Concat(Validator.Mistakes(Validator.Offices, lists)).Select(found => found.Count > 0);
        var reader = drafts.Select(draft => Drafts.ReaderErrors(draft, Drafts.Offices())).Concat(lists.Select(list => Drafts.ReaderErrors(Drafts.Programme(), list))).Select(found => found.Count > 0);

        Assert.Empty(programmes.Concat(offices).Zip(schema, reader).Where(one => one.Second != refused || one.Third != refused).Select(one => $"{one.First}: schema {one.Second}, reader {one.Third}"));
    }

    private static IEnumerable<string> Names(string folder, string pattern, SearchOption depth) =>
        Directory.GetFileSystemEntries(folder, pattern, depth).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);

    /// <summary>The members that the schema lists where the reader found the unknown one, in the reader's order.</summary>
    private static IEnumerable<string> Members(string place)
    {
        var (file, path) = (place.Split(": ")[0], place.Split(": ")[1].Split('.')[..^1]);
        var at = Validator.Schema(file == CatalogueReader.OfficesFile ? Validator.Offices : Validator.Programme);
        var schema = at;
        foreach (var step in path.Select(step => step.Split('[')[0]))
        {
            at = at["properties"]![step]!;
            at = (at["prefixItems"]?[0] ?? at["items"] ?? at) is { } item ? Target(item, schema) ?? item : at;
        }

        return at["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);
    }

    private static JsonNode? Target(JsonNode reference, JsonNode? schema = null) =>
        (string?)reference["$ref"] is { } target ? (schema ?? reference.Root)["$defs"]![target.Split('/')[^1]] : null;

    private static IEnumerable<string> Words(JsonNode choice) => choice["enum"]!.AsArray().Select(word => (string)word!);

    private static IEnumerable<string> All<T>()
        where T : struct, Enum =>
        Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    /// <summary>Every two- and three-letter text that is a language, the short ones first.</summary>
    private static IEnumerable<string> Languages()
    {
        var letters = Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString()).ToList();
        var two = from first in letters from second in letters select first + second;
        var three = from start in two from third in letters select start + third;
        return two.Concat(three).Where(text => LanguageCode.TryParse(text, out _));
    }

    [GeneratedRegex(@"\[[A-Z][a-z]\]")]
    private static partial Regex LetterPair();
}
