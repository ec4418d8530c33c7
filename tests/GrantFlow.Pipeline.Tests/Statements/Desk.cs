using System.Text;
using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator.Bank;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>Finance's desk on a pipeline that pays by bank: people are paid, files come in, rows are looked at.</summary>
internal sealed class Desk
{
    public static readonly ActorId Releaser = People.Finance.Id;
    public static readonly ActorId Colleague = ActorId.Parse("fatou");

    public Desk(int seed = 0, int copies = 1, int atOnce = 1, int processes = 1) =>
        Run = new PipelineRun(seed, copies, atOnce, processes) { Bank = provider => ActivatorUtilities.CreateInstance<TestBank>(provider) };

    /// <summary>A desk on a pipeline that is put together elsewhere.</summary>
    public Desk(PipelineRun run) => Run = run;

    public PipelineRun Run { get; }

    /// <summary>A grant with EUR 500.00 that the bank has taken on.</summary>
    public async Task<Case> Paid(string name, string account)
    {
        var one = new Case(name) { Account = account };
        await Run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)), one.Release());
        Assert.Equal(CashState.Instructed, (await Line(one)).State);
        return one;
    }

    public static BankOrder Order(Case one, int attempt = 1) => new(Payment(one).Value, 500m, "EUR", one.Account, HasIban: one.Account.StartsWith("IQ", StringComparison.Ordinal))
    {
        Uetr = Uetr.Of(Payment(one), attempt),
        InstructionId = $"{Payment(one)}-{attempt}",
        Name = one.Who.FamilyName,
    };

    public static PaymentId Payment(Case one) => PaymentId.For(one.Grant, new LineId(1));

    public static BankFile File(params BankOrder[] orders) => new("B-0123456789ABCDEF", "B-0123456789ABCDEF", "DE75512108001245126199", orders);

    public static BankTerms Terms(string id, int day = 6) => new(id, new DateTimeOffset(2026, 1, day, 18, 0, 0, TimeSpan.Zero), "EUR");

    /// <summary>What a bank writes.</summary>
    public static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    public static byte[] Debits(string id, params BankOrder[] orders) => Written(stream => Bookings.WriteDebits(File(orders), Terms(id), stream));

    public static byte[] Report(string id, params BankOrder[] orders) => Written(stream => StatusReport.Write(File(orders), Terms(id), stream));

    public static byte[] Returns(string id, params BankOrder[] orders) => Written(stream => Bookings.WriteReturns(File(orders), Terms(id, day: 9), stream));

    public async Task<Imported> Bring(byte[] file) => await Run.Get<StatementImport>().Import(new MemoryStream(file), Colleague, null, default);

    /// <summary>Takes a file in and brings everything to rest. Gives its rows.</summary>
    public async Task<IReadOnlyList<StatementEntry>> Import(byte[] file)
    {
        var imported = await Bring(file);
        await Run.Deliver();
        return await Rows(imported.File.Id);
    }

    public Task<IReadOnlyList<StatementEntry>> Rows(StatementId file) =>
        Run.Look(async () => (await Run.Get<StatementStore>().Rows(file, null, StatementStore.MaxPage, null, default)).Items);

    public Task<IReadOnlyList<OpenRow>> Open() => Run.Look(async () => (await Run.Get<StatementStore>().Waiting(StatementStore.MaxPage, null, default)).Items);

    public async Task<RowDecided> Decide(OpenRow row, RowWord word, ActorId? by = null)
    {
        var decided = await Run.Get<StatementDecisions>().Decide(row.File, row.Entry.Row.Number, by ?? Colleague, word, default);
        await Run.Deliver();
        return decided;
    }

    public async Task<CashLine> Line(Case one) => (CashLine)(await Run.Look(() => Run.Get<GrantStore>().Find(one.Grant, default)))!.Grant.Line(new(1))!;

    public async Task<PaymentAttempt> Attempt(Case one, int attempt = 1) => (await Run.Look(() => Run.Get<PaymentBook>().Find(Payment(one), attempt, default)))!;

    /// <summary>Debits less credits of an account in the ledger, in cents.</summary>
    public long Balance(Account account) => Run.Tables.Entries().SelectMany(entry => entry.Postings)
        .Where(posting => posting.Account == account).Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);

    /// <summary>Every file's count is that of its rows, and the list of open ones holds just those that are.</summary>
    public async Task Consistent()
    {
        await Run.Finish();
        var open = await Open();
        var waiting = 0;
        foreach (var file in (await Run.Get<StatementStore>().List(StatementStore.MaxPage, null, default)).Items.Where(file => file.Fault is null))
        {
            var rows = await Rows(file.Id);
            Assert.Equal(rows.Count, (await Run.Get<StatementStore>().Find(file.Id, default))!.Rows);
            Assert.Equal(rows.CountBy(row => row.Result).OrderBy(pair => pair.Key), (await Run.Get<StatementStore>().Results(file.Id, default)).OrderBy(pair => pair.Key));
            Assert.All(rows, row => Assert.False(row.Result is RowResult.New or RowResult.Sent, $"{row}"));
            Assert.All(rows.Where(row => row.IsOpen), row => Assert.Contains(open, one => one.File == file.Id && one.Entry.Row.Number == row.Row.Number && one.Entry.Result == row.Result));
            waiting += rows.Count(row => row.IsOpen);
        }

        Assert.Equal(waiting, open.Count);
        foreach (var queue in QueueNames.All)
        {
            Assert.Equal(0, await Run.Queues.Count(QueueNames.Poison(queue), default));
        }
    }

    /// <summary>The same file with other words in it.</summary>
    public static byte[] Changed(byte[] file, string from, string to)
    {
        var text = Encoding.UTF8.GetString(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
