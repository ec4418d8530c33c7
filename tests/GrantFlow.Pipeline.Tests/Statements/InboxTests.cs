using System.Text;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Statements.Reading;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>Files that banks put into their container.</summary>
public sealed class InboxTests
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task Good_files_are_taken_bad_ones_are_listed_and_none_keeps_the_next_waiting()
    {
        var one = await _desk.Paid("One", "001002004711");
        await Put("a-broken.xml", Encoding.UTF8.GetBytes("<Document"));
        await Put("b-doctype.xml", Encoding.UTF8.GetBytes("<!DOCTYPE x><Document/>"));
        await Put("c-good.xml", Desk.Debits("D-1", Desk.Order(one)));
        await _desk.Run.Get<BankInbox>().Tick(default);
        await _desk.Run.Deliver();

        Assert.Empty(await Names(ContainerNames.BankInbox));
        Assert.Equal(3, (await Names(ContainerNames.Statements)).Count);
        var files = (await _desk.Run.Get<StatementStore>().List(10, null, default)).Items;
        Assert.Equal(
            [("a-broken.xml", StatementFault.NotWellFormed), ("b-doctype.xml", StatementFault.HasDoctype), ("c-good.xml", null)],
            files.Select(file => (file.Name!, file.Fault)).Order());
        Assert.All(files, file => Assert.Null(file.By));
        Assert.Equal(Domain.Lifecycle.CashState.Paid, (await _desk.Line(one)).State);

        // The same bad file again is no second line, and goes out as well.
        await Put("a-broken.xml", Encoding.UTF8.GetBytes("<Document"));
        await _desk.Run.Get<BankInbox>().Tick(default);
        Assert.Empty(await Names(ContainerNames.BankInbox));
        Assert.Equal(3, (await _desk.Run.Get<StatementStore>().List(10, null, default)).Items.Count);
        await _desk.Consistent();
    }

    [Fact]
    public async Task A_file_that_is_too_large_stays_is_listed_once_and_left_alone()
    {
        await Put("big.xml", [.. Encoding.UTF8.GetBytes("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">"), .. Enumerable.Repeat((byte)' ', 16_000), .. Enumerable.Repeat(Encoding.UTF8.GetBytes("<a/>"), (int)(StatementLimits.Bytes / 4)).SelectMany(bytes => bytes)]);
        await Put("good.xml", ReadingTests.Bytes("pain.002.001.10-accepted"));
        await _desk.Run.Get<BankInbox>().Tick(default);
        await _desk.Run.Get<BankInbox>().Tick(default);
        Assert.Equal(["big.xml"], await Names(ContainerNames.BankInbox));
        var files = (await _desk.Run.Get<StatementStore>().List(10, null, default)).Items;
        Assert.Equal([StatementFault.TooLarge, null], files.Select(file => file.Fault).OrderDescending());
    }

    [Fact]
    public async Task A_file_that_storage_will_not_give_is_tried_five_times_and_then_listed()
    {
        await Put("stuck.xml", ReadingTests.Bytes("pain.002.001.10-accepted"));
        await Put("then.xml", ReadingTests.Bytes("pain.002.001.11-part-rejected"));
        var blobs = new StuckBlobs(_desk.Run.Blobs);
        var run = _desk.Run;
        var inbox = new BankInbox(
            new StatementImport(run.Get<StatementStore>(), run.Get<StatementSteps>(), run.Get<GrantFlow.Pipeline.Waiting.UnfinishedStore>(), blobs, run.Time, NullLogger<StatementImport>.Instance), run.Get<StatementStore>(), blobs, run.Tables, run.Time, NullLogger<BankInbox>.Instance);
        for (var tick = 0; tick < 8; tick++)
        {
            await inbox.Tick(default);
        }

        Assert.Equal(5, blobs.Asked);
        Assert.Equal(["stuck.xml"], await Names(ContainerNames.BankInbox));
        var files = (await run.Get<StatementStore>().List(10, null, default)).Items;
        Assert.Equal(["stuck.xml", "then.xml"], files.Select(file => file.Name).Order());
    }

    private async Task Put(string name, byte[] file) => await _desk.Run.Blobs.Add(ContainerNames.BankInbox, name, (output, cancelled) => output.WriteAsync(file, cancelled).AsTask(), default);

    private async Task<IReadOnlyList<string>> Names(string container) => await _desk.Run.Blobs.List(container, "", default).ToListAsync();

    private sealed class StuckBlobs(MemoryBlobs blobs) : IBlobs
    {
        public int Asked { get; private set; }

        public Task<StoredFile?> Add(string container, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => blobs.Add(container, name, write, cancellationToken);

        public Task<Stream?> Open(string container, string name, CancellationToken cancellationToken)
        {
            if (name == "stuck.xml")
            {
                Asked++;
                throw new InvalidDataException("The lease is held by somebody else.");
            }

            return blobs.Open(container, name, cancellationToken);
        }

        public IAsyncEnumerable<string> List(string container, string prefix, CancellationToken cancellationToken) => blobs.List(container, prefix, cancellationToken);

        public Task Delete(string container, string name, CancellationToken cancellationToken) => blobs.Delete(container, name, cancellationToken);
    }
}
