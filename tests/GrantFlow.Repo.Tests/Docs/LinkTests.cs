using System.Text.RegularExpressions;
using GrantFlow.Domain.Tests;
using Xunit;

namespace GrantFlow.Repo.Tests.Docs;

public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Files("*.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Generated.Root(), page))!;
        var broken = Link().Matches(File.ReadAllText(Path.Combine(Generated.Root(), page)))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)))
            .ToList();

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("dotnet run dev.cs -- up")]
    [InlineData("dotnet run dev.cs -- test")]
    public void The_readme_names_the_two_commands(string command) =>
        Assert.Contains(command, File.ReadAllText(Path.Combine(Generated.Root(), "README.md")), StringComparison.Ordinal);

    [Fact]
    public void Decisions_are_numbered_without_a_gap_and_have_their_four_parts()
    {
        var decisions = Repository.Files("*.md").Where(file => file.StartsWith("docs/adr/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(decisions);
        for (var at = 0; at < decisions.Count; at++)
        {
            Assert.StartsWith($"docs/adr/{at + 1:0000}-", decisions[at], StringComparison.Ordinal);
            var text = File.ReadAllText(Path.Combine(Generated.Root(), decisions[at]));
            Assert.All(["## Context", "## Decision", "## Consequences"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
