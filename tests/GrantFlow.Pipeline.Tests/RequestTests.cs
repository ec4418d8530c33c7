using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Tests.Support;
using Xunit.Abstractions;

namespace GrantFlow.Pipeline.Tests;

/// <summary>What a grant costs: every call is a request to storage that somebody pays and waits for.</summary>
public sealed class RequestTests(ITestOutputHelper output)
{
    /// <summary>Raising one of these is a decision, not an accident.</summary>
    private static readonly Dictionary<string, int> Most = new()
    {
        // Two of them look for the invoice elsewhere, and for files of the line; two for the sanctions list in force.
        ["gate"] = 30,
        // One is the files of a line; two are the invoice: looked for and claimed; two the sanctions list in force.
        ["commands"] = 48,
        // Four, and a write and a read for each key under which those who look alike find each other.
        ["screening"] = 12,
        ["funding"] = 10,
        ["payouts"] = 5,
        // Listed as due: the group, the grant, the line; and taken off the list again.
        ["batches"] = 7,
        // Two more where an entry is the first of its day: it opens the day.
        ["postings"] = 7,
        // Nine lines; one more list each, that of its due day, which moves with the day of return.
        ["views"] = 42,
    };

    [Fact]
    public async Task A_grant_from_submission_to_the_closed_books_takes_no_more_requests_than_agreed()
    {
        var run = new PipelineRun();
        // Once a day and process, not once a grant.
        await run.Get<PeriodBook>().For(DateOnly.FromDateTime(run.Time.GetUtcNow().UtcDateTime), default);
        await Journey.Plain.Go(run);
        Assert.Empty(run.Failures);
        var counts = run.Counts;
        output.WriteLine($"One grant, 11 commands: {counts.Values.Sum()} requests by the pipeline, and {run.Deliveries} deliveries (a delete each, and their share of the receives).");
        foreach (var (step, count) in counts.OrderBy(count => count.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{step,-10} {count,3} (at most {Most[step]})");
        }

        foreach (var call in run.Watch.Calls.GroupBy(call => call with { Name = call.Service == "vault" ? "people" : call.Name }).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal))
        {
            output.WriteLine($"{call.Key.Service} {call.Key.Operation,-6} {call.Key.Name,-10} {call.Count(),3}");
        }

        Assert.All(counts, count => Assert.True(count.Value <= Most[count.Key], $"{count.Key}: {count.Value} requests, agreed are {Most[count.Key]}."));
    }
}
