using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.DryRun;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>A changed programme file is compared with what is open: reads only, and no more than it may.</summary>
public sealed class DryRunTests
{
    private static readonly string File = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "programmes", $"{World.Calais}.json"));

    [Fact]
    public async Task Open_grants_are_counted_and_ended_ones_are_not()
    {
        var run = await ThreeOpen();
        var before = run.Watch.Calls.Count;
        var report = await run.Get<ProgrammeDryRun>().Run(World.Calais, File, default);

        Assert.True(report.Valid, string.Join('\n', report.Errors));
        Assert.Equal(new StampedGrants("2026-1", 3), report.OpenGrants.ByVersion.Single());
        Assert.Equal((3, false, 3), (report.OpenGrants.Read, report.OpenGrants.Truncated, report.OpenGrants.WouldPass));
        var paying = report.FundingLines.Single(line => line.FundingLine == World.LineOf(World.Calais).Id);
        Assert.Equal((World.Eur(1_000), 1), (paying.Held, paying.Persons));
        Assert.All(run.Watch.Calls.Skip(before), call => Assert.Contains(call.Operation, new[] { "find", "page", "query" }));
    }

    [Fact]
    public async Task More_than_may_be_looked_at_is_said()
    {
        var run = await ThreeOpen();
        var report = await run.Get<ProgrammeDryRun>().Run(World.Calais, File, default, mostGrants: 2);

        Assert.Equal((2, true), (report.OpenGrants.Read, report.OpenGrants.Truncated));
    }

    [Fact]
    public async Task What_new_rules_would_not_take_is_told_grant_by_grant()
    {
        var run = await ThreeOpen();
        var changed = File.Replace("\"hosts\": [\"FR\"]", "\"hosts\": [\"BE\"]", StringComparison.Ordinal);
        var report = await run.Get<ProgrammeDryRun>().Run(World.Calais, changed, default);

        Assert.Equal(0, report.OpenGrants.WouldPass);
        Assert.Equal(3, report.OpenGrants.WouldBeRefused.Count);
        Assert.All(report.OpenGrants.WouldBeRefused, one => Assert.Equal((RefusalCode.HostNotCovered, "2026-1"), (one.Code, one.Version)));
        Assert.Contains("3 open grant(s) are stamped", report.Errors.Single().Expected, StringComparison.Ordinal);
    }

    private static async Task<PipelineRun> ThreeOpen()
    {
        var run = new PipelineRun();
        var (one, two, three, gone) = (new Case("One"), new Case("Two"), new Case("Three"), new Case("Gone"));
        await run.Do(one.Submit(), two.Submit(), three.Submit(), gone.Submit(), two.Approve(1_000), gone.Withdraw());
        return run;
    }
}
