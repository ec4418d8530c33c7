using System.Collections.Concurrent;
using System.Security.Cryptography;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary><see cref="IBlobs"/> in memory and in clear, with the rules of the real one. Thread-safe.</summary>
public sealed class MemoryBlobs : IBlobs
{
    private readonly ConcurrentDictionary<(string Container, string Name), byte[]> _files = [];

    /// <inheritdoc/>
    public async Task<StoredFile?> Add(string container, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        BlobName.Check(name);
        using var buffer = new MemoryStream();
        await write(new AsyncOnlyStream(buffer), cancellationToken);
        var bytes = buffer.ToArray();
        return _files.TryAdd((container, name), bytes) ? new StoredFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))) : null;
    }

    /// <inheritdoc/>
    public Task<Stream?> Open(string container, string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_files.TryGetValue((container, Checked(container, name)), out var bytes) ? new AsyncOnlyStream(new MemoryStream(bytes, writable: false)) : null);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> List(string container, string prefix, CancellationToken cancellationToken) =>
        _files.Keys.Where(key => key.Container == container && key.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key.Name).Order(StringComparer.Ordinal).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task Delete(string container, string name, CancellationToken cancellationToken)
    {
        _files.TryRemove((container, Checked(container, name)), out _);
        return Task.CompletedTask;
    }

    private static string Checked(string container, string name) => container == ContainerNames.BankInbox ? BlobName.CheckForeign(name) : BlobName.Check(name);
}
