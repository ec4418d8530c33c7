namespace GrantFlow.TestSupport;

/// <summary>One call to a store: what a request to storage would be.</summary>
/// <param name="Service">table, queue, vault or blob.</param>
/// <param name="Operation">find, page, commit, send, count, peek, receive, delete, add, open, list, …</param>
/// <param name="Name">The table, queue or container; the person for the vault.</param>
public sealed record StorageCall(string Service, string Operation, string Name);

/// <summary>Sees every call to the stores in memory, and may throw or wait: before, the call never happened; after, it happened and its answer is lost.</summary>
public interface IStorageProbe
{
    /// <summary>The call is about to take effect.</summary>
    Task Before(StorageCall call, CancellationToken cancellationToken);

    /// <summary>Whether the call takes effect a second time, and its second answer is the one that is given: as an SDK does that makes a call again whose first answer was lost.</summary>
    bool Again(StorageCall call) => false;

    /// <summary>The call has taken effect; its answer is about to be given.</summary>
    Task After(StorageCall call, CancellationToken cancellationToken);
}

internal static class StorageProbes
{
    /// <summary>Runs a call between its two looks.</summary>
    public static async Task<T> Run<T>(this IStorageProbe? probe, StorageCall call, Func<T> effect, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (probe is null)
        {
            return effect();
        }

        await probe.Before(call, cancellationToken);
        var result = effect();
        if (probe.Again(call))
        {
            result = effect();
        }

        await probe.After(call, cancellationToken);
        return result;
    }
}
