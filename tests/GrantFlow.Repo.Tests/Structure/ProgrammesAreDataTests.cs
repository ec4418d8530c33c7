using System.Text.RegularExpressions;
using GrantFlow.Domain.Tests;
using Xunit;

namespace GrantFlow.Repo.Tests.Structure;

/// <summary>The next programme needs a file and no class.</summary>
public sealed partial class ProgrammesAreDataTests
{
    private static readonly IReadOnlyList<string> Ids =
        [.. Repository.Files("*.json").Where(file => IsProgramme().IsMatch(file)).Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static TheoryData<string> Programmes => [.. Ids];

    [Fact]
    public void Every_programme_of_the_list_has_a_file() => Assert.Superset(
        new HashSet<string> { "calais-avr", "tact", "care", "magnet-2", "belarus-avrr", "cdg-transit", "uknsf", "fr-resettlement", "eu-relocation", "trm", "eurp" },
        Ids.ToHashSet());

    [Theory]
    [MemberData(nameof(Programmes))]
    public void No_type_and_no_file_of_the_code_is_named_after_a_programme(string programme)
    {
        var name = Pascal(programme);
        var named = from file in Repository.Files("*.cs")
                    where file.StartsWith("src/", StringComparison.Ordinal)
                    from type in TypeName().Matches(File.ReadAllText(Path.Combine(Generated.Root(), file))).Select(match => match.Groups[1].Value).Append(Path.GetFileNameWithoutExtension(file))
                    where type.Contains(name, StringComparison.Ordinal)
                    select $"{type} in {file}";
        Assert.Empty(named);
    }

    [Theory]
    [MemberData(nameof(Programmes))]
    public void Every_programme_is_walked_through_the_doors(string programme)
    {
        var walks = Repository.Files("*.cs").Where(file => file.StartsWith("tests/GrantFlow.Functions.Tests/Programmes/", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Path.Combine(Generated.Root(), file)));
        Assert.Contains(walks, text => text.Contains($"new(\"{programme}\"", StringComparison.Ordinal) && text.Contains("BooksCloseAt", StringComparison.Ordinal) && text.Contains("IsRefused", StringComparison.Ordinal));
    }

    /// <summary><c>calais-avr</c> is <c>Calais</c>, <c>eu-relocation</c> is <c>EuRelocation</c>: two letters alone name nothing.</summary>
    private static string Pascal(string programme)
    {
        var parts = programme.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]).ToList();
        return parts[0].Length > 2 ? parts[0] : string.Concat(parts.Take(2));
    }

    [GeneratedRegex("^programmes/[a-z0-9-]+(?<!offices)\\.json$")]
    private static partial Regex IsProgramme();

    [GeneratedRegex("\\b(?:class|record|struct|interface|enum)\\s+(?:class\\s+|struct\\s+)?([A-Z]\\w*)")]
    private static partial Regex TypeName();
}
