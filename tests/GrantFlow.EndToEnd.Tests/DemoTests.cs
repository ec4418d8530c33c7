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
    public void A_run_on_two_hosts_that_were_killed_and_storage_that_was_restarted_fits()
    {
        Assert.True(runs.Disturbed.Fits, Wrong(runs.Disturbed) + runs.Story);
        Assert.True(runs.Kills.Count == runs.Size.Kills && runs.Restarts == runs.Size.Restarts, $"Not everything went away that was to. {runs.Story}");
        output.WriteLine(runs.Story);
    }

    [Fact]
    public async Task A_run_on_two_hosts_that_were_killed_ends_as_the_undisturbed_one()
    {
        IReadOnlyList<string> differences =
        [
            .. Differences(Ends(runs.Undisturbed), Ends(runs.Disturbed)),
            .. Differences(Entries(runs.Undisturbed), Entries(runs.Disturbed)),
            .. Differences(await Book(runs.CalmService), await Book(runs.RoughService)),
        ];
        output.WriteLine(runs.Numbers(differences.Count));
        Assert.True(differences.Count == 0, $"{string.Join("; ", differences.Take(5))}. {runs.Story}");
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
    public void The_same_people_again_over_kept_data_change_no_total()
    {
        var again = runs.Again;
        Assert.True(again.Fits, Wrong(again) + runs.CalmService.Said);
        Assert.Equal(runs.Undisturbed.Ledger!.Manifest.Sha256, again.Ledger!.Manifest.Sha256);
        Assert.Equal(runs.Undisturbed.People.Count(one => one.Grant is not null), again.Cost.Former);
    }

    private static string Wrong(DemoResult result) =>
        string.Join(Environment.NewLine, result.Findings.Where(finding => !finding.Holds).Select(finding => $"{finding.What}: {finding.Trouble}")) + Environment.NewLine;

    private static IEnumerable<string> Ends(DemoResult result) => result.People.Select(one => $"person {one.Person.Number}: {one.Grant?.Id} {one.End} {one.Refusal}");

    // Ids and days of entries follow from when they happened; what they say does not.
    private static IEnumerable<string> Entries(DemoResult result) => result.Ledger!.Lines.Select(line =>
        $"entry: {line.Grant} {line.Line} {line.Kind} {line.FundingLine} {line.Account} {line.Debit} {line.Credit} {line.Currency}");

    private static async Task<IEnumerable<string>> Book(Service service)
    {
        var (settled, returned) = (await SandboxBook.Of(service, "Settled"), await SandboxBook.Of(service, "Returned"));
        return settled.Select(payment => $"provider's book: {payment.Key} settled {payment.Value}")
            .Concat(returned.Select(payment => $"provider's book: {payment.Key} returned {payment.Value}"));
    }

    /// <summary>What only one of two says, or says more often.</summary>
    private static IEnumerable<string> Differences(IEnumerable<string> undisturbed, IEnumerable<string> disturbed)
    {
        var times = undisturbed.CountBy(text => text).ToDictionary();
        foreach (var (text, count) in disturbed.CountBy(text => text))
        {
            times[text] = times.GetValueOrDefault(text) - count;
        }

        return times.Where(text => text.Value != 0).OrderBy(text => text.Key, StringComparer.Ordinal)
            .Select(text => $"{Math.Abs(text.Value)} more {(text.Value > 0 ? "undisturbed" : "disturbed")}: {text.Key}");
    }
}
