using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>A rebuild that is asked for is done slice by slice, and says what it did.</summary>
public sealed class RebuildJobTests
{
    [Fact]
    public async Task It_makes_an_empty_ledger_again_and_counts_what_it_did()
    {
        var books = await BookKeeping.Sealed(pace: new JobPace(TimeSpan.Zero, 1, 1));
        var before = books.Everything();
        foreach (var row in books.Run.Tables.Rows(TableNames.Ledger))
        {
            await books.Delete(row);
        }

        var done = await Rebuilt(books);

        Assert.Equal(before, books.Everything());
        // Five days, a page of the grants' journals, one of the funding lines'.
        Assert.Equal((JobState.Done, 5, 7, 0L), (done.State, done.SealedDays, done.Slices, done.ProblemCount));
        Assert.True(done.Restored > 5 && done.Journals > done.Restored, $"{done}");
    }

    [Fact]
    public async Task What_does_not_fit_is_named()
    {
        var books = await BookKeeping.Sealed(pace: new JobPace(TimeSpan.Zero, 1, 1));
        var day = books.Journal(books.Rows()[1].Key[(books.Rows()[1].Key.IndexOf('-', StringComparison.Ordinal) + 1)..]).PostedOn;
        await books.Run.Get<LedgerStore>().Restore(BookKeeping.Forged(day), default);

        var done = await Rebuilt(books);

        Assert.Equal((JobState.Done, 1L), (done.State, done.ProblemCount));
        Assert.Equal([FormattableString.Invariant($"{day:yyyy-MM-dd} does not fit its seal.")], done.Problems);
    }

    private static async Task<RebuildJob> Rebuilt(BookKeeping books)
    {
        var now = books.Run.Time.GetUtcNow();
        var job = new RebuildJob { Id = JobId.Derive("tests", "rebuild"), By = ActorId.Parse("fatou"), AskedAt = now, MovedAt = now, RequestHash = "request", Reason = "A copy was restored." };
        await books.Run.Get<JobStore>().Begin(job, default);
        await books.Run.Deliver();
        return (RebuildJob)(await books.Run.Get<JobStore>().Find(job.Id, default))!;
    }
}
