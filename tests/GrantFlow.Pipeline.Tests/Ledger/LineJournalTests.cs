using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Ledger;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Iati;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Funding;
using GrantFlow.Pipeline.Tests.Support;
using static GrantFlow.Pipeline.Tests.Funding.AgreedWorld;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>Entries of the funding line itself are sealed, compared, made again and exported like all others.</summary>
public sealed class LineJournalTests
{
    private static readonly DateOnly First = new(2026, 1, 1), Last = new(2026, 3, 31);

    [Fact]
    public async Task The_ledger_is_the_sum_of_the_journals_of_grants_and_lines_both_ways()
    {
        var run = await Sealed();
        var parts = await Reconcile(run);

        Assert.All(parts, part => Assert.Empty(part.Named));
        Assert.Equal(run.Tables.EntryRows().Count(), parts.Sum(part => part.Journals.Entries));
        Assert.Equal(run.Tables.EntryRows().Count(), parts.Sum(part => part.Ledger.Entries));
        Assert.Contains(run.Posted(), entry => entry.Kind == EntryKind.TopUp);
    }

    [Fact]
    public async Task What_is_missing_or_made_up_of_a_line_is_named()
    {
        var run = await Sealed();
        var row = run.Tables.EntryRows().First(one => one.Key.Contains("-L-", StringComparison.Ordinal));
        var entry = run.Posted().Single(one => row.Key.EndsWith(one.Id, StringComparison.Ordinal));
        await run.Tables.Commit(TableNames.Ledger, [RowChange.Delete(row with { ETag = null })], default);
        await run.Get<LedgerStore>().Restore(entry with { Id = $"{LineBook.IdOf(TheLine)}-0099", PostedOn = new(2026, 1, 9) }, default);

        var found = (await Reconcile(run)).SelectMany(part => part.Named).ToList();

        Assert.Equal(
            [(LedgerFault.Missing, "The funding line has this entry and the ledger has not. Where its message is in a poison queue, have it sent again."), (LedgerFault.Unknown, "The ledger has this entry and no funding line does.")],
            found.Select(one => (one.Fault, one.Why)));
    }

    [Fact]
    public async Task An_empty_ledger_is_made_again_with_what_the_lines_posted()
    {
        var run = await Sealed();
        var before = Everything(run);
        foreach (var row in run.Tables.Rows(TableNames.Ledger))
        {
            await run.Tables.Commit(TableNames.Ledger, [RowChange.Delete(row with { ETag = null })], default);
        }

        Assert.Empty((await run.Get<LedgerRebuild>().Run(default)).Problems);

        Assert.Equal(before, Everything(run));
    }

    [Fact]
    public async Task What_a_funder_agreed_to_is_no_promise_to_people()
    {
        var run = await Sealed();
        var sums = new IatiSums(Catalogue);
        foreach (var entry in run.Posted())
        {
            sums.Add(entry);
        }

        Assert.DoesNotContain(sums.Published(), one => one.Group.Type == IatiType.OutgoingCommitment);
    }

    [Fact]
    public async Task An_export_has_the_lines_entries_without_a_grant()
    {
        var run = await Sealed();
        using var file = new MemoryStream();
        await run.Get<LedgerExport>().WriteCsv(new LedgerRange(First, Last, Agreed), file, default);
        var rows = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split("\r\n");

        Assert.Contains(rows, row => row.StartsWith($"{LineBook.IdOf(TheLine)}-0001,2026-01-05,", StringComparison.Ordinal) && row.Contains(",Agreement,,,agreed,agreed/grants,,Available,20000.00,,EUR,", StringComparison.Ordinal));
    }

    private static async Task<PipelineRun> Sealed()
    {
        var run = Run();
        await run.Do(Somebody(1).Submit(), Somebody(1).Approve(1_000));
        await run.Finish();
        run.Time.Advance(TimeSpan.FromDays(2));
        await run.Get<Sealer>().Tick(default);
        await run.Amend(AmendmentKind.TopUp, 5_000);
        await run.Finish();
        run.Time.Advance(TimeSpan.FromHours(1));
        return run;
    }

    private static async Task<IReadOnlyList<ReconciledPart>> Reconcile(PipelineRun run)
    {
        var parts = new List<ReconciledPart>();
        string? next = null;
        do
        {
            parts.Add(await run.Get<LedgerReconciliation>().Run(First, Last, next, default));
            next = parts[^1].Next;
        }
        while (next is not null);
        return parts;
    }

    private static List<string> Everything(PipelineRun run) =>
        [.. run.Tables.Rows(TableNames.Ledger).Select(row => $"{row.Partition}/{row.Key}: {string.Join("; ", row.Values.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))}")];
}
