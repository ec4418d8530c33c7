using System.Globalization;
using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.MobileMoney;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.MobileMoney;

/// <summary>The pipeline with the mobile money adapter, and the simulator behind it.</summary>
internal static class WalletRun
{
    /// <summary>Short, for a provider on the same machine.</summary>
    public static readonly MobileMoneyPatience Patience = new()
    {
        Try = TimeSpan.FromMilliseconds(700),
        Retries = 1,
        FirstRetry = TimeSpan.FromMilliseconds(10),
        BreaksFrom = 1_000,
        Break = TimeSpan.FromMilliseconds(500),
    };

    public static PipelineRun Start(Uri provider, int seed = 0, int copies = 1, int atOnce = 1, MobileMoneyPatience? patience = null, string key = "try-out") => new(seed, copies, atOnce)
    {
        With = services => services
            .AddSingleton<IPayoutProvider, RoutedProvider>()
            .AddMobileMoney(new(provider, key, new Uri("http://127.0.0.1:9/")), patience ?? Patience),
    };

    /// <summary>A grant of EUR 500.00 cash to a wallet with this ending, released.</summary>
    public static async Task<Case> Released(this PipelineRun run, string name, string ending)
    {
        var one = Wallet(name, ending);
        await run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)));
        await run.Send(one.Release());
        return one;
    }

    /// <summary>Brings a payment to its end. What happens at the provider by itself needs a moment, whatever our own clock says.</summary>
    public static async Task Rest(this PipelineRun run, Case one, CashState end)
    {
        await run.DeliverUntil(one.Grant, grant => grant.Line(new(1)) is CashLine { State: CashState.Paid or CashState.Failed or CashState.Returned });
        if (end == CashState.Returned)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
        }

        await run.Deliver();
    }

    public static Case Wallet(string name, string ending) => new(name) { Kind = RouteKind.MobileMoney, Account = NumberOf(ending) };

    public static string NumberOf(string ending) => "+9647701234" + ending.PadLeft(3, '5');

    public static async Task<CashLine> Line(this PipelineRun run, Case one) => (CashLine)(await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant.Line(new(1))!;

    public static Task<PaymentAttempt?> Row(this PipelineRun run, Case one, int attempt = 1) => run.Look(() => run.Get<PaymentBook>().Find(PaymentId.For(one.Grant, new(1)), attempt, default));

    /// <summary>Each payment is on the provider's statement at most once at a time, and what it says was paid and kept is what our ledger says was spent; nothing is on its way any more.</summary>
    public static async Task AssertAgrees(this PipelineRun run, SimulatorProcess provider, params Case[] cases)
    {
        await run.Finish();
        var payments = cases.Select(one => PaymentId.For(one.Grant, new(1)).Value).ToHashSet();
        var statement = (await provider.Statement()).Where(line => payments.Contains(line.RequestingOrganisationTransactionReference)).ToList();
        Assert.All(statement.GroupBy(line => line.CorrelationId), lines => Assert.Equal(lines.Select((_, at) => at == 0 ? "disbursement" : "reversal"), lines.Select(line => line.Kind)));
        Assert.All(statement.GroupBy(line => line.RequestingOrganisationTransactionReference), lines => Assert.InRange(Sum(lines), 0, 50_000));

        var entries = run.Tables.Entries().ToList();
        Assert.Equal(Sum(statement), Balance(entries, Account.SpentCash));
        Assert.Equal(0, Balance(entries, Account.InTransit));
    }

    private static long Sum(IEnumerable<StatementLine> lines) => lines.Sum(line => Money.Parse(line.Amount, Currency.Parse(line.Currency)).Minor * (line.Kind == "reversal" ? -1 : 1));

    private static long Balance(IEnumerable<PostedEntry> entries, Account account) =>
        entries.SelectMany(entry => entry.Postings).Where(posting => posting.Account == account).Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);
}

/// <summary>One simulator for the tests of a class: their payments have ids of their own.</summary>
public sealed class Simulator : IAsyncLifetime
{
    private SimulatorProcess? _process;

    public SimulatorProcess Process => _process!;

    public async Task InitializeAsync() => _process = await SimulatorProcess.Start();

    public async Task DisposeAsync() => await _process!.DisposeAsync();
}
