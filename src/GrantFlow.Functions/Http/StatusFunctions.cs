using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>How something that GrantFlow depends on does. Names are the API's.</summary>
public enum Health
{
    /// <summary>It answers.</summary>
    Ok,

    /// <summary>It fails now and then, or is late.</summary>
    Degraded,

    /// <summary>Nothing goes through.</summary>
    Down,
}

/// <summary>What works and what does not, for a banner and for programs. What is said of Key Vault, the provider and sign-in is what the instance that answers has seen; storage and work lists are looked at while you wait.</summary>
public sealed class StatusFunctions(Door door, ITables tables, IQueues queues, Spells spells, WorkListLag lag, TimeProvider time)
{
    private static readonly TimeSpan StoragePatience = TimeSpan.FromSeconds(3);

    /// <summary>How each thing that GrantFlow depends on does: since when, and what it means for you.</summary>
    [Function("GetStatus")]
    public Task<IResult> Status([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "status")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Door.Anyone, async _ =>
        {
            // At the same time: together they take no longer than the one that waits longest.
            var (storage, lists) = (Storage(cancellationToken), Lists(cancellationToken));
            IReadOnlyList<Shown> all =
            [
                await storage,
                Seen("key-vault", [Dependency.KeyVault], "People, accounts, evidence and bank files cannot be opened or stored. Approvals, releases, lists and the ledger go on. Screenings and payments wait, and are made up for."),
                Seen("mobile-money", [Dependency.MobileMoney], "Wallets are not paid at the moment. What finance releases waits and goes out when the provider is back; nobody is paid twice."),
                Seen("sign-in", [Dependency.SignIn], "Tokens cannot be checked here at the moment. Try again in a few seconds."),
                await lists,
            ];
            return Results.Json(new { Status = all.Max(one => one.Status), Dependencies = all }, HttpJson.Options);
        });

    private async Task<Shown> Storage(CancellationToken cancellationToken)
    {
        var seen = Seen("storage", [Dependency.Tables, Dependency.Queues, Dependency.Files], "Some requests fail at the moment. Repeat them, with the same Idempotency-Key: then nothing happens twice.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StoragePatience);
        try
        {
            await Task.WhenAll(tables.Find(TableNames.Grants, "health", "health", patience.Token), queues.Count(QueueNames.Commands, patience.Token));
            return seen.Status == Health.Down ? seen with { Status = Health.Degraded } : seen;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (failure is OperationCanceledException || DependencyException.In(failure) is not null))
        {
            return new Shown(seen.Name, Health.Down, seen.Since ?? time.GetUtcNow(), "Nothing can be read or handed in at the moment. What was accepted is safe, and goes on when storage is back.");
        }
    }

    private async Task<Shown> Lists(CancellationToken cancellationToken) =>
        await lag.BehindSince(cancellationToken) is { } since
            ? new("work-lists", Health.Degraded, since, "Lists may not show what happened since. A grant that is opened by its id is always as it stands.")
            : new("work-lists", Health.Ok, null, null);

    private Shown Seen(string name, Dependency[] dependencies, string means)
    {
        var present = dependencies.Select(spells.Of).OfType<Spell>().ToList();
        return present.Count == 0
            ? new(name, Health.Ok, null, null)
            : new(name, present.All(spell => spell.WorksAgain) ? Health.Degraded : Health.Down, present.Min(spell => spell.Since), means);
    }

    /// <summary>One thing, as the API shows it.</summary>
    private sealed record Shown(string Name, Health Status, DateTimeOffset? Since, string? Means);
}
