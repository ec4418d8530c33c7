using System.Text;
using System.Xml.Linq;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Stores;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Payouts.BankFile;

/// <summary>A released batch, its book and its file, on stores in memory.</summary>
internal sealed class Bench
{
    public const string German = "DE75512108001245126199";
    public const string Iraqi = "IQ98NBIQ850123456789012";

    public static readonly DateTimeOffset ReleasedAt = new(2026, 11, 20, 14, 30, 15, 123, TimeSpan.Zero);
    public static readonly BatchId Batch = BatchId.Derive("bench");
    public static readonly FundingLineId Line = FundingLineId.Parse("tact/reintegration");
    public static readonly XNamespace Ns = Pain001.Namespace;

    public static readonly OrderingParty Party = new(
        "Sample Payments Office", CountryCode.Parse("DE"), "Berlin", new OrderingAccount("DE89370400440532013000", "COBADEFFXXX"), new Dictionary<FundingLineId, OrderingAccount>(), ChargeBearer.Debt);

    private readonly List<PaymentId> _payments = [];

    public Bench(OrderingParty? party = null, IBlobs? blobs = null)
    {
        Time = new ManualTime(ReleasedAt.AddMinutes(5));
        Book = new PaymentBook(Tables, new MemoryIdentityHash());
        Batches = new BatchStore(Tables);
        Provider = new BankFileProvider(Book, Time);
        Writer = new BankFileWriter(Batches, Book, Vault, blobs ?? Blobs, party ?? Party, Time);
        foreach (var name in TableNames.All)
        {
            Tables.Create(name);
        }
    }

    public ManualTime Time { get; }

    public MemoryTables Tables { get; } = new();

    public MemoryVault Vault { get; } = new();

    public MemoryBlobs Blobs { get; } = new();

    public PaymentBook Book { get; }

    public BatchStore Batches { get; }

    public BankFileProvider Provider { get; }

    public BankFileWriter Writer { get; }

    public IReadOnlyList<PaymentId> Payments => _payments;

    public static RouteDetails Details(string account, string holder = "Anna Muster", string town = "Berlin", string? bic = null) => new(account, holder, bic) { Town = town };

    public static PaymentId Payment(int number) => PaymentId.For(GrantId.Derive($"bench {number}"), new LineId(1));

    public async Task Release(Currency? pays = null, RouteKind kind = RouteKind.BankAccount)
    {
        var batch = new PaymentBatch
        {
            Id = Batch, State = BatchState.Released, FundingLine = Line, Kind = kind, Currency = Currency.Eur, PayCurrency = pays ?? Currency.Eur, Maximum = 10_000,
            Drafter = ActorId.Parse("drafter"), DraftedAt = ReleasedAt.AddHours(-1), ReleasedAt = ReleasedAt, ExecutesOn = new DateOnly(2026, 11, 23),
        };
        await Tables.Commit(TableNames.Batches, [RowChange.Add(Batch.Value, BatchRows.Batch, Commit.GrantRows.Values(batch))], default);
    }

    /// <summary>One line of the batch, as its grant let it go; instructed unless it is said otherwise.</summary>
    public async Task<PayoutRequest> Add(int number, long minor, RouteDetails details, string country = "DE", Currency? pays = null, BatchLineState state = BatchLineState.Instructed, bool instruct = true)
    {
        var (payment, person) = (Payment(number), PersonId.Derive($"person {number}"));
        var amount = new Money(minor, pays ?? Currency.Eur);
        var request = new PayoutRequest(payment, 1, new LineId(1), person, new PayoutRoute(RouteKind.BankAccount, CountryCode.Parse(country), "…", "route-1"), amount, 0) { Batch = Batch };
        await Vault.StoreRoute(person, "route-1", details, default);
        var line = new BatchLine(payment, 1, person, CountryCode.Parse(country), amount, amount, state);
        await Tables.Commit(TableNames.Batches, [RowChange.Add(Batch.Value, BatchRows.Line(payment), BatchRows.LineValues(line))], default);
        _payments.Add(payment);
        if (instruct)
        {
            await Pay(request, details);
        }

        return request;
    }

    public Task<ProviderAnswer> Pay(PayoutRequest request, RouteDetails details) =>
        Provider.Pay(new PaymentInstruction(request, details, NeutralText.OfPayment(request.Payment)), default);

    public async Task<PaymentBatch> Stored() => (await Batches.Find(Batch, default))!.Batch;

    /// <summary>Writes the file and reads it back.</summary>
    public async Task<string> Write()
    {
        await Writer.Write(Batch, default);
        var file = (await Stored()).File;
        Assert.NotNull(file);
        return await Read(file.Name);
    }

    public async Task<string> Read(string name)
    {
        await using var stream = await Blobs.Open(ContainerNames.BankFiles, name, default);
        using var reader = new StreamReader(stream!, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
