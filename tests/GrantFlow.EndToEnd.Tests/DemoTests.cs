using GrantFlow.Demo;
using GrantFlow.Demo.Checks;
using Xunit.Abstractions;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>The whole service, from the HTTP doors to the exported books.</summary>
[Collection(Runs.OneAtATime)]
public sealed class DemoTests(Runs runs, ITestOutputHelper output) : IClassFixture<Runs>
{
    [Fact]
    public void An_undisturbed_run_fits() => Assert.True(runs.Undisturbed.Fits, Wrong(runs.Undisturbed) + runs.CalmService.Said);

    [Fact]
    public void A_run_whose_host_was_killed_fits()
    {
        Assert.True(runs.Disturbed.Fits, Wrong(runs.Disturbed) + runs.Story);
        Assert.True(runs.Kills.Count >= 3, runs.Story);
        output.WriteLine(runs.Story);
    }

    [Fact]
    public void A_run_whose_host_was_killed_ends_as_the_undisturbed_one()
    {
        Assert.Equal(Ends(runs.Undisturbed), Ends(runs.Disturbed));
        var (calm, rough) = (Entries(runs.Undisturbed), Entries(runs.Disturbed));
        Assert.True(calm.SequenceEqual(rough), $"Only undisturbed: {Text(calm.Except(rough))}. Only disturbed: {Text(rough.Except(calm))}. {runs.Story}");
    }

    [Fact]
    public async Task Nothing_is_paid_twice()
    {
        foreach (var (service, result) in new[] { (runs.CalmService, runs.Undisturbed), (runs.RoughService, runs.Disturbed) })
        {
            Assert.Equal(await SandboxBook.Of(service, "Settled"), SandboxBook.Of(result.Ledger!, "SpentCash"));
            Assert.Equal(await SandboxBook.Of(service, "Returned"), SandboxBook.Of(result.Ledger!, "Returned"));
        }
    }

    [Fact]
    public async Task The_same_people_again_over_kept_data_change_no_total()
    {
        var again = await runs.PlayAgain();
        Assert.True(again.Fits, Wrong(again));
        Assert.Equal(runs.Undisturbed.Ledger!.Manifest.Sha256, again.Ledger!.Manifest.Sha256);
        Assert.Equal(runs.Undisturbed.People.Count(one => one.Grant is not null), again.Cost.Former);
    }

    private static string Wrong(DemoResult result) =>
        string.Join(Environment.NewLine, result.Findings.Where(finding => !finding.Holds).Select(finding => $"{finding.What}: {finding.Trouble}")) + Environment.NewLine;

    private static string[] Ends(DemoResult result) => [.. result.People.Select(one => $"{one.Person.Number} {one.Grant?.Id} {one.End} {one.Refusal}")];

    // Ids and days of entries follow from when they happened; what they say does not.
    private static List<string> Entries(DemoResult result) =>
        [.. result.Ledger!.Lines.Select(Text).Order(StringComparer.Ordinal)];

    private static string Text(LedgerLine line) => $"{line.Grant} {line.Line} {line.Kind} {line.FundingLine} {line.Account} {line.Debit} {line.Credit} {line.Currency}";

    private static string Text(IEnumerable<string> lines) => string.Join("; ", lines.Take(5));
}
