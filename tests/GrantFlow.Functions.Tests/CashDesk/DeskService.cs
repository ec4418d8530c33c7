using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.CashDesk;

/// <summary>A service that pays by bank, wallet and cash desk.</summary>
public sealed class DeskService : Service
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Payouts:Provider"] = "routes", ["Payouts:CashDesk:ValidDays"] = "30" };

    /// <summary>A grant of 650.00 cash at the desk in Kabul on line L01, released in a batch at 78 afghanis; verified by Kamal.</summary>
    public async Task<Journey> Waiting()
    {
        var application = Bodies.FullApplication();
        application["amount"] = Bodies.Euro("650.00");
        application["route"] = new JsonObject { ["kind"] = "cash-desk", ["country"] = "AF", ["account"] = "af-kabul", ["holder"] = "Holder" };
        var journey = await Journey.Verified(this, application);
        await journey.Split(Bodies.Split(Bodies.Cash("650.00")));

        // As the batch's own step asks for it.
        var grant = GrantId.Parse(journey.Id);
        var release = new ReleasePayouts(CommandId.Derive(grant, "tests", "release"), new Actor(ActorId.Parse("fatou"), Role.Finance))
        {
            Batch = BatchId.Derive("tests", journey.Id),
            Line = new(1),
            With = [ActorId.Parse("farah")],
            Rate = new ExchangeRate(Currency.Eur, Currency.Parse("AFN"), 78m, "InforEuro", new(Today.Year, Today.Month, 1)),
        };
        await Host.Services.GetRequiredService<IQueues>().Send(QueueNames.Commands, MessageText.Write<GrantCommand>(release.Id.Value, release.Id.Value, grant, TimeProvider.System.GetUtcNow(), release), null, default);
        await Eventually(async () => (string?)(await journey.Read())["lines"]![0]!["state"] == "instructed", string.Create(CultureInfo.InvariantCulture, $"the money of {journey.Id} waits at the desk"));
        return journey;
    }
}
