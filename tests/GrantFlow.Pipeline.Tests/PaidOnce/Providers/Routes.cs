using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Tests.ByFile;
using GrantFlow.Pipeline.Tests.MobileMoney;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>Where people are paid, and how that ends: accounts and wallets are scripted by their last digits.</summary>
internal sealed class Routes(Random random)
{
    private static readonly string[] Accounts = ["4711", "4712", "0001", "0004", "0009", "0007", "0008"];

    /// <summary>All that end by themselves with the right amount; those that let callers wait are among them once.</summary>
    private static readonly string[] Wallets = ["99", "98", "01", "02", "03", "04", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "17", "18", "19"];

    private int _number;

    /// <summary>A person with a route of this kind, of which anything may come.</summary>
    public Case First(string name, RouteKind kind)
    {
        var (country, account) = Account(kind, good: false);
        return new Case(name) { Kind = kind, Account = account, PaidIn = country };
    }

    /// <summary>Another route for a line: of any kind and outcome, or one on which it will be paid.</summary>
    public Ask Another(Case one, int line, string key, bool good = false)
    {
        var kind = (RouteKind)random.Next(3);
        var (country, account) = Account(kind, good);
        var route = new PayoutRoute(kind, country, "…" + account[^4..], $"route-{key}");
        return new(
            new ReroutePayout(one.Id(key), People.Erbil, new(line), route),
            vault => vault.StoreRoute(one.Person, route.Key, new(account, one.Who.FamilyName, null) { Town = "Sampletown" }, default));
    }

    private (CountryCode Country, string Account) Account(RouteKind kind, bool good) => kind switch
    {
        RouteKind.MobileMoney => (World.Iraq, WalletRun.NumberOf(good ? "99" : Wallets[random.Next(Wallets.Length)])),
        RouteKind.CashDesk => (World.Iraq, "desk-1"),
        _ when random.Next(2) == 0 => (BankPath.Germany, BankPath.German(++_number, good ? "4711" : Accounts[random.Next(Accounts.Length)])),
        _ => (World.Iraq, BankPath.Iraqi(++_number, good ? "4711" : Accounts[random.Next(Accounts.Length)])),
    };
}
