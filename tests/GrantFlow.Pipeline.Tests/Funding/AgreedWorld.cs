using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>A made-up programme whose funder agreed to EUR 20,000.00 in four shards, to EUR 30,000.00 from March and to EUR 24,000.00 from June on; the agreement covers the year 2026.</summary>
internal static class AgreedWorld
{
    public static readonly ProgrammeId Agreed = ProgrammeId.Parse("agreed");

    public static readonly FundingLineId TheLine = FundingLineId.For(Agreed, "grants");

    public static readonly ActorId Admin = ActorId.Parse("admin-1"), Finance = ActorId.Parse("finance-1");

    public static readonly Catalogue Catalogue = With(Rules("2026-1", null, World.Eur(20_000)), Rules("2026-2", new(2026, 3, 1), World.Eur(30_000)), Rules("2026-3", new(2026, 6, 1), World.Eur(24_000)));

    public static FundingLine Line => Catalogue.Find(TheLine, new(2026, 1, 5))!;

    /// <summary>The catalogue of the tests with these rules in it.</summary>
    public static Catalogue With(params Programme[] rules) => new([.. World.Catalogue.Versions.Values.SelectMany(versions => versions), .. rules], World.Catalogue.Offices);

    public static Programme Rules(string version, DateOnly? from, Money? amount) => World.Catalogue.InForce(World.Sharded, DateOnly.MaxValue)! with
    {
        Id = Agreed,
        Version = version,
        ValidFrom = from,
        FundingLines =
        [
            new(TheLine, "A funder", "grants", amount, PaysGrants: true, 4)
            {
                Agreement = new("agreement-7", 75, new(new(2026, 1, 1), new(2026, 12, 31)), 7),
            },
        ],
    };

    public static PipelineRun Run(int seed = 0, int copies = 1, int atOnce = 1, int processes = 1, Catalogue? catalogue = null) =>
        new(seed, copies, atOnce, processes) { With = services => services.AddSingleton(catalogue ?? Catalogue) };

    public static Case Somebody(int number) => new($"Agreed{number}") { Programme = Agreed };

    /// <summary>Asks for an amendment, and has another person agree.</summary>
    public static async Task<Amendment> Amend(this PipelineRun run, AmendmentKind kind, long euro, string key = "amend")
    {
        var proposed = await run.Retried(() => run.Propose(kind, euro, key));
        var agreed = await run.Retried(() => run.Get<AmendmentDesk>().Agree(TheLine, proposed.Id, Finance, default));
        return agreed.Amendment ?? throw new InvalidOperationException(agreed.Why);
    }

    public static async Task<Amendment> Propose(this PipelineRun run, AmendmentKind kind, long euro, string key = "amend") =>
        (await run.Get<AmendmentDesk>().Propose(TheLine, Request(kind, euro), new(Admin, key, $"hash of {key}"), default)).Amendment!;

    public static AmendmentRequest Request(AmendmentKind kind, long euro) => new(kind, World.Eur(euro), "The funder signed another amount.", "amendment-1");

    public static Task<Amendment?> Find(this PipelineRun run, AmendmentId id) => run.Look(() => run.Get<AmendmentStore>().Find(TheLine, id, default));

    public static Task<LineStanding> Standing(this PipelineRun run) => run.Look(() => run.Get<FundingStore>().Standing(Line, default));

    /// <summary>The ledger's entries of the line itself, in order.</summary>
    public static IReadOnlyList<PostedEntry> Posted(this PipelineRun run) => [.. run.Tables.Entries().Where(entry => entry.Grant is null).OrderBy(entry => entry.Id, StringComparer.Ordinal)];

    /// <summary>What stands on an account of the line, in cents.</summary>
    public static long On(this PipelineRun run, Domain.Ledger.Account account) => run.Tables.Entries()
        .Where(entry => entry.FundingLine == TheLine).SelectMany(entry => entry.Postings).Where(posting => posting.Account == account)
        .Sum(posting => posting.Side == Domain.Ledger.Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);

    public static Task Tick(this PipelineRun run) => run.Retried(async () =>
    {
        await run.Get<LineBooks>().Tick(default);
        await run.Get<AmendmentDesk>().Tick(default);
        return true;
    });

    public static async Task<Grant> GrantOf(this PipelineRun run, Case one) => (await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;

    /// <summary>The shards' rows and the book say the same as the ledger, and no shard has promised more than it has.</summary>
    public static async Task Check(this PipelineRun run)
    {
        var standing = await run.Standing();
        Assert.Equal(standing.Limit!.Value.Minor, -run.On(Domain.Ledger.Account.Agreed));
        Assert.Equal(standing.Free!.Value.Minor, run.On(Domain.Ledger.Account.Available));
        AssertNoShardIsOver(run.Tables.Rows(TableNames.Funding), Line);
        Assert.DoesNotContain(run.Tables.Rows(TableNames.Funding), row => row.Key.StartsWith("out-", StringComparison.Ordinal));
        Assert.Equal(
            run.Tables.Rows(TableNames.Funding).Where(row => row.Key.StartsWith("jnl-", StringComparison.Ordinal)).Select(row => row.Text("data")).Order(StringComparer.Ordinal),
            run.Tables.EntryRows().Where(row => row.Key.Contains("-L-", StringComparison.Ordinal)).Select(row => row.Text("data")).Order(StringComparer.Ordinal));
    }

    public static void AssertNoShardIsOver(IEnumerable<Row> funding, FundingLine line)
    {
        foreach (var row in funding.Where(row => row.Key == "balance" && row.Partition.StartsWith(line.Id.Value.Replace('/', '.') + "|", StringComparison.Ordinal)))
        {
            var used = row.Number("held")!.Value + row.Number("settled")!.Value;
            var limit = (line.Amount!.Value.Minor / line.Shards) + (row.Number("extra") ?? 0);
            Assert.True(used <= limit && limit >= 0, $"{row.Partition} has promised {used} of {limit}.");
        }
    }
}
