using System.Text.RegularExpressions;
using GrantFlow.Domain.Tests;
using Xunit;

namespace GrantFlow.Repo.Tests.Docs;

public sealed partial class FailureWindowsTests
{
    [Theory]
    [InlineData("failure-windows.md", 60)]
    [InlineData("reliability.md", 10)]
    public void Every_row_names_a_test_that_there_is(string page, int least)
    {
        var rows = File.ReadLines(Path.Combine(Generated.Root(), "docs", page)).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !Heading().IsMatch(line)).ToList();
        Assert.True(rows.Count >= least, $"{page} has {rows.Count} rows.");
        var tests = Directory.EnumerateFiles(Path.Combine(Generated.Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Built().IsMatch(file)).Select(File.ReadAllText)
            .SelectMany(text => Class().Matches(text).SelectMany(type => Method().Matches(text).Select(method => $"{type.Groups[1].Value}.{method.Groups[1].Value}"))).ToHashSet();
        Assert.All(rows, row => Assert.True(Proof().Match(row) is { Success: true } proof && tests.Contains(proof.Groups[1].Value), $"No such test: {row}"));
    }

    [GeneratedRegex("^\\| (where it stops|what|shown by) \\|")]
    private static partial Regex Heading();

    [GeneratedRegex("`([A-Za-z]+\\.[A-Za-z_0-9]+)` \\|$")]
    private static partial Regex Proof();

    [GeneratedRegex("[/\\\\](bin|obj)[/\\\\]")]
    private static partial Regex Built();

    [GeneratedRegex("class ([A-Za-z]+)")]
    private static partial Regex Class();

    [GeneratedRegex("\\[\\w*(?:Fact|Theory)[^\\]]*\\][\\s\\S]{0,4000}?public (?:async Task|Task|void) ([A-Za-z_0-9]+)\\(")]
    private static partial Regex Method();
}
