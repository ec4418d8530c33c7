using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Seals;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>A large export is written slice by slice, and is the file that one reading would have given, whatever happens on the way.</summary>
public sealed class ExportJobTests
{
    [Theory]
    [InlineData("Csv")]
    [InlineData("CsvGz")]
    [InlineData("Jsonl")]
    [InlineData("JsonlGz")]
    public async Task The_file_is_what_one_reading_gives_and_its_parts_are_gone(string name)
    {
        var format = Enum.Parse<ExportFormat>(name);
        var run = await ExportRun.WithEntries();
        var done = await run.Export(ExportRun.Job(run, format));

        Assert.Equal((JobState.Done, 4, 25L, 50L), (done.State, done.Slices, done.Entries, done.Rows));
        Assert.Equal("350.00", Assert.Single(done.Totals).Debits.ToAmountString());
        var file = await run.Content(done.File!.Blob);
        Assert.Equal((file.LongLength, Convert.ToHexStringLower(SHA256.HashData(file))), (done.File.Bytes, done.File.Sha256));
        Assert.Equal(Encoding.UTF8.GetString(await run.Direct(format)), Encoding.UTF8.GetString(name.EndsWith("Gz", StringComparison.Ordinal) ? Unpacked(file) : file));
        Assert.Equal([done.File.Blob], await run.Files());
        Assert.Equal(done.MovedAt + ExportJob.LinkLife, done.File.Until);
        Assert.Empty(run.Run.Failures);
    }

    [Fact]
    public async Task A_spreadsheet_has_the_rows_of_all_its_parts()
    {
        var run = await ExportRun.WithEntries();
        var done = await run.Export(ExportRun.Job(run, ExportFormat.Xlsx));

        using var book = new ZipArchive(new MemoryStream(await run.Content(done.File!.Blob)), ZipArchiveMode.Read);
        using var sheet = new StreamReader(book.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var text = await sheet.ReadToEndAsync();
        Assert.Equal(51, text.Split("<row ").Length - 1);
        Assert.All(Enumerable.Range(1, 25), number => Assert.Contains(SealRun.Entry(number).Id, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parts_say_which_of_their_days_were_sealed_before_they_were_read()
    {
        var run = await ExportRun.WithEntries();
        var job = await run.Export(ExportRun.Job(run));
        var parts = await run.Quietly(async () => await run.Run.Get<ExportSlices>().PartsOf(job, default).ToListAsync());
        Assert.Equal([(0, 1), (2, 3), (4, 4)], parts.Select(part => (part.From.DayNumber - ExportRun.First.DayNumber, part.To.DayNumber - ExportRun.First.DayNumber)));
        Assert.All(parts, part => Assert.Equal(ExportRun.First.AddDays(1), part.SealedTo));
    }

    [Fact]
    public async Task What_is_posted_on_a_day_that_was_read_stays_out_and_on_one_to_come_is_in()
    {
        var run = await ExportRun.WithEntries();
        await run.Quietly(async () =>
        {
            await run.Run.Get<JobStore>().Begin(ExportRun.Job(run), default);
            // Slices by hand: the parts of four days, then somebody posts on the fourth and on the fifth.
            foreach (var slice in new[] { 0, 1 })
            {
                await run.Run.Process(QueueNames.Exports, MessageOf(slice));
            }

            await run.Run.Get<LedgerStore>().Store(SealRun.Entry(91, ExportRun.First.AddDays(3)), default);
            await run.Run.Get<LedgerStore>().Store(SealRun.Entry(92, ExportRun.First.AddDays(4)), default);
        });
        await run.Run.Deliver();

        var text = Encoding.UTF8.GetString(await run.Content((await run.Find(ExportRun.Job(run).Id)).File!.Blob));
        Assert.DoesNotContain(SealRun.Entry(91).Id, text, StringComparison.Ordinal);
        Assert.Contains(SealRun.Entry(92).Id, text, StringComparison.Ordinal);

        string MessageOf(int slice) => Messages.MessageText.Write("test", "test", "test", run.Run.Time.GetUtcNow(), new JobMessage(ExportRun.Job(run).Id, slice));
    }

    [Theory]
    [InlineData("FailsBefore")]
    [InlineData("FailsAfter")]
    [InlineData("DiesBefore")]
    [InlineData("DiesAfter")]
    public async Task A_mishap_at_any_storage_call_leads_to_the_same_file(string mishap)
    {
        var undisturbed = await ExportRun.WithEntries();
        var expected = await undisturbed.Export(ExportRun.Job(undisturbed));
        for (var n = 1; n <= undisturbed.Run.Watch.Calls.Count; n++)
        {
            var run = await ExportRun.WithEntries();
            run.Run.Watch.Plan(n, Enum.Parse<Mishap>(mishap));
            var done = await run.Export(ExportRun.Job(run));
            var after = $"After {mishap} at call {n}, {run.Run.Watch.Calls[n - 1]}";
            Assert.True(done.State == JobState.Done, $"{after}: {done.State}, {done.Why}");
            Assert.True(expected.File!.Sha256 == done.File!.Sha256, after);
            Assert.True((expected.Rows, expected.Entries, expected.Slices) == (done.Rows, done.Entries, done.Slices), $"{after}: {done}");
            Assert.True(run.Parts(done.Id).Count == 3, after);
            Assert.Equal(done.File.Bytes, (await run.Content(done.File.Blob)).LongLength);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Messages_that_come_twice_and_at_once_lead_to_one_file(int seed)
    {
        var undisturbed = await ExportRun.WithEntries();
        var expected = await undisturbed.Export(ExportRun.Job(undisturbed));
        var run = await ExportRun.WithEntries(copies: 2, atOnce: 4, processes: 3, seed: seed);
        var done = await run.Export(ExportRun.Job(run));

        Assert.Equal((expected.File!.Sha256, 50L, 4), (done.File!.Sha256, done.Rows, done.Slices));
        Assert.Equal([done.File.Blob], await run.Files());
        Assert.True(run.Run.Deliveries < 80, $"{run.Run.Deliveries} messages were delivered.");
    }

    [Fact]
    public async Task A_slice_that_fails_five_times_ends_the_job_and_says_so()
    {
        var run = await ExportRun.WithEntries();
        run.Run.Watch.Plan((_, call) => call.Service == "blob" && call.Name == ContainerNames.Exports ? Mishap.FailsBefore : null);
        var failed = await run.Export(ExportRun.Job(run));
        run.Run.Watch.Plan(null);

        Assert.Equal((JobState.Failed, 0), (failed.State, failed.Slices));
        Assert.Contains("part 1 failed 5 times", failed.Why, StringComparison.Ordinal);
        Assert.Equal(5, run.Run.Failures.Count);

        // What people were told stays so, although the cause is gone.
        await run.Quietly(() => run.Run.Process(QueueNames.Exports, run.Run.Handled[0]));
        Assert.Equal(JobState.Failed, (await run.Find(failed.Id)).State);
        Assert.Empty(await run.Files());
    }

    [Fact]
    public async Task A_job_that_nobody_works_on_any_more_fails_by_its_age_and_stays_failed()
    {
        var run = await ExportRun.WithEntries();
        var job = ExportRun.Job(run);
        await run.Quietly(() => run.Run.Get<JobStore>().Begin(job, default));
        run.Run.Time.Advance(LedgerJob.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(JobState.Failed, (await run.Find(job.Id)).StateAt(run.Run.Time.GetUtcNow()));
        await run.Run.Deliver();

        var over = await run.Find(job.Id);
        Assert.Equal(JobState.Failed, over.State);
        Assert.Contains("Ask again", over.Why, StringComparison.Ordinal);
        Assert.Empty(await run.Files());
    }

    [Fact]
    public async Task A_file_is_expired_after_its_day()
    {
        var run = await ExportRun.WithEntries();
        var done = await run.Export(ExportRun.Job(run));
        Assert.Equal(JobState.Done, done.StateAt(done.File!.Until.AddTicks(-1)));
        Assert.Equal(JobState.Expired, done.StateAt(done.File.Until));
    }

    [Fact]
    public async Task Asked_again_there_is_one_job_and_one_line_in_the_list()
    {
        var run = await ExportRun.WithEntries();
        var first = await run.Export(ExportRun.Job(run));
        run.Run.Time.Advance(TimeSpan.FromMinutes(5));
        var again = await run.Run.Get<JobStore>().Begin(ExportRun.Job(run), default);
        Assert.Equal(first.File!.Blob, ((ExportJob)again).File!.Blob);
        await run.Export(ExportRun.Job(run, key: "two"));
        var page = await run.Run.Get<JobStore>().Page(ExportJob.KindName, first.By, 10, null, default);
        Assert.Equal([ExportRun.Job(run, key: "two").Id, first.Id], page.Jobs.Select(job => job.Id));
        Assert.Empty((await run.Run.Get<JobStore>().Page(ExportJob.KindName, Domain.Values.ActorId.Parse("aino"), 10, null, default)).Jobs);
        Assert.Empty((await run.Run.Get<JobStore>().Page(RebuildJob.KindName, first.By, 10, null, default)).Jobs);
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
