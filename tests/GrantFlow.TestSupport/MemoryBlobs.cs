using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary><see cref="IBlobs"/> in memory and in clear, with the rules of the real one. Thread-safe.</summary>
/// <param name="probe">Sees every call; that of a file being added when all of it is written and none of it is there yet.</param>
public sealed class MemoryBlobs(IStorageProbe? probe = null) : IBlobs
{
    private readonly ConcurrentDictionary<(string Container, string Name), byte[]> _files = [];

    /// <inheritdoc/>
    public async Task<StoredFile?> Add(string container, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        BlobName.Check(name);
        using var buffer = new MemoryStream();
        await write(new AsyncOnlyStream(buffer), cancellationToken);
        var bytes = buffer.ToArray();
        // Who makes the call again after its answer was lost finds its own file, as the real one does by its mark.
        return await Call("add", container, () => ReferenceEquals(_files.GetOrAdd((container, name), bytes), bytes), cancellationToken)
            ? new StoredFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : null;
    }

    /// <inheritdoc/>
    public Task<Stream?> Open(string container, string name, CancellationToken cancellationToken) =>
        Call<Stream?>(
            "open",
            container,
            () => _files.TryGetValue((container, Checked(container, name)), out var bytes) ? new AsyncOnlyStream(new MemoryStream(bytes, writable: false)) : null,
            cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> List(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await Call(
            "list",
            container,
            () => _files.Keys.Where(key => key.Container == container && key.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key.Name).Order(StringComparer.Ordinal).ToList(),
            cancellationToken);
        foreach (var name in names)
        {
            yield return name;
        }
    }

    /// <inheritdoc/>
    public Task Delete(string container, string name, CancellationToken cancellationToken) => Call("delete", container, () => _files.TryRemove((container, Checked(container, name)), out _), cancellationToken);

    private Task<T> Call<T>(string operation, string container, Func<T> effect, CancellationToken cancellationToken) => probe.Run(new StorageCall("blob", operation, container), effect, cancellationToken);

    private static string Checked(string container, string name) => container == ContainerNames.BankInbox ? BlobName.CheckForeign(name) : BlobName.Check(name);
}
