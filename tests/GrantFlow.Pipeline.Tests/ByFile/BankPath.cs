using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.Pipeline.Rates;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Tests.Batches;
using GrantFlow.Pipeline.Tests.Payouts.BankFile;
using GrantFlow.Pipeline.Tests.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using SimulatedFile = GrantFlow.Simulator.Bank.BankFile;

namespace GrantFlow.Pipeline.Tests.ByFile;

/// <summary>The product's own parts from a due line to a bank's file and back: batches at a rate, the file's writer, the import of statements. Every step is asked until it is answered.</summary>
internal sealed class BankPath
{
    public static readonly Currency Dinar = Currency.Parse("IQD");
    public static readonly CountryCode Germany = CountryCode.Parse("DE");

    private readonly List<byte[]> _booked = [];
    private readonly List<string> _trace = [];

    public BankPath(int seed = 0, int copies = 1, int atOnce = 1, int processes = 1, ManualTime? time = null)
    {
        Run = new PipelineRun(seed, copies, atOnce, processes)
        {
            InBatches = true,
            Time = time ?? new(),
            With = services =>
            {
                services
                    .AddSingleton(With(World.Catalogue))
                    .AddSingleton<IPayoutProvider, RoutedProvider>()
                    .AddKeyedSingleton<IPayoutProvider, BankFileProvider>(RouteKind.BankAccount)
                    .AddSingleton<IBankFileWriter, BankFileWriter>()
                    .AddSingleton(Bench.Party);
                Also?.Invoke(services);
            },
        };
        (Batches, Desk) = (new BatchRun(Run), new Desk(Run));
    }

    public PipelineRun Run { get; }

    /// <summary>What else is put together, or otherwise.</summary>
    public Action<IServiceCollection>? Also { get; init; }

    /// <summary>What goes wrong with storage calls; never while the test looks whether books agree.</summary>
    public Func<StorageCall, Mishap?>? Mishaps { get; init; }

    /// <summary>What went wrong so far, call by call.</summary>
    public IReadOnlyList<string> Trace => _trace;

    public BatchRun Batches { get; }

    public Desk Desk { get; }

    /// <summary>An account that ends like this: the simulated bank goes by its last four digits.</summary>
    public static string Iraqi(int number, string ending) => Iban("IQ", $"NBIQ850{number:00000000}{ending}");

    public static string German(int number, string ending) => Iban("DE", $"51210800{number:000000}{ending}");

    public Task Rate(DatedRate rate) => Run.Retried(() => Run.Get<RateBook>().Import([new RateLine(2, rate)], People.Finance.Id, null, default));

    /// <summary>A grant with EUR 500.00 due to an account.</summary>
    public Task<Case> Due(string name, string account) =>
        Due(new Case(name) { Account = account, PaidIn = CountryCode.Parse(account[..2]) });

    public async Task<PaymentBatch> Draft(Currency pays, string key) => await Drafted(await Run.Retried(() => Run.Get<BatchDrafts>().Draft(BatchRun.Plan with { PayCurrency = pays }, BatchRun.By(BatchRun.Drafter, key), default)));

    public async Task<PaymentBatch> FollowUp(BatchId id) => await Drafted(await Run.Retried(() => Run.Get<BatchDrafts>().FollowUp(id, null, BatchRun.By(BatchRun.Drafter, $"follow {id}"), default)));

    /// <summary>Signed by two others, written, validated where the schema is, handed over. Gives what the bank reads.</summary>
    public async Task<SimulatedFile> Release(PaymentBatch draft)
    {
        foreach (var by in new[] { BatchRun.First, BatchRun.Second })
        {
            BatchRun.Done(await Run.Retried(() => Run.Get<BatchDesk>().Release(draft.Id, BatchRun.By(by, $"release {by.Id}"), default)));
        }

        await Rest();
        var batch = await Batches.Batch(draft.Id);
        Assert.Equal(BatchState.Released, batch.State);
        Assert.NotNull(batch.File);
        using var bytes = await Stored(batch.File);
        if (Standards.Folder is not null)
        {
            Assert.Empty(Standards.Errors(bytes.ToArray(), "pain.001.001.09"));
        }

        var file = SimulatedFile.Read(bytes);
        Assert.Equal((batch.File.Payments, batch.File.ControlSum), (file.Orders.Count, file.Orders.Sum(order => order.Amount).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(BatchState.Sent, BatchRun.Done(await Run.Retried(() => Run.Get<BatchDesk>().HandOver(draft.Id, BatchRun.By(BatchRun.First, "sent"), default))).State);
        return file;
    }

    /// <summary>A bank file as finance downloads it.</summary>
    public Task<MemoryStream> Stored(BatchFile file) => Run.Look(async () =>
    {
        await using var stream = await Run.Blobs.Open(ContainerNames.BankFiles, file.Name, default);
        var bytes = new MemoryStream();
        await stream!.CopyToAsync(bytes);
        bytes.Position = 0;
        Assert.Equal((file.Length, file.Sha256), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))));
        return bytes;
    });

    /// <summary>Takes a file in until it is taken and brings everything to rest.</summary>
    public async Task<IReadOnlyList<StatementEntry>> Import(byte[] file)
    {
        var imported = await Run.Retried(() => Desk.Bring(file));
        await Rest();
        _booked.Add(file);
        return await Desk.Rows(imported.File.Id);
    }

    /// <summary>Goes on until nothing is left to do; what mishaps put into a poison queue goes back.</summary>
    public async Task Rest()
    {
        do
        {
            await Run.Deliver();
            await Run.Sweep();
            await Run.Deliver();
        }
        while (await Run.Redrive() > 0 || Run.Tables.Rows(TableNames.Grants).Any(row => row.Key.StartsWith("out-", StringComparison.Ordinal)));
    }

    /// <summary>What the bank took from the account, less what it brought back, in cents, by the files that were taken in.</summary>
    public long Taken() => _booked.Select(file => XDocument.Parse(Encoding.UTF8.GetString(file)).Root!)
        .SelectMany(root => root.Descendants(root.Name.Namespace + "Ntry"))
        .Sum(entry => (long)(100 * decimal.Parse(Of(entry, "Amt"), CultureInfo.InvariantCulture)) * (Of(entry, "CdtDbtInd") == "DBIT" ? 1 : -1));

    /// <summary>The ledger says what the bank's statement says, nothing is on its way, and no message is left anywhere.</summary>
    public async Task AssertAgrees()
    {
        Run.Watch.Plan(null);
        Assert.Equal(Taken(), Desk.Balance(Account.SpentCash) + Desk.Balance(Account.ExchangeDifference));
        Assert.Equal(0, Desk.Balance(Account.InTransit));
        await Batches.Consistent();
        await Desk.Consistent();
        foreach (var queue in QueueNames.All)
        {
            Assert.Equal((queue, 0), (queue, await Run.Queues.Count(queue, default)));
        }

        Disturb();
    }

    /// <summary>From here on mishaps happen.</summary>
    public void Disturb() => Run.Watch.Plan(Mishaps is null ? null : Struck);

    private Mishap? Struck(int number, StorageCall call)
    {
        var mishap = Mishaps!(call);
        if (mishap is not null)
        {
            _trace.Add($"{number}: {mishap}, {call.Service} {call.Operation} {(call.Service == "vault" ? "a person" : call.Name)}");
        }

        return mishap;
    }

    private static string Of(XElement entry, string name) => entry.Element(entry.Name.Namespace + name)!.Value;

    private static Catalogue With(Catalogue real) => new(real.Versions.Values.SelectMany(versions => versions), real.Offices)
    {
        Routes = new PaymentRoutes(new Dictionary<CountryCode, IReadOnlyList<RouteTerms>>
        {
            [World.Iraq] =
            [
                new(RouteKind.BankAccount, Dinar, null, null, new CutOff(new(14, 0), "Asia/Baghdad")),
                new(RouteKind.MobileMoney, Currency.Eur, null, null, new CutOff(new(18, 0), "Asia/Baghdad")),
                new(RouteKind.CashDesk, Currency.Eur, null, null, new CutOff(new(12, 0), "Asia/Baghdad")),
            ],
            [Germany] = [new(RouteKind.BankAccount, Currency.Eur, null, null, new CutOff(new(14, 0), "Europe/Berlin"))],
        }),
    };

    private static string Iban(string country, string rest)
    {
        var digits = string.Concat((rest + country + "00").Select(letter => char.IsAsciiDigit(letter) ? $"{letter}" : $"{letter - 'A' + 10}"));
        return $"{country}{98 - (int)(BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97):00}{rest}";
    }

    private async Task<Case> Due(Case one)
    {
        foreach (var ask in new[] { one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)) })
        {
            await Run.Send(ask);
            await Rest();
        }

        return one;
    }

    private async Task<PaymentBatch> Drafted(BatchAnswer answer)
    {
        var id = BatchRun.Done(answer).Id;
        await Rest();
        return await Batches.Batch(id);
    }
}
